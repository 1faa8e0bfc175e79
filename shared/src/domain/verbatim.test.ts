import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCopies, needleOf } from './verbatim.ts';

const copiesIn = (text: string, needle: string) => findCopies(text, needleOf(needle)).map(({ from, until }) => text.slice(from, until));
const SAID = 'Acme lost forty of its newest videos.';

test('[EV32] a copy is found however it is wrapped and quoted, and no other words', () => {
  expect(copiesIn(`So: ${SAID} And ${SAID}`, SAID)).toEqual([SAID, SAID]);
  const quoted = SAID.replace('forty of', 'forty\n> of');
  expect(copiesIn(`> ${quoted}\n\nIs that so?`, SAID)).toEqual([quoted]);
  expect(copiesIn(SAID.replace('forty', 'fifty'), SAID)).toEqual([]);
  expect(copiesIn('', SAID)).toEqual([]);
});
test('[EV32] what is hardly more than blanks is found as it was written alone', () => {
  const spaced = `a${' '.repeat(30)}b`;
  expect(copiesIn(`xa bx${spaced}`, spaced)).toEqual([spaced]);
});
test('[EV32] finding reads like looking for the squeezed text, and costs two looks a character at most', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '>'), maxLength: 200 });
  const needles = fc.string({ unit: fc.constantFrom('a', 'a', 'a', 'b'), minLength: 20, maxLength: 40 });
  fc.assert(
    fc.property(letters, needles, letters, (before, needle, after) => {
      const text = `${before}${needle}${after}`;
      let looks = 0;
      const copies = findCopies(text, needleOf(needle), () => (looks += 1));
      expect(looks).toBeLessThanOrEqual(2 * text.length);
      expect(copies.length).toBeGreaterThan(0);
      let left = text;
      for (const { from, until } of copies.toReversed()) left = `${left.slice(0, from)}|${left.slice(until)}`;
      expect(left.replaceAll(/[\s>]+/g, ' ')).toBe(text.replaceAll(/[\s>]+/g, ' ').replaceAll(needle, '|'));
    }),
  );
  let looks = 0;
  findCopies(`${'a'.repeat(20_000)}`, needleOf(`${'a'.repeat(9_999)}b`), () => (looks += 1));
  expect(looks).toBeLessThanOrEqual(40_000);
});
