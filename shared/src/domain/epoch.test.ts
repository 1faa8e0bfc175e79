import { expect, test } from 'vitest';
import { firstEpoch, isOfOneLifetime, isOlderEpoch, nextEpoch } from './epoch.ts';

test('[SY7] epochs of one lifetime are ordered by their number, not by their text', () => {
  let epoch = firstEpoch('a1b2');
  for (let i = 0; i < 12; i++) {
    const next = nextEpoch(epoch);
    expect([isOlderEpoch(epoch, next), isOlderEpoch(next, epoch), isOlderEpoch(next, next)]).toEqual([true, false, false]);
    epoch = next;
  }
  expect(isOlderEpoch('a1b2-9', 'a1b2-10')).toBe(true);
});

test('[SY7] nothing orders the epochs of two lifetimes', () => {
  expect([isOlderEpoch('a-1', 'b-2'), isOlderEpoch('b-2', 'a-1')]).toEqual([false, false]);
  expect([isOfOneLifetime('a-1', 'b-1'), isOfOneLifetime('a-1', 'a-2'), isOfOneLifetime('a', 'a-2')]).toEqual([false, true, true]);
});

test('[SY7] an epoch without a number comes before its first renewal', () => {
  expect(isOlderEpoch('a1b2', nextEpoch('a1b2'))).toBe(true);
});
