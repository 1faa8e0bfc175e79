import { exactly } from '../domain/fact-time.ts';
import type { Incident } from '../domain/state.ts';
import { type Length, lengthOf, pausesOf } from './length.ts';

/** How long an incident lasted, all occurrences together, ms. `least`: the length of one is unknown, so the total is a minimum. */
export interface Hurt {
  readonly ms: number;
  readonly about: boolean;
  readonly least: boolean;
  /** How many occurrences there were. */
  readonly spells: number;
  /** The pauses between them, ms, not included in `ms`; null without pauses, or when the length of one is unknown. */
  readonly between: Length | null;
}

/** Null when no length is known. `now`: UTC ms, used as the end of a running occurrence; null for an incident that is over. */
export const hurtFor = (occurrences: Incident['occurrences'], now: number | null): Hurt | null => {
  const each = occurrences.map(({ from, until }) => lengthOf(from, until ?? (now === null ? null : exactly(now))));
  // Two imprecise times of the same day give no length; two equal minutes give one.
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
