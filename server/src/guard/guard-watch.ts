import type { Timers } from '../ground/timers.ts';
import type { Guard } from './guard.ts';

export const TEST_EVERY_MS = 30_000;
/** A test that takes longer has failed, ms. */
const DEADLINE_MS = 20_000;

/** What the watch knows of one guard. */
export interface Watched {
  readonly guard: Guard;
  /** End of the newest test, UTC ms; null before the first. */
  testedAt: number | null;
  failures: number;
  /** What the newest test found wrong; null when nothing. */
  fault: string | null;
}

export interface WatchPorts {
  timers: Timers;
  /** UTC ms. */
  now(): number;
  /** Called for each failed test, with a message that names the guard. */
  onError(error: unknown): void;
}

/**
 * Tests every guard twice a minute. A guard that fails is listed by `failing` until a later test passes, and is reset at once,
 * so that it works again within one round and the failure has been reported.
 */
export class GuardWatch {
  readonly watched: readonly Watched[];
  readonly #ports: WatchPorts;
  readonly #stop: () => void;
  #round: Promise<void> | null = null;

  constructor(guards: readonly Guard[], ports: WatchPorts) {
    this.watched = guards.map((guard) => ({ guard, testedAt: null, failures: 0, fault: null }));
    this.#ports = ports;
    this.#stop = ports.timers.every(TEST_EVERY_MS, () => void this.round());
  }

  failing(): string[] {
    return this.watched.filter(({ fault }) => fault !== null).map(({ guard }) => guard.name);
  }

  /** Tests every guard once. Rounds never overlap. */
  round(): Promise<void> {
    this.#round ??= Promise.all(this.watched.map((one) => this.#test(one)))
      .then(() => {})
      .finally(() => {
        this.#round = null;
      });
    return this.#round;
  }

  /** Stops testing, without waiting for tests under way. */
  stop(): void {
    this.#stop();
  }

  async #test(one: Watched): Promise<void> {
    const { guard } = one;
    one.fault = await this.#faultOf(guard);
    one.testedAt = this.#ports.now();
    if (one.fault === null) return;
    one.failures++;
    this.#ports.onError(new Error(`the guard ${guard.name} failed its test and is reset: ${one.fault}`));
    try {
      await guard.reset();
    } catch (error) {
      this.#ports.onError(error);
    }
  }

  async #faultOf(guard: Guard): Promise<string | null> {
    let cancel = () => {};
    const late = new Promise<string>((resolve) => {
      cancel = this.#ports.timers.after(DEADLINE_MS, () => resolve('its test does not end'));
    });
    try {
      return await Promise.race([guard.test(), late]);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      cancel();
    }
  }
}
