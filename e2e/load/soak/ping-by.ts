import timers from 'node:timers';
import type { Timers } from '@sitrep/server/ground/timers.ts';
import { ENGINE_OPTIONS } from '@sitrep/server/push/socket-options.ts';

const OF_PINGS: readonly unknown[] = [ENGINE_OPTIONS.pingInterval, ENGINE_OPTIONS.pingTimeout];

/** The part of Node's timers that pings need. */
class PingTimer {
  readonly ms: number;
  readonly #timers: Timers;
  readonly #running: Set<PingTimer>;
  readonly #run: () => void;
  #cancel: () => void = () => {};

  constructor(by: Timers, running: Set<PingTimer>, ms: number, run: () => void) {
    this.#timers = by;
    this.#running = running;
    this.ms = ms;
    this.#run = run;
    this.refresh();
  }
  refresh(): this {
    this.stop();
    this.#running.add(this);
    this.#cancel = this.#timers.after(this.ms, () => {
      this.#running.delete(this);
      this.#run();
    });
    return this;
  }
  stop(): void {
    this.#cancel();
    this.#running.delete(this);
  }
}

/**
 * engine.io takes its timers from Node itself. Lets its pings, known by their times, go by `by` instead: a page whose hours pass in a second would
 * else hear none and hang up. Out: whether a ping has not been answered yet; the end of it.
 */
export const pingBy = (by: Timers): { unanswered(): boolean; stop(): void } => {
  const { setTimeout, clearTimeout } = timers;
  const running = new Set<PingTimer>();
  Object.assign(timers, {
    setTimeout: (run: () => void, ms: number, ...args: unknown[]) =>
      OF_PINGS.includes(ms) ? new PingTimer(by, running, ms, run) : (setTimeout as (...all: unknown[]) => unknown)(run, ms, ...args),
    clearTimeout: (timer: PingTimer | Parameters<typeof clearTimeout>[0]) => (timer instanceof PingTimer ? timer.stop() : clearTimeout(timer)),
  });
  return {
    unanswered: () => [...running].some(({ ms }) => ms === ENGINE_OPTIONS.pingTimeout),
    stop: () => void Object.assign(timers, { setTimeout, clearTimeout }),
  };
};
