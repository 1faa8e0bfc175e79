import type { Clock } from '../sync/server-clock.ts';

/** A clock and timers that only move when told. `wall` may be off by `wallError` ms, as on a badly set device. */
export class VirtualTime implements Clock {
  #now = 0;
  readonly #start: number;
  readonly #wallError: number;
  #timers: { at: number; act: () => void }[] = [];

  /** In: server time at the beginning (UTC ms); how wrong this device's wall clock is. */
  constructor(start: number, wallError = 0) {
    this.#start = start;
    this.#wallError = wallError;
  }
  mono = (): number => this.#now;
  #asleep = 0;
  wall = (): number => this.#start + this.#now + this.#wallError + this.#asleep;
  /** What the server's clock says. */
  server = (): number => this.#start + this.#now + this.#asleep;
  /** The device is suspended: the world goes on, the monotonic clock and the timers do not. */
  sleep(ms: number): void {
    this.#asleep += ms;
  }
  /** The browser stops the page: clocks go on, its timers do not. */
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
  /** Of several for one moment, the one that was set first. */
  #earliest(): { at: number; act: () => void } | undefined {
    let [earliest] = this.#timers;
    for (const timer of this.#timers) if (earliest !== undefined && timer.at < earliest.at) earliest = timer;
    return earliest;
  }
  /** Runs everything that falls due, in order. */
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

/** Lets promises that are already decided run. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};
