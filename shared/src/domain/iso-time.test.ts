import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIso } from './iso-time.ts';

test('[CM8] an ISO 8601 string with an offset is that instant, to the minute or exactly; a date alone is that day', () => {
  expect(readIso('2026-11-28T16:00+01:00')).toEqual({ ms: Date.UTC(2026, 10, 28, 15), precision: 'minute', text: '2026-11-28T16:00+01:00' });
  expect(readIso('2026-11-28T16:00:05.25Z')).toEqual({ ms: Date.UTC(2026, 10, 28, 16, 0, 5, 250), precision: 'exact' });
  expect(readIso('2026-11-28T00:15:00-0330')?.ms).toBe(Date.UTC(2026, 10, 28, 3, 45));
  expect(readIso('2026-11-28')).toEqual({ ms: Date.UTC(2026, 10, 28), untilMs: Date.UTC(2026, 10, 29), precision: 'day' });
});
test('[CM8] a time without an offset is nobody’s, and a day or hour that does not exist is none', () => {
  const none = [
    '2026-11-28T16:00',
    '2026-11-28T16:00:00',
    '2026-02-30',
    '2026-02-30T10:00Z',
    '2026-11-28T24:00Z',
    '2026-11-28T16:60Z',
    '28 Nov 16:00',
    '',
    '2026-1-2',
  ];
  expect(none.map(readIso)).toEqual(none.map(() => null));
});
test('[CM8] what a date writes as ISO 8601 is read as that date', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2199, 11, 31) }), (ms) => {
      expect(readIso(new Date(ms).toISOString())).toEqual({ ms, precision: 'exact' });
    }),
  );
});
