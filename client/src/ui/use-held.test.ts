import { expect, test } from 'vitest';
import { heldOrder } from './use-held.ts';

test('[VW14] while a list is held nothing moves: what is shown stays, what is gone stays, newcomers go to the end', () => {
  expect(heldOrder(['a', 'b', 'c'], ['d', 'c', 'a'], true)).toEqual(['a', 'b', 'c', 'd']);
  expect(heldOrder(['a', 'b', 'c'], ['d', 'c', 'a'], false)).toEqual(['d', 'c', 'a']);
  const shown = ['a', 'b'];
  expect(heldOrder(shown, ['b', 'a'], true)).toBe(shown);
});
