/**
 * The time of a page, driven from outside. Runs in the page before its own scripts and is handed to it as text: it may use nothing from outside.
 *
 *     order ──▶ wait for the messages it names ──▶ one timer after the other, each a task of its own, up to its moment ──▶ answer
 *
 * Messages are read when the page's time is that of the server that wrote them, so that the server may be a step ahead.
 * Playwright's own clock notes every call it gets for pages to come; over weeks that would be the leak.
 */
export interface PageTime {
  /** Path of the websocket over which the page gets its orders, on its own origin. */
  readonly path: string;
  /** Server time at the start, UTC ms. */
  readonly start: number;
  /** Error of the device's wall clock, ms. */
  readonly wrongBy: number;
  /** Speed of the device's clock: 1.00005 gains 4 s a day. */
  readonly rate: number;
}

export interface Order {
  /** Server time to advance to, UTC ms. */
  readonly to: number;
  /** Before that, the heartbeat of this server time and this position must have come; null when none is due. */
  readonly beat: number | null;
  readonly pos: number | null;
  /** The network loses everything, so nothing in flight is awaited. */
  readonly deaf: boolean;
}
export interface Answer<T> {
  /** Whether the awaited heartbeat arrived. */
  readonly heard: boolean;
  readonly reading: T;
}

export const drivePage = <T>({ path, start, wrongBy, rate }: PageTime, read: () => T): void => {
  interface Task {
    readonly at: number;
    readonly every: number | null;
    run(): void;
  }
  const PATIENCE_MS = 5_000;
  const FRAME_MS = 16;
  /** Of engine.io. */
  const [PING, PONG] = ['2', '3'];
  const native = { setTimeout: setTimeout.bind(window), clearTimeout: clearTimeout.bind(window), fetch: fetch.bind(window), WebSocket, Date };
  const tasks = new Map<number, Task>();
  let made = 0;
  let mono = 0;
  /** Requests and dials on their way: in a world without latency no time passes for them. */
  let underWay = 0;
  let beat = 0;
  let pos = 0;
  /** Messages whose time has not come: the server is a step ahead. `now`: the server time of a heartbeat, which what follows it is not older than. */
  const arrived: { readonly now: number | null; deliver(): void }[] = [];
  const release = (): void => {
    while (arrived[0] !== undefined && (arrived[0].now ?? 0) <= start + mono / rate + 1) arrived.shift()?.deliver();
  };

  const set = (ms: unknown, run: () => void, repeat = false): number => {
    const wait = Math.max(1, Number(ms) || 0);
    tasks.set(++made, { at: mono + wait, every: repeat ? wait : null, run });
    return made;
  };
  const clear = (id: number | undefined): void => {
    if (id !== undefined) tasks.delete(id);
  };
  const wall = (): number => Math.floor(start + wrongBy + mono);
  const replaced = {
    setTimeout: (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => set(ms, () => run(...args)),
    setInterval: (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => set(ms, () => run(...args), true),
    clearTimeout: clear,
    clearInterval: clear,
    requestAnimationFrame: (run: FrameRequestCallback) => set(FRAME_MS, () => run(mono)),
    cancelAnimationFrame: clear,
    Date: new Proxy(Date, {
      construct: (target, args, as) => Reflect.construct(target, args.length === 0 ? [wall()] : args, as),
      apply: () => new Date(wall()).toString(),
      get: (target, key) => (key === 'now' ? wall : Reflect.get(target, key)),
    }),
    fetch: async (...args: Parameters<typeof fetch>): Promise<Response> => {
      underWay++;
      try {
        const response = await native.fetch(...args);
        const body = await response.arrayBuffer();
        // An answer that took no time: pages set their clock by it before the first heartbeat.
        const headers = new Headers(response.headers);
        if (headers.has('date')) headers.set('date', new native.Date(start + mono / rate).toUTCString());
        return new Response(body.byteLength === 0 ? null : body, { status: response.status, statusText: response.statusText, headers });
      } finally {
        underWay--;
        wake();
      }
    },
    WebSocket: class extends native.WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        const listeners: Partial<Record<'message' | 'close', (event: Event) => void>> = {};
        let dialling = true;
        const answered = (): void => {
          if (dialling) underWay--;
          dialling = false;
        };
        underWay++;
        const take = (event: MessageEvent | CloseEvent): void => {
          const type = event.type as 'message' | 'close';
          const data = 'data' in event ? String(event.data) : '';
          const deliver = () => listeners[type]?.(event);
          const [, name, at] = /^42\["(\w+)".*?"pos":(\d+)/.exec(data) ?? [];
          const now = name === 'heartbeat' ? Number(/"now":(\d+)/.exec(data)?.[1]) : null;
          if (at !== undefined) pos = Math.max(pos, Number(at));
          if (now !== null) beat = Math.max(beat, now);
          // The server's next ping is due so long after this pong by its own time.
          if (data === PING) super.send(PONG);
          // What makes a connection goes through at once, the rest waits for its time.
          if (dialling) deliver();
          else arrived.push({ now, deliver });
          // A dial is over with the first message of the protocol, not when the socket opens.
          if (at !== undefined || type === 'close') answered();
          release();
          wake();
        };
        for (const type of ['message', 'close'] as const) {
          this.addEventListener(type, take as EventListener);
          Object.defineProperty(this, `on${type}`, { set: (listener) => Object.assign(listeners, { [type]: listener }) });
        }
      }
      override send(data: Parameters<WebSocket['send']>[0]): void {
        if (data !== PONG) super.send(data);
      }
    },
  };
  Object.assign(window, replaced);
  Object.defineProperty(performance, 'now', { value: () => mono });

  const channel = new MessageChannel();
  let resume = (): void => {};
  channel.port1.onmessage = () => resume();
  /** Runs every task that is due. */
  const turn = (): Promise<void> =>
    new Promise((done) => {
      resume = done;
      channel.port2.postMessage(null);
    });
  let wake = (): void => {};
  const until = async (come: () => boolean): Promise<boolean> => {
    if (come()) return true;
    let late = false;
    const patience = native.setTimeout(() => {
      late = true;
      wake();
    }, PATIENCE_MS);
    while (!come() && !late)
      await new Promise<void>((done) => {
        wake = done;
      });
    native.clearTimeout(patience);
    return !late;
  };
  const earliest = (by: number): number | null => {
    let first: number | null = null;
    let at = by;
    for (const [id, task] of tasks) {
      if (task.at > at || (task.at === at && first !== null)) continue;
      first = id;
      at = task.at;
    }
    return first;
  };
  const runTo = async (moment: number, deaf: boolean): Promise<void> => {
    for (let id = earliest(moment); id !== null; id = earliest(moment)) {
      const task = tasks.get(id) as Task;
      mono = Math.max(mono, task.at);
      if (task.every === null) tasks.delete(id);
      else tasks.set(id, { ...task, at: mono + task.every });
      try {
        task.run();
      } catch (error) {
        reportError(error);
      }
      await turn();
      if (underWay > 0 && !deaf) await until(() => underWay === 0).then(turn);
    }
    mono = moment;
  };

  // The page is not looked at, and painting would take most of the time.
  addEventListener('DOMContentLoaded', () => document.documentElement.style.setProperty('visibility', 'hidden'));
  const orders = new native.WebSocket(`ws://${location.host}${path}`);
  const carryOut = async ({ to, beat: awaitedBeat, pos: awaitedPos, deaf }: Order): Promise<void> => {
    const heard = await until(() => (awaitedBeat === null || beat >= awaitedBeat) && (awaitedPos === null || pos >= awaitedPos));
    release();
    await turn();
    await runTo((to - start) * rate, deaf);
    const answer: Answer<T> = { heard, reading: read() };
    orders.send(JSON.stringify(answer));
  };
  let last = Promise.resolve();
  orders.onmessage = ({ data }) => {
    const order = JSON.parse(data);
    last = last.then(() => carryOut(order));
  };
};
