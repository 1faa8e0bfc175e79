import { networkOf } from '../../ground/client.ts';
import { Refusal } from './problem.ts';

export interface RateRule {
  /** Requests allowed at once; the same number is refilled evenly over `perSeconds`. */
  readonly most: number;
  readonly perSeconds: number;
  /** What counts as one caller: a network address, a parameter of the path, or whoever is signed in. */
  readonly by: 'address' | 'path' | 'principal';
  /** 429, or 503 for senders that retry only after a 503. */
  readonly refusal: 'too_often' | 'overloaded';
  /** Why, in a sentence, where there is more to say than that it is too often. */
  readonly words?: string;
}

/** Callers remembered. Beyond that the least recent one is forgotten and starts with a full bucket. */
const MOST_CALLERS = 10_000;

/** One bucket for each caller of one route. */
export class RateLimit {
  readonly #rule: RateRule;
  readonly #stopwatch: () => number;
  /** Ordered by last request, oldest first. */
  readonly #callers = new Map<string, { left: number; at: number }>();

  /** `stopwatch`: monotonic seconds. */
  constructor(rule: RateRule, stopwatch: () => number) {
    this.#rule = rule;
    this.#stopwatch = stopwatch;
  }

  /** Counts one request. Throws a Refusal with a retry time when it exceeds the limit. */
  take(address: string, path: string, principal: string | null): void {
    const { most, perSeconds, by, refusal, words = 'This is asked more often than the server takes. Ask again later.' } = this.#rule;
    const caller = by === 'path' ? path : by === 'principal' && principal !== null ? principal : networkOf(address);
    const at = this.#stopwatch();
    const known = this.#callers.get(caller);
    const left = known === undefined ? most : Math.min(most, known.left + ((at - known.at) * most) / perSeconds);
    this.#callers.delete(caller);
    this.#callers.set(caller, { left: left < 1 ? left : left - 1, at });
    const [oldest] = this.#callers.size > MOST_CALLERS ? this.#callers.keys() : [];
    if (oldest !== undefined) this.#callers.delete(oldest);
    if (left < 1)
      throw new Refusal(refusal, words, {
        retryAfterSeconds: Math.ceil(((1 - left) * perSeconds) / most),
      });
  }
}
