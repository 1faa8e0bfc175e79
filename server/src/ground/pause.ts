import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** How long work may go on before all other work gets a turn, ms. */
const LONGEST_TURN_MS = 10;

/**
 * For long work: to be called after each piece of it. Once the work has taken too long, a promise to be awaited, so that everything else has a turn; null
 * until then, because even an await that waits for nothing costs more than a small piece.
 */
export const pausing = ({ now }: Pick<Clock, 'now'>): (() => Promise<void> | null) => {
  let since = now();
  const pause = async (): Promise<void> => {
    await nextTurn();
    since = now();
  };
  // A clock that was set back counts too.
  return () => (Math.abs(now() - since) < LONGEST_TURN_MS ? null : pause());
};

/** Does work that comes in small pieces, and lets everything else have a turn between them. Out: what it comes to. */
export const inTurns = async <T>(clock: Pick<Clock, 'now'>, work: Generator<void, T>): Promise<T> => {
  const pause = pausing(clock);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    const due = pause();
    if (due !== null) await due;
  }
};
