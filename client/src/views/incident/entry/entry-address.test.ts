import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryAddress, entryAnchor, entryOf } from './entry-address.ts';

test('[VW170] the address of an entry leads back to it, whatever its id, and no fragment throws', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (id) => {
      const { hash } = new URL(entryAddress('inc-a', id), 'https://status.example');
      expect(entryOf(hash)).toBe(id);
      expect(entryOf(entryAnchor(id).replaceAll('%', '%25'))).toBe(id);
    }),
    { numRuns: 200, seed: 3 },
  );
  fc.assert(
    fc.property(fc.string(), (fragment) => {
      entryOf(fragment);
    }),
    { numRuns: 200, seed: 3 },
  );
  expect(['', '#', 'main', '#entry-', 'an-entry-1'].map(entryOf)).toEqual([null, null, null, null, null]);
});
