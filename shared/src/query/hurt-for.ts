import { exactly } from '../domain/fact-time.ts';
import type { Incident } from '../domain/state.ts';
import { type Length, lengthOf, pausesOf } from './timeline.ts';

/** How long an incident hurt, all its occurrences together. `least`: one of them has no known length, so it was longer. */
export interface Hurt {
  readonly ms: number;
  readonly about: boolean;
  readonly least: boolean;
  /** How many occurrences there were. */
  readonly spells: number;
  /** The pauses between them, which are not in `ms`; null without any, or where one has no known length. */
  readonly between: Length | null;
}

/** Null where nothing is known of it. `now`: UTC ms, ends the occurrence that goes on; null for an incident that is over. */
export const hurtFor = (occurrences: Incident['occurrences'], now: number | null): Hurt | null => {
  const each = occurrences.map(({ from, until }) => lengthOf(from, until ?? (now === null ? null : exactly(now))));
  // Two rough times of one day are no length; the same minute twice is one.
  const known = each.filter((length) => length !== null).filter(({ ms, about }) => ms > 0 || !about);
  if (known.length === 0) return null;
  return {
    ms: known.reduce((sum, { ms }) => sum + ms, 0),
    about: known.some(({ about }) => about),
    least: known.length < each.length,
    spells: occurrences.length,
    between: pausesOf(occurrences),
  };
};
