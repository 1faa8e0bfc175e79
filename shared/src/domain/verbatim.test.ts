import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { copiesOf } from './verbatim.ts';

const copiesIn = (text: string, ...sought: string[]) => copiesOf(sought)(text).map(({ from, until }) => text.slice(from, until));
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
  expect(copiesIn(`xa bx${spaced}, ${SAID}`, SAID, spaced)).toEqual([spaced, SAID]);
});
test('[EV32] of texts that hold, begin or overlap one another nothing is left', () => {
  expect(copiesIn(`x${SAID} So it was.y`, SAID, `${SAID} So it was.`, 'forty of its newest')).toEqual([`${SAID} So it was.`]);
  expect(copiesIn(`${SAID} So did Globex at noon.`, SAID, 'its newest videos. So did Globex')).toEqual([`${SAID} So did Globex`]);
  expect(copiesIn(`${SAID}${SAID}`, SAID)).toEqual([SAID, SAID]);
});

const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '>'), maxLength: 200 });
const some = fc.string({ unit: fc.constantFrom('a', 'a', 'a', 'b'), minLength: 20, maxLength: 40 });
test('[EV32] finding reads like looking for each squeezed text at every place', () => {
  fc.assert(
    fc.property(letters, fc.array(some, { minLength: 1, maxLength: 5 }), letters, (before, sought, after) => {
      const text = `${before}${sought.join(after.slice(0, 3))}${after}`;
      const copies = copiesOf(sought)(text);
      const isIn = Array.from(text, () => false);
      const parts = [...text.matchAll(/[\s>]+|[^\s>]/g)];
      const places = [...parts.map(({ index }) => index), text.length];
      const plain = parts.map(([part]) => (/[\s>]/.test(part) ? ' ' : part)).join('');
      for (const one of sought)
        for (let at = plain.indexOf(one); at !== -1; at = plain.indexOf(one, at + 1)) isIn.fill(true, places[at], places[at + one.length]);
      const found = Array.from(text, () => false);
      for (const { from, until } of copies) found.fill(true, from, until);
      expect(found).toEqual(isIn);
    }),
  );
});
/** One that squeezes, and two for each of the two ways of seeking. */
const LOOKS = 5;
const spaced = fc.tuple(some, fc.integer({ min: 20, max: 40 })).map(([text, blanks]) => `${text.slice(0, 4)}${' '.repeat(blanks)}b`);
test('[EV32] finding costs at most five looks at each character, however many texts are sought and however they repeat themselves', () => {
  const cost = (sought: readonly string[], text: string): { prepared: number; found: number } => {
    let looks = 0;
    const count = () => (looks += 1);
    const find = copiesOf(sought, count);
    const prepared = looks;
    find(text);
    return { prepared, found: looks - prepared };
  };
  const check = (sought: readonly string[], text: string) => {
    const { prepared, found } = cost(sought, text);
    expect(found).toBeLessThanOrEqual(LOOKS * text.length);
    expect(prepared).toBeLessThanOrEqual(4 * sought.reduce((sum, { length }) => sum + length, 0));
    return found / text.length;
  };
  fc.assert(fc.property(fc.array(fc.oneof(some, spaced), { minLength: 1, maxLength: 5 }), letters, (sought, text) => void check(sought, text)));
  // Long texts and those that are hardly more than blanks are sought apart; both at their worst reach the bound.
  expect(check([`${'a'.repeat(99)}b`, `aaa${' '.repeat(20)}b`], 'a'.repeat(20_000))).toBeGreaterThan(LOOKS - 0.1);
  check([`${'a'.repeat(9_999)}b`], 'a'.repeat(20_000));
  const grown = Array.from({ length: 200 }, (_, at) => `${'a'.repeat(20 + at)}b`);
  check(grown, 'a'.repeat(20_000));
  check(
    Array.from({ length: 300 }, (_, at) => `Acme lost ${at} of its newest videos.`),
    'Acme lost forty of its newest videos. '.repeat(1_000),
  );
});
