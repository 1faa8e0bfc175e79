import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { textDifference } from './text-difference.ts';

test('[VW42] an amendment shows word by word what it replaced', () => {
  expect(textDifference('About 20 % of customers are hurt.', 'About 25 % of customers are hurt now.')).toEqual([
    { kind: 'same', text: 'About ' },
    { kind: 'removed', text: '20' },
    { kind: 'added', text: '25' },
    { kind: 'same', text: ' % of customers are hurt' },
    { kind: 'added', text: ' now' },
    { kind: 'same', text: '.' },
  ]);
});

test('[VW42] both texts can be read back whole from the difference', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd ', ' ', '\n'), { maxLength: 60 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(words, words, (before, after) => {
      const parts = textDifference(before, after);
      const read = (other: string) => parts.flatMap((part) => (part.kind === 'same' || part.kind === other ? [part.text] : [])).join('');
      expect([read('removed'), read('added')]).toEqual([before, after]);
    }),
  );
});

test('[VW111] the largest texts that differ everywhere are shown as replaced, those that differ in a few places word by word', () => {
  const words = (from: number) => Array.from({ length: 4_000 }, (_, index) => `w${from + index}`).join(' ');
  expect(textDifference(words(0), words(10_000)).length).toBeLessThan(10);
  const before = words(0);
  expect(textDifference(before, before.replace('w2000 ', 'other ').replace('w2200 ', 'another ')).map(({ kind }) => kind)).toEqual([
    ...['same', 'removed', 'added', 'same', 'removed', 'added', 'same'],
  ]);
  // Alternating texts give the largest possible number of parts.
  expect(textDifference('a b '.repeat(5_000), 'b c '.repeat(5_000)).length).toBeLessThan(1_000);
});
