import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** How long work may go on before all other work gets a turn, ms. */
const LONGEST_TURN_MS = 10;

/** For long work: to be called and awaited after each piece of it. Lets everything else have a turn once the work has taken too long without one. */
export const pausing = ({ now }: Pick<Clock, 'now'>): (() => Promise<void>) => {
  let since = now();
  return async () => {
    // A clock that was set back counts too.
    if (Math.abs(now() - since) < LONGEST_TURN_MS) return;
    await nextTurn();
    since = now();
  };
};
