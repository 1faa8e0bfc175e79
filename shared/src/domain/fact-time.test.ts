import { expect, test } from 'vitest';
import { FactTime } from './fact-time.ts';

const fits = (time: object): boolean => FactTime.safeParse(time).success;

test('[CM7] a time without a date is unknown or a clock, and a span ends after it begins', () => {
  expect(
    [
      { ms: null, precision: 'unknown' },
      { ms: null, precision: 'minute', clock: '11:08' },
      { ms: 5, precision: 'day', untilMs: 9 },
    ].map(fits),
  ).toEqual([true, true, true]);
  expect(
    [
      { ms: null, precision: 'exact' },
      { ms: 5, precision: 'day', untilMs: 4 },
      { ms: null, precision: 'unknown', untilMs: 4 },
    ].map(fits),
  ).toEqual([false, false, false]);
});
test('[CM7] a time lies in the years 1 to 9999', () => {
  expect(FactTime.safeParse({ ms: -8_640_000_000_000_000, precision: 'exact' }).success).toBe(false);
  expect(FactTime.safeParse({ ms: 8_640_000_000_000_000, precision: 'exact' }).success).toBe(false);
  expect(FactTime.safeParse({ ms: Date.UTC(9999, 11, 31), precision: 'exact' }).success).toBe(true);
});
