import { expect, test } from 'vitest';
import { oncePerMinute } from './repeated-errors.ts';

test('[HT38] the same error is written down once a minute, with how often it came meanwhile; another one at once', () => {
  let now = 0;
  const told: string[] = [];
  const onError = oncePerMinute(
    (error, about, again) => told.push(`${(error as Error).message} ${about} ${again}`),
    () => now,
  );
  for (now = 0; now <= 120_000; now += 1_000) onError(new Error('away'), 'auth');
  onError(new Error('away'), 'log');
  expect(told).toEqual(['away auth 0', 'away auth 59', 'away auth 59', 'away log 0']);
  now = -500_000;
  onError(new Error('away'), 'auth');
  expect(told.at(-1)).toBe('away auth 0');
});
