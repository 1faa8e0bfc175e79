import type { Hurt } from '../query/hurt-for.ts';
import { duration } from './format.ts';

/** `at least `, `about ` or nothing, to stand before the duration. */
export const hurtBefore = ({ about, least }: Hurt): string => (least ? 'at least ' : about ? 'about ' : '');

/** Explains a duration that is not contiguous: `in two spells`; with `pauses`: `in two spells, without the 1 h 40 m it was held to be over`. Empty for a single spell. */
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
/** Which time something happens: `second time`, from the tenth on `time 10`. In: counted from 1. */
export const timesWords = (occurrence: number): string => (ORDINALS[occurrence] === undefined ? `time ${occurrence}` : `${ORDINALS[occurrence]} time`);
const ORDINALS: readonly (string | undefined)[] = [undefined, 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];
const NUMBERS: readonly (string | undefined)[] = [undefined, undefined, 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
