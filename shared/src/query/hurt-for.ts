import { exactly } from '../domain/fact-time.ts';
import type { Incident } from '../domain/state.ts';
import { duration } from './format.ts';
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
  const known = each.filter((length) => length !== null).filter(({ ms }) => ms > 0);
  if (known.length === 0) return null;
  return {
    ms: known.reduce((sum, { ms }) => sum + ms, 0),
    about: known.some(({ about }) => about),
    least: known.length < each.length,
    spells: occurrences.length,
    between: pausesOf(occurrences),
  };
};

/** `at least `, `about ` or nothing, to stand before the length. */
export const hurtBefore = ({ about, least }: Hurt): string => (least ? 'at least ' : about ? 'about ' : '');

/** What the length is of when it is not from the first to the last: `in two spells`; with `pauses` `in two spells, without the 1 h 40 m it was held to be over`. Empty for one. */
export const spellWords = ({ spells, between }: Hurt, { pauses = false }: { pauses?: boolean } = {}): string => {
  if (spells < 2) return '';
  const held =
    between === null || !pauses
      ? ''
      : between.about
        ? `, without about ${duration(between.ms)} when it was held to be over`
        : `, without the ${duration(between.ms)} it was held to be over`;
  return `in ${NUMBERS[spells] ?? spells} spells${held}`;
};
const NUMBERS: readonly (string | undefined)[] = [undefined, undefined, 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
