import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactly, Precision } from '../domain/fact-time.ts';
import { isoTime, zoned } from '../query/calendar.ts';
import { instantOf, midnightOf } from '../query/wall-time.ts';
import { atClock, onDay, utc } from '../testing/given-board.ts';
import * as format from './format.ts';
import { upWords } from './uptime-words.ts';

const HOUR = 3_600_000;

test('[QU20] durations carry units and never a colon', () => {
  expect(format.duration(9 * HOUR)).toBe('9 h 00 m');
  expect(format.duration(45 * 60_000)).toBe('45 m');
  expect(format.duration(30_000)).toBe('30 s');
  expect(format.duration((2 * 24 + 14) * HOUR + 7 * 60_000 + 41_000)).toBe('2 d 14 h 07 m');
  expect(format.runningDuration(10 * HOUR + 12 * 60_000 + 41_000)).toBe('10 h 12 m 41 s');
  expect(format.runningDuration((21 * 24 + 2) * HOUR + 42 * 60_000)).toBe('21 d 02 h 42 m');
  expect(format.runningDuration(6 * 60_000 + 2_000)).toBe('6 m 02 s');
  expect(format.minutes(694)).toBe('694 m');
  expect(format.durationParts(10 * HOUR)).toEqual([
    { value: '10', unit: 'h' },
    { value: '00', unit: 'm' },
    { value: '00', unit: 's' },
  ]);
  fc.assert(
    fc.property(fc.double({ min: -1e16, max: 1e16 }), (ms) => {
      expect(format.runningDuration(ms)).toMatch(/^\d+ [dhms]( \d\d [hms]){0,2}$/);
    }),
  );
});

test('[QU21] a due time says how far it is, or how late', () => {
  const now = utc('2020-10-09T07:12:41');
  expect(format.countdown(utc('2020-10-09T07:30'), now)).toBe('in 17 m 19 s');
  expect(format.countdown(utc('2020-10-09T07:11'), now)).toBe('1 m 41 s late');
  expect(format.countdown(utc('2020-10-09T07:09:41'), now, { seconds: false })).toBe('3 m late');
  expect(format.countdown(utc('2020-10-11T06:55'), now, { seconds: false })).toBe('in 1 d 23 h');
  expect(format.countdown(utc('2020-09-29T07:00'), now, { seconds: false })).toBe('10 d late');
  expect(format.countdown(utc('2014-10-09T07:00'), now, { seconds: false })).toBe('6 years late');
  expect(format.dueWords(onDay('2014-09-30'), now)).toBe('6 years late');
  expect(format.countdown(now, now)).toBe('due now');
  expect(format.dueWords(onDay('2020-10-22'), now)).toBe('in 13 d');
  expect(format.dueWords(onDay('2020-10-09'), now)).toBe('due today');
  expect(format.dueWords(onDay('2020-09-30'), now)).toBe('9 d late');
  expect(format.dueWords({ ms: null, precision: 'unknown' }, now)).toBeNull();
});

test('[QU22] times are told exactly as well as they are known', () => {
  const fix = utc('2020-10-09T06:20');
  expect(format.factTime(exactly(fix))).toBe('9 Oct 2020, 06:20 UTC');
  expect(format.factTime(exactly(fix + 41_000), { zone: 'Europe/Paris', date: 'short', seconds: true })).toBe('Fri 9 Oct, 08:20:41 Paris');
  expect(format.factTime({ ms: utc('2021-03-09T15:20'), precision: 'approximate' })).toBe('9 Mar 2021, about 15:20 UTC');
  expect(format.factTime({ ms: utc('2021-03-09T15:20'), precision: 'approximate' }, { date: 'none' })).toBe('about 15:20 UTC');
  expect(format.factTime({ ms: utc('2017-07-20T13:00'), precision: 'hour' })).toBe('20 Jul 2017, in the hour from 13:00 UTC');
  expect(format.factTime({ ms: utc('2016-05-11'), precision: 'part_of_day', untilMs: utc('2016-05-11T12:00') })).toBe('morning of 11 May 2016');
  expect(format.factTime(onDay('2017-04-11'))).toBe('11 Apr 2017');
  expect(format.factTime({ ms: utc('2021-01-01'), precision: 'quarter', untilMs: utc('2021-04-01') })).toBe('2021 Q1');
  expect(format.factTime({ ms: utc('2021-03-09'), precision: 'day', untilMs: utc('2021-04-01') })).toBe('9 Mar 2021 to 31 Mar 2021');
  expect(format.factTime(atClock('11:08'))).toBe('11:08 UTC, date unknown');
  expect(format.factTime({ ms: null, precision: 'unknown' })).toBe('date unknown');
});

test('[QU22] a day given in another zone keeps its name', () => {
  expect(format.factTime({ ms: utc('2020-10-12T22:00'), precision: 'day', untilMs: utc('2020-10-13T22:00') }, { zone: 'America/New_York' })).toBe(
    '13 Oct 2020',
  );
});

test('[QU22] any time reads as something, in any zone', () => {
  const ms = fc.integer({ min: -8.64e15, max: 8.64e15 });
  const times = fc.record(
    {
      ms: fc.option(ms),
      precision: fc.constantFrom(...Precision.options),
      untilMs: ms,
      clock: fc.constant('11:08'),
      text: fc.constant('about noon'),
      zone: fc.constant('GMT+1'),
    },
    { requiredKeys: ['ms', 'precision'] },
  );
  fc.assert(
    fc.property(times, fc.constantFrom('UTC', 'Europe/Paris', 'Nowhere'), (time, zone) => {
      expect(format.factTime(time, { zone })).toMatch(/^\S.*\S$/);
      expect(format.factTime(time, { zone })).not.toMatch(/undefined|NaN/);
      expect(format.dueWords(time, 0)).not.toBe('');
    }),
  );
});

test('[QU22] what the source wrote is kept one hover away', () => {
  expect(format.asGiven({ ms: 0, precision: 'approximate', text: 'about 4:43 am', zone: 'PST' })).toBe('as given: about 4:43 am (PST)');
  expect(format.asGiven({ ms: 0, precision: 'minute', text: '22:03 GMT+1', zone: 'GMT+1' })).toBe('as given: 22:03 GMT+1');
  expect(format.asGiven(exactly(0))).toBeNull();
});

test('[QU23] clocks have 24 hours, in any zone, and a zone that does not exist reads as UTC', () => {
  const midnight = utc('2020-10-09');
  expect(format.clock(midnight)).toBe('00:00');
  expect(format.clock(midnight, 'Asia/Kolkata', { seconds: true })).toBe('05:30:00');
  expect(format.clock(midnight, 'Atlantis/Nowhere')).toBe('00:00');
  expect(format.day(midnight, 'America/New_York')).toBe('Thu 8 Oct');
  expect(format.date(utc('2020-09-01'))).toBe('1 Sep 2020');
  expect(format.monthName(midnight)).toBe('October 2020');
  expect(format.zoneName('America/New_York')).toBe('New York');
  expect(isoTime(midnight)).toBe('2020-10-09T00:00:00.000Z');
});

const dayBounds = (ms: number, zone: string) => {
  const { year, month, day } = zoned(ms, zone);
  return { from: midnightOf(year, month, day, zone), until: midnightOf(year, month, day + 1, zone) };
};
test('[QU23] days have 23 or 25 hours when the clocks change', () => {
  const length = (iso: string, zone: string) => {
    const { from, until } = dayBounds(utc(iso), zone);
    return (until - from) / HOUR;
  };
  expect(length('2020-03-29T12:00', 'Europe/Paris')).toBe(23);
  expect(length('2020-10-25T12:00', 'Europe/Paris')).toBe(25);
  // In Santiago midnight itself is skipped.
  expect(length('2020-09-06T12:00', 'America/Santiago')).toBe(23);
  const zones = fc.constantFrom('UTC', 'Europe/Paris', 'America/Santiago', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe');
  fc.assert(
    fc.property(fc.integer({ min: utc('1990-01-01'), max: utc('2035-01-01') }), zones, (ms, zone) => {
      const { from, until } = dayBounds(ms, zone);
      expect(from).toBeLessThanOrEqual(ms);
      expect(until).toBeGreaterThan(ms);
      expect(format.date(from, zone)).toBe(format.date(ms, zone));
      expect(format.date(from - 1, zone)).not.toBe(format.date(ms, zone));
    }),
  );
});

test('[QU23] what a clock shows is one instant: the first of two, and none where clocks skip it', () => {
  const shown = { year: 2020, month: 10, day: 25, hour: 2, minute: 30 };
  expect(instantOf(shown, 'Europe/Paris')).toBe(utc('2020-10-25T00:30'));
  expect(instantOf({ ...shown, month: 3, day: 29 }, 'Europe/Paris')).toBeNull();
  expect(instantOf({ ...shown, month: 2, day: 30 })).toBeNull();
  expect(instantOf({ ...shown, hour: 24 })).toBeNull();
  const zones = fc.constantFrom('UTC', 'Europe/Paris', 'America/Santiago', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe');
  fc.assert(
    fc.property(fc.integer({ min: utc('1990-01-01'), max: utc('2035-01-01') }), zones, (ms, zone) => {
      const first = instantOf(zoned(ms, zone), zone);
      expect(first).toBeLessThanOrEqual(ms);
      expect({ ...zoned(first ?? 0, zone), second: 0 }).toEqual({ ...zoned(ms, zone), second: 0 });
    }),
  );
});

test('[QU23] the short way to UTC reads the same as the zone data', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e14, max: 1e14 }), (ms) => {
      expect(zoned(ms, 'UTC')).toEqual(zoned(ms, 'Etc/UTC'));
    }),
  );
});

test('[QU24] per cent are cut, so that 100 % means every minute', () => {
  expect(format.percent(0.99996)).toBe('99.99 %');
  expect(format.percent(1)).toBe('100.00 %');
  expect(format.percent(0.29, 0)).toBe('29 %');
});

test('[QU24] a stated share reads as it was stated', () => {
  const stated = [0.9999, 0.999, 0.99, 0.99999, 0.995, 1, 0.25, 0.003, 0.125, 0.07, 1e-9, 0];
  expect(stated.map(format.exactPercent)).toEqual(
    ['99.99', '99.9', '99', '99.999', '99.5', '100', '25', '0.3', '12.5', '7', '0.0000001', '0'].map((digits) => `${digits} %`),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 7 }), (parts) => {
      const words = format.exactPercent(parts / 10 ** 7);
      expect(Math.round(Number(words.slice(0, -2)) * 10 ** 5)).toBe(parts);
    }),
  );
  expect(upWords(0.999951, 0.9999)).toBe('99.99 %');
  expect(upWords(0.999951, 0.99995)).toBe('99.995 %');
  expect(upWords(0.999951, null)).toBe('99.99 %');
  expect(format.grouped(4200)).toBe('4,200');
  expect(format.grouped(1_234_567)).toBe('1,234,567');
});
