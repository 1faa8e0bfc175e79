import { expect, test } from 'vitest';
import { hurtFor } from '../query/hurt-for.ts';
import { at, onDay } from '../testing/given-board.ts';
import { hurtBefore, spellWords, timesWords } from './hurt-words.ts';

const first = { from: at('2020-10-08T21:00'), until: at('2020-10-09T08:20') };
const again = { from: at('2020-10-09T10:00'), until: at('2020-10-09T10:30') };

test('[QU43] what hurt in two spells is their sum, and says that the pause is not in it', () => {
  const hurt = hurtFor([first, again], null);
  expect(hurt).toMatchObject({ ms: 710 * 60_000, about: false, least: false, spells: 2, between: { ms: 100 * 60_000 } });
  if (hurt === null) return;
  expect(spellWords(hurt)).toBe('in two spells');
  expect(spellWords(hurt, { pauses: true })).toBe('in two spells, without the 1 h 40 m it was held to be over');
});

test('[QU43] one spell needs no words; one of unknown length makes the sum a least; none known is no length', () => {
  const hurt = hurtFor([first], null);
  expect(hurt === null ? null : spellWords(hurt, { pauses: true })).toBe('');
  const least = hurtFor([first, { ...again, until: null }], null);
  expect(least).toMatchObject({ ms: 680 * 60_000, least: true });
  expect(least === null ? null : hurtBefore(least)).toBe('at least ');
  expect(hurtFor([first, { ...again, until: null }], (again.from.ms ?? 0) + 60_000)).toMatchObject({ ms: 681 * 60_000, least: false });
  expect(hurtFor([{ from: onDay('2020-10-08'), until: null }], null)).toBeNull();
});

test('[VW12] which time it came back is told in words', () => {
  expect([2, 9, 10].map(timesWords)).toEqual(['second time', 'ninth time', 'time 10']);
});
