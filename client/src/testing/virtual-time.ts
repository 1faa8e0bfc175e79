import type { Clock } from '../sync/server-clock.ts';

/** A clock and timers that move only on request. `wall` may be off by `wallError` ms, as on a badly set device. */
export class VirtualTime implements Clock {
  #now = 0;
  readonly #start: number;
  readonly #wallError: number;
  #timers: { at: number; act: () => void }[] = [];

  /** In: server time at the start (UTC ms); error of this device's wall clock, ms. */
  constructor(start: number, wallError = 0) {
    this.#start = start;
    this.#wallError = wallError;
  }
  mono = (): number => this.#now;
  #asleep = 0;
  wall = (): number => this.#start + this.#now + this.#wallError + this.#asleep;
  /** The server's clock, UTC ms. */
  server = (): number => this.#start + this.#now + this.#asleep;
  /** Suspends the device: server time advances, its monotonic clock and timers do not. */
  sleep(ms: number): void {
    this.#asleep += ms;
  }
  /** The browser suspends the page: clocks advance, its timers do not. */
  freeze(ms: number): void {
    this.#now += ms;
  }
  after = (ms: number, act: () => void): (() => void) => {
    const timer = { at: this.#now + ms, act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  };
  /** The next timer due; of several at one moment, the one set first. */
  #earliest(): { at: number; act: () => void } | undefined {
    let [earliest] = this.#timers;
    for (const timer of this.#timers) if (earliest !== undefined && timer.at < earliest.at) earliest = timer;
    return earliest;
  }
  /** Runs every timer that falls due, in order. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const next = this.#earliest();
      if (next === undefined || next.at > until) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.act();
      await settle();
    }
    this.#now = until;
    await settle();
  }
}

/** Lets settled promises run their callbacks. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};
