import { expect, test } from 'vitest';
import { wordsOf } from './more-line.tsx';

test('[VW90] what has no room beside what owns the wall is counted, and its worst level is told in the fewest words', () => {
  const rest = [
    { level: 'major_outage', group: 'Video' },
    { level: 'degraded_performance', group: 'Web' },
  ] as const;
  expect(wordsOf(rest, 2)).toEqual([
    '2 more. Video: 1 major; Web: 1 degraded',
    '2 more: 1 major, 1 degraded, in 2 groups',
    '2 more: 1 major, 1 degraded',
    '2 more, worst: major',
    '2 more',
  ]);
});

test('[VW90] where nothing is listed there is nothing that these are more than', () => {
  expect(wordsOf([{ level: 'major_outage', group: 'Video' }], 0)[0]).toBe('1 in all: 1 major, in Video');
});

test('[VW16] what an exercise pretends is counted as simulated, in however few words', () => {
  const words = wordsOf([{ level: 'major_outage', group: 'Video' }], 2, true);
  expect(words[0]).toBe('Simulated: 1 more: 1 major, in Video');
  expect(words.every((line) => line.startsWith('Simulated: '))).toBe(true);
});
