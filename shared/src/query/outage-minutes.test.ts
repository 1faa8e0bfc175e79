import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactly, type FactTime, UNKNOWN_TIME } from '../domain/fact-time.ts';
import { at, atClock, givenComponent, givenImpact, givenIncident, givenMaintenance, onDay, utc } from '../testing/given-board.ts';
import { historyOf } from './history-of.ts';
import { type OutageRecord, outageMinutes, outageUnit } from './outage-minutes.ts';
import { uptime } from './uptime.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const record = (more: Partial<OutageRecord>): OutageRecord => ({ incidents: [], maintenances: [], components: {}, ...more });
const over = (id: string, from: FactTime, until: FactTime | null, more: Partial<Parameters<typeof givenImpact>[2]> = {}) =>
  givenIncident(id, { phase: 'resolved', startedAt: from, endedAt: until, impacts: [givenImpact(id, 'c', { from, until, ...more })] });
const shown = (result: ReturnType<typeof outageMinutes>) =>
  result.buckets.filter(({ max, vague }) => max > 0 || vague).map(({ from, partial, major }) => [new Date(from).toISOString().slice(0, 10), partial, major]);

test('[QU80] five components down at once are one minute each minute, major where any of them is', () => {
  const dns = givenIncident('dns', {
    phase: 'resolved',
    impacts: [
      ...['vod', 'live', 'assets'].map((id) => givenImpact(id, id, { from: at('2020-10-08T21:00'), until: at('2020-10-09T08:20') })),
      givenImpact('again', 'live', { level: 'partial_outage', from: at('2020-10-09T10:00'), until: at('2020-10-09T10:30') }),
      givenImpact('api', 'api', { level: 'partial_outage', from: at('2020-10-09T08:00'), until: at('2020-10-09T08:50') }),
      givenImpact('slow', 'web', { level: 'degraded_performance', from: at('2020-10-01T00:00'), until: at('2020-10-02T00:00') }),
      givenImpact('well', 'chat', { notAffected: true, from: at('2020-10-01T00:00'), until: at('2020-10-02T00:00') }),
    ],
  });
  const drill = { ...dns, id: 'exercise', drill: 'fire' };
  const result = outageMinutes(record({ incidents: [dns, drill] }), utc('2020-07-12'), utc('2020-10-10'));
  expect(result).toMatchObject({ unit: 'month', partial: 60, major: 680, min: 740, max: 740, unplaced: [] });
  expect(shown(result)).toEqual([['2020-10-01', 60, 680]]);
  expect(result.buckets.map(({ cut }) => cut)).toEqual([true, false, false, true]);
});

test('[QU80] planned work leaves, and nothing counts before the component began', () => {
  const incidents = [over('night', at('2021-03-01T00:00'), at('2021-03-01T10:00'))];
  const work = givenMaintenance('move', ['c'], { phase: 'completed', startedAt: at('2021-03-01T02:00'), endedAt: at('2021-03-01T03:00') });
  const minutes = (more: Partial<OutageRecord>) => outageMinutes(record({ incidents, ...more }), utc('2021-02-20'), utc('2021-03-10')).major;
  expect(minutes({})).toBe(600);
  expect(minutes({ maintenances: [work] })).toBe(540);
  expect(
    minutes({
      maintenances: [
        { ...work, drill: 'fire' },
        { ...work, componentIds: ['other'] },
      ],
    }),
  ).toBe(600);
  expect(minutes({ components: { c: { startedOn: utc('2021-03-01T08:00') } } })).toBe(120);
});

test('[QU80] what goes on counts up to the end of the window', () => {
  const going = givenIncident('now', { impacts: [givenImpact('now', 'c', { from: at('2021-03-01T10:00') })] });
  expect(outageMinutes(record({ incidents: [going] }), utc('2021-02-01'), utc('2021-03-01T10:17')).major).toBe(17);
});

test('[QU81] the window decides between days, months and years', () => {
  expect([1, 59.9, 60, 1_095, 1_097].map((days) => outageUnit(0, days * DAY))).toEqual(['day', 'day', 'month', 'month', 'year']);
  const years = outageMinutes(record({ incidents: [over('a', at('2016-12-31T23:30'), at('2017-01-01T00:45'))] }), utc('2016-05-01'), utc('2021-03-01'));
  expect(years.buckets.map(({ from }) => new Date(from).getUTCFullYear())).toEqual([2016, 2017, 2018, 2019, 2020, 2021]);
  expect(shown(years)).toEqual([
    ['2016-01-01', 0, 30],
    ['2017-01-01', 0, 45],
  ]);
});

test('[QU81] edges are midnights of the zone: days of 23 and 25 hours, an evening of New York in its own month', () => {
  const days = (from: string, to: string) => outageMinutes(record({ incidents: [over('a', at(from), at(to))] }), utc(from), utc(to), 'Europe/Paris');
  expect(days('2021-03-26T23:00', '2021-03-30T22:00').buckets.map(({ major }) => major / 60)).toEqual([24, 23, 24, 24]);
  expect(days('2021-10-29T22:00', '2021-11-01T23:00').buckets.map(({ major }) => major / 60)).toEqual([24, 25, 24]);
  const evening = [over('a', at('2021-04-01T03:00'), at('2021-04-01T05:00'))];
  const months = outageMinutes(record({ incidents: evening }), utc('2021-01-15'), utc('2021-06-01'), 'America/New_York');
  expect(months.buckets.filter(({ major }) => major > 0).map(({ from, major }) => [new Date(from).toISOString(), major])).toEqual([
    ['2021-03-01T05:00:00.000Z', 60],
    ['2021-04-01T04:00:00.000Z', 60],
  ]);
});

test('[QU82] imprecise ends give a range, and mark the buckets they lie in', () => {
  const incidents = [
    over('part', { ms: utc('2016-05-11T06:00'), precision: 'part_of_day' }, at('2016-05-11T12:30')),
    over('whole', onDay('2016-05-14'), onDay('2016-05-14')),
    over('rough', { ms: utc('2016-05-20T15:20'), precision: 'approximate' }, at('2016-05-20T16:40')),
    over('sharp', at('2016-05-22T15:20'), at('2016-05-22T15:30')),
  ];
  const result = outageMinutes(record({ incidents }), utc('2016-05-01'), utc('2016-06-01'));
  expect(
    result.buckets
      .filter(({ max, vague }) => max > 0 || vague)
      .map(({ from, major, min, max, vague }) => [new Date(from).getUTCDate(), major, min, max, vague]),
  ).toEqual([
    [11, 390, 30, 390, true],
    [14, 0, 0, 1440, true],
    [20, 80, 80, 80, true],
    [22, 10, 10, 10, false],
  ]);
  expect(result).toMatchObject({ major: 480, min: 120, max: 1920 });
});

test('[QU82] what has no date, no beginning or no end is in no bucket and is listed once per incident, unless it surely lies outside', () => {
  const lost = givenIncident('lost', {
    phase: 'resolved',
    impacts: [
      givenImpact('x', 'c', { from: atClock('08:09'), until: atClock('08:39') }),
      givenImpact('y', 'd', { from: atClock('08:09'), until: atClock('08:20') }),
    ],
  });
  const incidents = [
    lost,
    over('no-end', at('2021-03-02T10:00'), UNKNOWN_TIME),
    over('no-beginning', UNKNOWN_TIME, at('2021-03-04T10:00')),
    over('later', at('2021-06-01T10:00'), UNKNOWN_TIME),
    over('before', UNKNOWN_TIME, at('2020-01-01T10:00')),
    over('slow', UNKNOWN_TIME, UNKNOWN_TIME, { level: 'degraded_performance' }),
    { ...lost, id: 'exercise', drill: 'fire' },
  ];
  const result = outageMinutes(record({ incidents }), utc('2021-03-01'), utc('2021-04-01'));
  expect(result).toMatchObject({ partial: 0, major: 0, min: 0, max: 0 });
  expect(result.unplaced).toEqual([
    { incidentId: 'lost', why: 'undated', minutes: 30 },
    { incidentId: 'no-end', why: 'unended', minutes: null },
    { incidentId: 'no-beginning', why: 'unbegun', minutes: null },
  ]);
});

test('[QU80] a window that is empty or lies in the future has no bucket', () => {
  expect(outageMinutes(record({}), 5, 5).buckets).toEqual([]);
  expect(outageMinutes(record({}), 9, 5).buckets).toEqual([]);
});

const START = utc('2021-02-01');
const arbitraryStretches = fc.array(
  fc.record({
    component: fc.constantFrom('a', 'b', 'c'),
    from: fc.integer({ min: -2_000, max: 130_000 }),
    length: fc.integer({ min: 0, max: 9_000 }),
    level: fc.constantFrom('partial_outage' as const, 'major_outage' as const, 'degraded_performance' as const),
  }),
  { maxLength: 12 },
);
const incidentsOf = (stretches: typeof arbitraryStretches extends fc.Arbitrary<infer T> ? T : never) =>
  stretches.map(({ component, from, length, level }, index) =>
    givenIncident(`i${index}`, {
      phase: 'resolved',
      impacts: [givenImpact(`i${index}`, component, { level, from: exactly(START + from * MINUTE), until: exactly(START + (from + length) * MINUTE) })],
    }),
  );
const arbitraryDays = fc.integer({ min: 1, max: 120 });
const arbitraryZone = fc.constantFrom('UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe');

test('[QU80] buckets add up to the length of the union, minute by minute, in every zone', () => {
  fc.assert(
    fc.property(arbitraryStretches, arbitraryDays, arbitraryZone, (stretches, days, zone) => {
      const worst = new Uint8Array(days * 1_440);
      for (const { from, length, level } of stretches)
        for (let minute = Math.max(0, from); minute < Math.min(from + length, worst.length); minute++)
          worst[minute] = Math.max(worst[minute] ?? 0, level === 'major_outage' ? 2 : level === 'partial_outage' ? 1 : 0);
      const result = outageMinutes(record({ incidents: incidentsOf(stretches) }), START, START + days * DAY, zone);
      expect(result.major).toBe(worst.filter((level) => level === 2).length);
      expect(result.partial).toBe(worst.filter((level) => level === 1).length);
      expect([result.min, result.max]).toEqual([result.major + result.partial, result.major + result.partial]);
      expect(result.buckets.every((bucket, index) => index === 0 || bucket.from === result.buckets[index - 1]?.until)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('[QU80] of one component they are its downtime', () => {
  fc.assert(
    fc.property(arbitraryStretches, arbitraryDays, (stretches, days) => {
      const incidents = incidentsOf(stretches.map((stretch) => ({ ...stretch, component: 'c' })));
      const to = START + days * DAY;
      const { full } = uptime(givenComponent('c'), historyOf('c', incidents, []), START, to);
      const result = outageMinutes(record({ incidents }), START, to);
      expect(result.partial + result.major).toBeCloseTo(full.minutes, 6);
    }),
    { numRuns: 100 },
  );
});
