import { helloFor } from '@sitrep/shared/protocol/hello-for.ts';
import { WebSocket } from 'ws';
import type { Timers } from '../ground/timers.ts';
import { SOCKET_PATH } from '../push/socket-options.ts';
import { PROBE_HEADER } from '../push/upgrade-guard.ts';

export interface ProbePorts {
  /** `ws://` or `wss://` address of this server, as seen from this machine. */
  readonly url: string;
  readonly secret: string;
  readonly timers: Timers;
  /** How often the hub sends heartbeats, ms. */
  readonly heartbeatMs: number;
}

/** Time limit for each expected message or answer, ms. */
export const PATIENCE_MS = 2_000;
const HELLO = helloFor('public');

/**
 * Acts as a screen over a real connection to this server: dials, sends hello, receives the board and a heartbeat. Meanwhile it tests the cap
 * of its lane, whose capacity is 1: a second dial is refused, then admitted once the first has left. Resolves to what failed, in words, or null.
 */
export const probe = async (ports: ProbePorts): Promise<string | null> => {
  const screens: Screen[] = [];
  const dial = (): Screen => {
    const screen = new Screen(ports);
    screens.push(screen);
    return screen;
  };
  try {
    const first = dial();
    if (!(await first.opened)) return 'a dial was not taken';
    first.say(`40${JSON.stringify({ hello: HELLO })}`);
    if (!(await first.hears('snapshot', PATIENCE_MS))) return 'the board did not come';
    if (await dial().opened) return 'one more than the cap was taken';
    if (!(await first.hears('heartbeat', ports.heartbeatMs + PATIENCE_MS))) return 'no heartbeat came';
    await first.leave();
    // The server notices the close a moment after we do.
    const until = deadline(ports.timers, PATIENCE_MS);
    while (!until.over) if (await dial().opened) return null;
    return 'after one left, the next was not taken';
  } finally {
    for (const screen of screens) screen.end();
  }
};

class Screen {
  readonly opened: Promise<boolean>;
  readonly #timers: Timers;
  readonly #socket: WebSocket;
  readonly #heard = new Set<string>();
  #wake = () => {};

  constructor({ url, secret, timers }: ProbePorts) {
    this.#timers = timers;
    // The server dials itself by address, so the name in the certificate need not match.
    this.#socket = new WebSocket(`${url}${SOCKET_PATH}?EIO=4&transport=websocket`, { headers: { [PROBE_HEADER]: secret }, rejectUnauthorized: false });
    this.#socket.on('message', (data) => this.#hear(String(data)));
    this.opened = this.#within(PATIENCE_MS, (done) => {
      this.#socket.once('open', () => done(true));
      // A refused dial is a valid result, but an 'error' event without a listener would end the process.
      this.#socket.on('error', () => done(false));
    });
  }

  say(packet: string): void {
    this.#socket.send(packet);
  }

  /** Whether a message of this name has arrived or arrives within `ms`. */
  hears(name: string, ms: number): Promise<boolean> {
    return this.#within(ms, (done) => {
      this.#wake = () => {
        if (this.#heard.has(name)) done(true);
      };
      this.#wake();
    });
  }

  async leave(): Promise<void> {
    await this.#within(PATIENCE_MS, (done) => {
      this.#socket.once('close', () => done(true));
      this.#socket.close();
    });
  }

  end(): void {
    this.#socket.terminate();
  }

  #hear(packet: string): void {
    if (packet === '2') this.say('3');
    const name = /^42\["(\w+)"/.exec(packet)?.[1];
    if (name !== undefined) this.#heard.add(name);
    this.#wake();
  }

  #within(ms: number, listen: (done: (held: boolean) => void) => void): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#timers.after(ms, () => resolve(false));
      listen((held) => {
        cancel();
        resolve(held);
      });
    });
  }
}

const deadline = (timers: Timers, ms: number): { over: boolean } => {
  const state = { over: false };
  timers.after(ms, () => {
    state.over = true;
  });
  return state;
};
