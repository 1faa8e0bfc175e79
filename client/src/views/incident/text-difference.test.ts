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
