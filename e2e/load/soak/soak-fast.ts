import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { Random } from '@sitrep/server/push/simulation/random.ts';
import { VirtualTime } from '@sitrep/server/push/simulation/virtual-time.ts';
import { OWNER_TOKEN, startApp, type TestApp } from '@sitrep/server/testing/start-app.ts';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ChaosProxy, startChaosProxy } from '../../failures/chaos-proxy.ts';
import { type Api, api } from '../../fixtures/api.ts';
import { defineWallBoard, WORDS } from '../../fixtures/wall-board.ts';
import { keptReplica } from '../../pages/replica-of.ts';
import { readWall, type WallReading, type WallTruth, wallTruth, wrongIn } from '../../pages/wall-reading.ts';
import { BUSY_MS, FILL_MS, fillOf, type Happening, lifeOf, STRETCH_MS } from './happenings.ts';
import { type Answer, drivePage, type Order, type PageTime } from './page-time.ts';
import { pingBy } from './ping-by.ts';
import { QuietPage } from './quiet-page.ts';
import { Findings, type SoakReport } from './report.ts';

/**
 * Weeks of a wall in minutes: the real server in this process, the real page in a real browser, real sockets between them, and one shared virtual time that
 * advances only on request.
 *
 *     page runs to T ──▶ what it shows is compared ──▶ server runs to T and beats ──▶ what happens at T is posted ──▶ again, 5 s on
 *
 * The page waits for what the server just sent before it runs on, so the network takes no time.
 */
export interface FastSoak {
  readonly browser: Browser;
  readonly days: number;
  readonly events: number;
  readonly reconnects: number;
  readonly seed: number;
  /** Told with each day. */
  progress(report: SoakReport): void;
  readonly ended: AbortSignal;
}

const BEAT_MS = 5_000;
const DAY_MS = 86_400_000;
const STRETCHES_PER_DAY = DAY_MS / STRETCH_MS;
const STRETCHES_PER_SAMPLE = STRETCHES_PER_DAY / 6;
const PATH = '/soak';
/** A quartz that gains 4 s a day, and a wall clock that nobody set. */
const DEVICE = { rate: 1.00005, wrongBy: -200_000 };
/** Step width while the line is down, ms. */
const STEP_MS = 1_000;
/** Nothing may be called live for longer than this after the last message, ms. */
const LIVE_MS = 15_000;
/** A dial into a hole, the longest pause after it, and the dial that is answered. */
const BACK_WITHIN_MS = 45_000;

export const soakFast = async ({ browser, days, events, reconnects, seed, progress, ended }: FastSoak): Promise<SoakReport> => {
  const time = new VirtualTime();
  time.now = Math.ceil(Date.now() / BEAT_MS) * BEAT_MS + 500;
  const start = time.now;
  const pings = pingBy(time);
  const app = await startAppBy(time);
  const orders = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(orders, 'listening');
  const proxy = await startChaosProxy(Number(new URL(app.url).port), { path: PATH, port: (orders.address() as AddressInfo).port });
  let page: QuietPage | null = null;
  try {
    const to = api({ url: app.url, token: OWNER_TOKEN });
    await defineWallBoard(to, WORDS.latin);
    const link = new URL((await to.post('/screens', { name: 'Soak' })).link);
    const device: PageTime = { path: PATH, start, ...DEVICE };
    const findings = new Findings();
    page = await QuietPage.open(browser, {
      script: `(${drivePage})(${JSON.stringify(device)}, ${readWall})`,
      // Problems the page itself reports: an error, a differing hash, an unreadable message.
      onFault: (words) => findings.miss(words),
    });
    const connected = once(orders, 'connection');
    await page.goTo(`${proxy.url}${link.pathname}${link.hash}`);
    const [line] = (await connected) as [WebSocket];
    orders.on('connection', () => findings.miss('the page loaded itself again'));
    const soak = new WallSoak({ app, time, pings, proxy, page, line, to, start, findings });
    await soak.begin();

    const random = new Random(seed);
    await soak.live(fillOf(random), [], FILL_MS);
    const stretches = Math.max(1, Math.round(days * STRETCHES_PER_DAY));
    const life = lifeOf(random, 'soak', stretches, events);
    const outages = outagesOf(random, stretches, reconnects);
    await soak.measure();
    for (let stretch = 0; stretch < stretches && !ended.aborted; stretch++) {
      const [from, until] = [stretch * STRETCH_MS, (stretch + 1) * STRETCH_MS];
      const within = <T extends { at: number }>(all: readonly T[]): T[] =>
        all.filter(({ at }) => at >= from && at < until).map((one) => ({ ...one, at: one.at - from }));
      await soak.live(within(life), within(outages));
      if ((stretch + 1) % STRETCHES_PER_SAMPLE === 0) await soak.measure();
      if ((stretch + 1) % STRETCHES_PER_DAY === 0) progress(soak.report());
    }
    return soak.report();
  } finally {
    await page?.close();
    await proxy.close();
    orders.close();
    await app.dispose();
    pings.stop();
  }
};

/** The whole server on virtual time, without its self-tests, whose connections take real time. */
const startAppBy = async (time: VirtualTime): Promise<TestApp> => {
  const app = await startApp({
    ports: {
      clock: { now: () => time.now, every: (ms, run) => time.every(ms, run) },
      timers: { after: (ms, run) => time.after(ms, run), every: (ms, run) => time.every(ms, run) },
      stopwatch: () => time.now / 1_000,
    },
    settings: { clientFolder: resolve(import.meta.dirname, '../../../client/dist') },
  });
  app.guards.stop();
  return app;
};

/** A network loss: very short, long enough to be noticed, or long enough for the wall to say that it is stale. */
interface Outage {
  readonly at: number;
  readonly how: 'cut' | 'blackhole';
  readonly ms: number;
}
const outagesOf = (random: Random, stretches: number, count: number): Outage[] =>
  Array.from({ length: count }, (_, n): Outage => {
    const length = random.weighted({ blink: 6, noticed: 3, stale: 2 });
    // A black hole must last for at least one heartbeat, or nothing is lost.
    const how = length !== 'blink' && random.chance(0.5) ? 'blackhole' : 'cut';
    const ms = length === 'blink' ? 500 : length === 'noticed' ? 16_000 + random.below(30_000) : 62_000 + random.below(100_000);
    const stretch = Math.floor((n * stretches) / count);
    return { at: stretch * STRETCH_MS + 60_000 + random.below(BUSY_MS - 360_000), how, ms };
  }).sort((one, other) => one.at - other.at);

interface Parts {
  readonly app: TestApp;
  readonly time: VirtualTime;
  readonly pings: ReturnType<typeof pingBy>;
  readonly proxy: ChaosProxy;
  readonly page: QuietPage;
  /** Orders to the page, and its answers. */
  readonly line: WebSocket;
  readonly to: Api;
  /** When the server started its heartbeat timer. */
  readonly start: number;
  readonly findings: Findings;
}

class WallSoak {
  readonly #parts: Parts;
  readonly #answered: ((answer: Answer<WallReading>) => void)[] = [];
  /** The step that the page may not be through with. */
  #open: { readonly answer: Promise<Answer<WallReading>>; readonly truths: readonly WallTruth[]; readonly end: number } | null = null;
  #network: 'pass' | Outage['how'] = 'pass';
  /** The heartbeat that was just sent. */
  #beat: number | null = null;
  #ahead: Happening[] = [];
  #truth: { readonly pos: number; readonly truth: WallTruth } | null = null;
  #first: { readonly at: number; readonly seq: number } | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.line.on('message', (data) => this.#answered.shift()?.(JSON.parse(String(data))));
  }

  /** The first seconds, in which scripts and fonts load in real time. */
  async begin(): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      if ((await this.#step(STEP_MS)).claim === 'live') return this.#align();
      await sleep(50);
    }
    throw new Error('the wall did not become live');
  }

  /** Lets one stretch pass, in which all of this happens. */
  async live(happenings: readonly Happening[], outages: readonly Outage[], ms = STRETCH_MS): Promise<void> {
    const { time } = this.#parts;
    const began = time.now;
    this.#ahead = happenings.map((happening) => ({ ...happening, at: began + happening.at }));
    const losses = [...outages];
    while (time.now < began + ms) {
      if (losses[0] !== undefined && began + losses[0].at <= time.now) await this.#lose(losses.shift() as Outage);
      else await this.#beatOn();
    }
    await this.#settle();
  }

  /** Compares the page's state with the server's, and measures its resources. */
  async measure(): Promise<void> {
    const { app, page, time, findings } = this.#parts;
    if (this.#first === null) findings.beats = 0;
    this.#first ??= { at: time.now, seq: app.projection.seq };
    const { pos, hash, epoch } = app.projection.internal;
    const held = await page.evaluate(keptReplica, 'internal');
    if (held.cursor !== pos || held.hash !== hash || held.epoch !== epoch)
      findings.miss(`the page holds ${held.epoch} ${held.cursor} ${held.hash}, the server ${epoch} ${pos} ${hash}`);
    const { scene, beats } = await page.evaluate(readWall, null);
    // Its stretches end in calm, so that like is compared with like.
    if (scene !== 'calm') throw new Error(`at the end of a stretch the wall shows the scene ${scene}`);
    if (beats !== '60 heartbeats, none missed') findings.miss(`the strip says "${beats}" after minutes without an outage`);
    findings.sample({ day: (time.now - this.#first.at) / DAY_MS, calm: true, ...(await page.use()) });
  }

  report(): SoakReport {
    const { app, time } = this.#parts;
    const { at, seq } = this.#first ?? { at: time.now, seq: 0 };
    return this.#parts.findings.report({ days: (time.now - at) / DAY_MS, events: app.projection.seq - seq });
  }

  /** Sends the page on its way to `end`. Out: what it will show there. */
  #send(end: number): Promise<Answer<WallReading>> {
    const { app, line, findings } = this.#parts;
    // Whoever the hub counts as a listener was sent everything.
    const listens = this.#network === 'pass' && app.hub.figures().census.internal > 0;
    const beat = listens ? this.#beat : null;
    const order: Order = { to: end, beat, pos: listens ? app.projection.seq : null, deaf: this.#network === 'blackhole' };
    if (beat !== null) findings.beats++;
    const answer = new Promise<Answer<WallReading>>((answered) => this.#answered.push(answered));
    line.send(JSON.stringify(order));
    return answer;
  }
  /** The server goes on to `end`, and then whoever has something to post. */
  async #serve(end: number): Promise<void> {
    const { time, app, to, start } = this.#parts;
    while (time.now < end) {
      await this.#pong();
      time.pass(Math.min(STEP_MS, end - time.now));
      await nextTurn();
    }
    this.#beat = (end - start) % BEAT_MS === 0 ? end : null;
    while (this.#ahead[0] !== undefined && this.#ahead[0].at <= end) await this.#ahead.shift()?.act(to, end);
    await app.projection.catchUp();
  }
  /** A ping is answered without delay. */
  async #pong(): Promise<void> {
    for (let tries = 0; this.#network === 'pass' && this.#parts.pings.unanswered() && tries < 1_000; tries++) await (tries < 50 ? nextTurn() : sleep(1));
  }

  /** One step of a page that is not known to be up: nobody runs ahead of anybody. */
  async #step(ms: number): Promise<WallReading> {
    await this.#settle();
    const end = this.#parts.time.now + ms;
    const { reading } = await this.#send(end);
    await this.#serve(end);
    return reading;
  }
  /** On to the next heartbeat with a page that is up, must be current, and must say so. It still runs when the server is through. */
  async #beatOn(): Promise<void> {
    const { app, time, findings } = this.#parts;
    const before = this.#truthNow();
    const { hellos } = app.hub.figures().counts;
    const end = time.now + BEAT_MS;
    const answer = this.#send(end);
    await this.#serve(end);
    await this.#settle();
    if (app.hub.figures().counts.hellos !== hellos) findings.miss('the page asked anew although nothing was lost');
    // Events that the scheduler appends on the way may already be shown.
    this.#open = { answer, truths: [before, this.#truthNow()], end };
  }
  /** Continues until page and server are at the same time. */
  async #settle(): Promise<void> {
    if (this.#open === null) return;
    const { answer, truths, end } = this.#open;
    this.#open = null;
    const { heard, reading } = await answer;
    if (!heard) this.#parts.findings.miss('a message of the server did not reach the page');
    this.#parts.findings.compare(reading, truths, end);
  }

  async #lose({ how, ms }: Outage): Promise<void> {
    const { app, time, proxy, findings } = this.#parts;
    await this.#settle();
    const from = time.now;
    const { hellos } = app.hub.figures().counts;
    const set = async (network: 'pass' | Outage['how']): Promise<void> => {
      proxy.set(network);
      this.#network = network;
      // Both ends must have noticed that their connections are closed.
      await sleep(10);
    };
    await set(how);
    while (time.now < from + ms) {
      const reading = await this.#step(Math.min(STEP_MS, from + ms - time.now));
      if (reading.claim === 'live' && time.now - from > LIVE_MS + 100) findings.miss(`it says live ${time.now - from} ms after the last word`);
    }
    await set('pass');
    for (const patience = time.now + BACK_WITHIN_MS; ; ) {
      const truth = this.#truthNow();
      const reading = await this.#step(STEP_MS);
      if (app.hub.figures().counts.hellos > hellos && reading.claim === 'live' && wrongIn(reading, truth) === null) {
        findings.reconnects++;
        break;
      }
      if (time.now > patience) {
        findings.miss(`it was not back ${BACK_WITHIN_MS / 1_000} s after an outage (${how}, ${ms} ms): it says ${reading.claim}`);
        break;
      }
    }
    await this.#align();
  }

  /** On to the next heartbeat. */
  async #align(): Promise<void> {
    const { time, start } = this.#parts;
    const over = (time.now - start) % BEAT_MS;
    if (over !== 0) await this.#step(BEAT_MS - over);
  }

  #truthNow(): WallTruth {
    const { pos, state } = this.#parts.app.projection.internal;
    if (this.#truth?.pos !== pos) this.#truth = { pos, truth: wallTruth(state.board) };
    return this.#truth.truth;
  }
}
