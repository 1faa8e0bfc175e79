import { Refusal } from './problem.ts';

export interface RateRule {
  /** At once; as many come back evenly over `perSeconds`. */
  readonly most: number;
  readonly perSeconds: number;
  /** Who counts as one caller: an address of the net, or whatever the path names. */
  readonly by: 'address' | 'path';
  /** 429, or 503 for senders that try again after that alone. */
  readonly refusal: 'too_often' | 'overloaded';
}

/** Callers remembered. Beyond that the one longest unheard of is forgotten, and so may ask anew. */
const MOST_CALLERS = 10_000;

/** One bucket for each caller of one route. */
export class RateLimit {
  readonly #rule: RateRule;
  readonly #stopwatch: () => number;
  /** The least recently heard of come first. */
  readonly #callers = new Map<string, { left: number; at: number }>();

  /** `stopwatch`: seconds of a clock that never goes back. */
  constructor(rule: RateRule, stopwatch: () => number) {
    this.#rule = rule;
    this.#stopwatch = stopwatch;
  }

  /** Counts one request. Throws a Refusal, with the time to come back, for one too many. */
  take(address: string, path: string): void {
    const { most, perSeconds, by, refusal } = this.#rule;
    const caller = by === 'address' ? address : path;
    const at = this.#stopwatch();
    const known = this.#callers.get(caller);
    const left = known === undefined ? most : Math.min(most, known.left + ((at - known.at) * most) / perSeconds);
    this.#callers.delete(caller);
    this.#callers.set(caller, { left: left < 1 ? left : left - 1, at });
    const [oldest] = this.#callers.size > MOST_CALLERS ? this.#callers.keys() : [];
    if (oldest !== undefined) this.#callers.delete(oldest);
    if (left < 1)
      throw new Refusal(refusal, 'This is asked more often than the server takes. Ask again later.', {
        retryAfterSeconds: Math.ceil(((1 - left) * perSeconds) / most),
      });
  }
}
