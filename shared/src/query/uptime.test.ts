import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactly, type FactTime, UNKNOWN_TIME } from '../domain/fact-time.ts';
import { LEVELS, type Level } from '../domain/words.ts';
import { at, atClock, EVERYONE, givenComponent, givenImpact, givenIncident, givenMaintenance, utc } from '../testing/given-board.ts';
import { historyOf } from './history-of.ts';
import { budgetMinutes, type History, type HistoryImpact, type LevelStretch, skyline, uptime } from './uptime.ts';

const component = givenComponent('c');
const impact = (from: FactTime, until: FactTime | null, more: Partial<HistoryImpact> = {}): HistoryImpact => ({
  incidentId: 'i',
  level: 'major_outage',
  share: 1,
  estimate: false,
  from,
  until,
  ...more,
});
const history = (impacts: readonly HistoryImpact[], more: Partial<History> = {}): History => ({ impacts, maintenances: [], levels: [], ...more });
const stretchOf = (level: Level, from: string, until: string | null, more: Partial<LevelStretch> = {}): LevelStretch => ({
  level,
  source: 'check',
  share: null,
  from: utc(from),
  until: until === null ? null : utc(until),
  ...more,
});
const hour: (iso: string) => FactTime = (iso) => ({ ms: utc(iso), precision: 'hour' });
const about: (iso: string) => FactTime = (iso) => ({ ms: utc(iso), precision: 'approximate' });

test('[QU30] March with one dated and one undated outage: 110 min known, over in full, between 20 and 50 by share', () => {
  const march = history([
    impact(about('2021-03-09T15:20'), about('2021-03-09T16:40'), { incidentId: 'w1', level: 'partial_outage', share: 0.25, estimate: true }),
    impact(atClock('08:09'), atClock('08:39'), { incidentId: 'w2', share: null }),
  ]);
  const result = uptime(component, march, utc('2021-03-01'), utc('2021-04-01'));
  expect(result.full).toMatchObject({ minutes: 80, min: 80, max: 80 });
  expect(result.weighted).toMatchObject({ minutes: 20, min: 20, max: 20 });
  expect(result.undated).toEqual([{ incidentId: 'w2', minutes: 30, weightedMin: 0, weightedMax: 30 }]);
  expect(result.incomplete).toBe(true);
  const budget = budgetMinutes(0.999, result.windowMinutes);
  expect(budget).toBeCloseTo(44.64, 2);
  expect(result.full.min + 30).toBeGreaterThan(budget);
  expect(budgetMinutes(0.999, 365 * 1440)).toBeCloseTo(525.6, 1);
});

test('[QU30] lengths from the facts: 45, 19, 17, 69, 202, 210, 30 + 90 minutes', () => {
  const down = (from: FactTime, until: FactTime) => uptime(component, history([impact(from, until)]), utc('2016-01-01'), utc('2022-01-01')).full.minutes;
  expect(down(at('2017-08-11T13:30'), at('2017-08-11T14:15'))).toBe(45);
  expect(down(at('2017-08-10T18:11'), at('2017-08-10T18:30'))).toBe(19);
  expect(down(at('2021-03-01T09:25'), at('2021-03-01T09:42'))).toBe(17);
  expect(down(at('2020-09-29T15:24'), at('2020-09-29T16:33'))).toBe(69);
  expect(down(at('2021-03-04T21:03'), at('2021-03-05T00:25'))).toBe(202);
  expect(down(at('2016-05-20T12:43'), at('2016-05-20T16:13'))).toBe(210);
  expect(down(hour('2017-07-20T13:00'), at('2017-07-20T13:30'))).toBe(30);
  expect(down(at('2017-07-20T13:30'), hour('2017-07-20T15:00'))).toBe(90);
});

test('[QU30] the DNS outage counts its two occurrences, 680 and 30 minutes, and not the hundred between them', () => {
  const incident = givenIncident('dns', {
    phase: 'resolved',
    impacts: [
      givenImpact('a', 'c', { audience: EVERYONE, from: at('2020-10-08T21:00'), until: at('2020-10-09T08:20') }),
      givenImpact('b', 'c', { level: 'partial_outage', audience: { kind: 'some' }, from: at('2020-10-09T10:00'), until: at('2020-10-09T10:30') }),
      givenImpact('c', 'other', { from: at('2020-10-01T00:00'), until: at('2020-10-02T00:00') }),
      givenImpact('d', 'c', { notAffected: true, level: 'operational', from: at('2020-10-08T21:00'), until: at('2020-10-09T08:20') }),
    ],
  });
  const october = uptime(component, historyOf('c', [incident], []), utc('2020-10-01'), utc('2020-11-01'));
  expect(october.full.minutes).toBe(710);
  expect(october.weighted).toMatchObject({ minutes: 710, min: 680, max: 710 });
  expect(october.full.share).toBeCloseTo(1 - 710 / 44_640, 10);
  expect(october.incomplete).toBe(false);
});

test('[QU31] imprecise ends give a range', () => {
  const { full } = uptime(component, history([impact(hour('2017-07-20T13:00'), hour('2017-07-20T15:00'))]), utc('2017-07-01'), utc('2017-08-01'));
  expect(full).toMatchObject({ minutes: 120, min: 60, max: 180 });
  expect(full.shareMin).toBeLessThan(full.share ?? 0);
  expect(full.shareMax).toBeGreaterThan(full.share ?? 1);
});

test('[QU39] less than a day of minutes that count has no share, and says why', () => {
  const day = utc('2020-01-02') - utc('2020-01-01');
  const down = history([impact(at('2020-01-01T00:00'), at('2020-01-01T00:30'))]);
  const over = (ms: number) => uptime(component, down, utc('2020-01-01'), utc('2020-01-01') + ms);
  expect(over(day - 60_000)).toMatchObject({
    full: { share: null, shareMin: null, shareMax: null, minutes: 30 },
    weighted: { share: null },
    noShare: 'under_a_day',
  });
  expect(over(day)).toMatchObject({ full: { share: 1 - 30 / 1_440 }, noShare: null });
});

test('[QU32] overlapping outages count once, with the larger share', () => {
  const { full, weighted } = uptime(
    component,
    history([impact(at('2020-01-01T00:00'), at('2020-01-01T01:00'), { share: 0.25 }), impact(at('2020-01-01T00:30'), at('2020-01-01T01:30'), { share: 0.5 })]),
    utc('2020-01-01'),
    utc('2020-01-02'),
  );
  expect(full.minutes).toBe(90);
  expect(weighted.minutes).toBe(30 * 0.25 + 60 * 0.5);
});

test('[QU33] maintenance leaves the window; degraded is not down', () => {
  const work = givenMaintenance('m', ['c'], { phase: 'completed', startedAt: at('2020-01-01T00:00'), endedAt: at('2020-01-01T01:00') });
  const planned = givenMaintenance('p', ['c'], { phase: 'scheduled', startedAt: null, from: at('2020-01-01T05:00'), until: at('2020-01-01T06:00') });
  const incident = givenIncident('i', {
    impacts: [
      givenImpact('a', 'c', { from: at('2020-01-01T00:30'), until: at('2020-01-01T01:30') }),
      givenImpact('b', 'c', { level: 'degraded_performance', from: at('2020-01-01T02:00'), until: at('2020-01-01T04:00') }),
    ],
  });
  const result = uptime(component, historyOf('c', [incident], [work, planned]), utc('2020-01-01'), utc('2020-01-02'));
  expect(result.full.minutes).toBe(30);
  expect(result.maintenanceMinutes).toBe(60);
  expect(result.countedMinutes).toBe(23 * 60);
});

test('[QU34] what a person confirms overrules checks and unknown; unknown minutes are stated', () => {
  const measured = givenComponent('c', { evidence: 'measured', startedOn: utc('2020-01-01') });
  const levels: History['levels'] = [
    stretchOf('operational', '2020-01-01T00:00', '2020-01-01T06:00'),
    stretchOf('unknown', '2020-01-01T06:00', '2020-01-01T10:00'),
    stretchOf('major_outage', '2020-01-01T10:00', '2020-01-01T12:00'),
    stretchOf('operational', '2020-01-01T12:00', '2020-01-01T20:00'),
  ];
  const impacts = [
    impact(at('2020-01-01T05:00'), at('2020-01-01T07:00'), { share: 0.5 }),
    impact(at('2020-01-01T11:00'), at('2020-01-01T12:00'), { level: 'degraded_performance' }),
  ];
  const result = uptime(measured, history(impacts, { levels }), utc('2019-12-31'), utc('2020-01-02'));
  expect(result.windowMinutes).toBe(24 * 60);
  expect(result.full.minutes).toBe(120 + 60);
  // Three hours in which the check reported unknown, and four after it fell silent.
  expect(result.unknownMinutes).toBe(3 * 60 + 4 * 60);
  expect(result.countedMinutes).toBe(17 * 60);
  expect(result.weighted).toMatchObject({ minutes: 60 + 60, min: 60, max: 120 });
  expect(result.basis).toBe('measured');
});

test('[QU38] before a component was defined only what was stated of it is known, unless it says itself when it began', () => {
  const defined = givenComponent('c', { definedAt: utc('2020-01-03T12:00') });
  const earlier = history([impact(at('2020-01-01T10:00'), at('2020-01-01T12:00'))]);
  const [from, now] = [utc('2020-01-01'), utc('2020-01-05')];
  expect(uptime(defined, earlier, from, now)).toMatchObject({
    full: { minutes: 120, share: 1 - 120 / (36 * 60 + 120) },
    windowMinutes: 4 * 24 * 60,
    unknownMinutes: 60 * 60 - 120,
    countedMinutes: 36 * 60 + 120,
  });
  expect(uptime(defined, history([]), from, defined.definedAt)).toMatchObject({ full: { share: null }, noShare: 'nothing_counts', countedMinutes: 0 });
  expect(skyline(defined, earlier, 5, now - 1).map(({ worst }) => worst)).toEqual(['unknown', 'major_outage', 'unknown', 'operational', 'operational']);
  const began = { ...defined, startedOn: utc('2020-01-02') };
  expect(uptime(began, earlier, from, now)).toMatchObject({ full: { share: 1 }, unknownMinutes: 0, countedMinutes: 3 * 24 * 60 });
  // Statements by checks or people before that count as made.
  const levels = [stretchOf('operational', '2020-01-02T00:00', '2020-01-03T12:00')];
  expect(uptime(defined, history([], { levels }), from, now).unknownMinutes).toBe(24 * 60);
});

test('[QU37] what any source stated counts as it stood: an outage by a person with its share, and well-being never against a worse word', () => {
  const day = (levels: History['levels'], evidence: 'reported' | 'measured' = 'reported') =>
    uptime(givenComponent('c', { evidence }), history([], { levels }), utc('2020-01-01'), utc('2020-01-02'));
  const person = (level: Level, share: number | null = null) => stretchOf(level, '2020-01-01T10:00', '2020-01-01T12:00', { source: 'person', share });
  const check = (level: Level) => stretchOf(level, '2020-01-01T00:00', null);
  expect(day([person('major_outage', 0.5)])).toMatchObject({ full: { minutes: 120, min: 120 }, weighted: { minutes: 60, min: 60, max: 60 } });
  expect(day([stretchOf('partial_outage', '2020-01-01T10:00', '2020-01-01T12:00', { source: 'vendor' })]).weighted).toMatchObject({ minutes: 120, min: 0 });
  expect(day([person('operational'), check('major_outage')]).full.minutes).toBe(24 * 60);
  expect(day([person('major_outage'), check('operational')]).full.minutes).toBe(120);
  expect(day([person('operational')], 'measured').unknownMinutes).toBe(24 * 60);
  expect(day([person('unknown'), check('operational')], 'measured').unknownMinutes).toBe(120);
});

test('[QU35] an outage whose end nobody knows makes the figure incomplete, not longer', () => {
  const result = uptime(component, history([impact(at('2017-04-11T00:00'), UNKNOWN_TIME)]), utc('2017-04-01'), utc('2017-05-01'));
  expect(result).toMatchObject({ full: { minutes: 0, max: 0 }, incomplete: true, undated: [{ minutes: null }] });
  expect(uptime(component, history([impact(at('2017-04-11T00:00'), UNKNOWN_TIME)]), utc('2017-01-01'), utc('2017-02-01')).incomplete).toBe(false);
});

test('[QU33] exercises are in no history, and an ongoing outage counts up to the end of the window', () => {
  const drill = givenIncident('dr', { drill: 'drill-2', impacts: [givenImpact('i', 'c')] });
  const open = givenIncident('o', { impacts: [givenImpact('i', 'c', { from: at('2020-01-01T23:00') })] });
  expect(uptime(component, historyOf('c', [drill, open], []), utc('2020-01-01'), utc('2020-01-02')).full.minutes).toBe(60);
});

test('[QU36] the skyline has one bar a day, its worst level and its minutes down', () => {
  const dns = history([impact(at('2020-10-08T21:00'), at('2020-10-09T08:20')), impact(at('2020-10-09T10:00'), null, { level: 'partial_outage' })]);
  const days = skyline(givenComponent('c', { startedOn: utc('2020-10-07T06:00') }), dns, 4, utc('2020-10-09T10:14'));
  expect(days.map(({ worst, downMinutes }) => [worst, downMinutes])).toEqual([
    [null, 0],
    ['operational', 0],
    ['major_outage', 180],
    ['major_outage', 500 + 14],
  ]);
  expect(skyline(component, dns, 2, utc('2020-10-09T10:14'), 'Europe/Paris').map(({ downMinutes }) => downMinutes)).toEqual([60, 620 + 14]);
});

const times = fc.oneof(
  fc.integer({ min: 0, max: 100 }).map((m) => exactly(m * 60_000)),
  fc.integer({ min: 0, max: 2 }).map((h): FactTime => ({ ms: h * 3_600_000, precision: 'hour' })),
  fc.constant(UNKNOWN_TIME),
);
const level = fc.constantFrom(...LEVELS);
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const stretch = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.option(fc.integer({ min: 0, max: 100 }))).map(([from, until]) => ({
  from: from * 60_000,
  until: until === null ? null : until * 60_000,
}));
const histories: fc.Arbitrary<History> = fc.record({
  impacts: fc.array(
    fc.record({
      incidentId: fc.constant('i'),
      level,
      share,
      estimate: fc.boolean(),
      from: times,
      until: fc.option(times),
    }),
    { maxLength: 5 },
  ),
  maintenances: fc.array(stretch, { maxLength: 2 }),
  levels: fc.array(
    fc
      .tuple(stretch, level, share, fc.constantFrom('check' as const, 'alert' as const, 'vendor' as const, 'person' as const))
      .map(([span, of, part, source]): LevelStretch => ({ ...span, level: of, share: part, source })),
    { maxLength: 4 },
  ),
});
const components = fc.record({
  evidence: fc.constantFrom('reported' as const, 'measured' as const),
  startedOn: fc.option(fc.integer({ min: 0, max: 3_000_000 })),
  definedAt: fc.integer({ min: 0, max: 50 }).map((minute) => minute * 60_000),
});

test('[QU31] figures stay within their bounds on any history', () => {
  fc.assert(
    fc.property(components, histories, (of, given) => {
      const result = uptime(of, given, 0, 6_000_000);
      for (const { minutes, min, max, share, shareMin, shareMax } of [result.full, result.weighted]) {
        expect(min).toBeLessThanOrEqual(minutes + 1e-9);
        expect(minutes).toBeLessThanOrEqual(max + 1e-9);
        expect(max).toBeLessThanOrEqual(result.windowMinutes + 1e-9);
        expect(share === null).toBe(result.countedMinutes < 1_440);
        expect(result.noShare === null).toBe(share !== null);
        if (share === null || shareMin === null || shareMax === null) continue;
        expect(shareMin).toBeGreaterThanOrEqual(0);
        expect(shareMax).toBeLessThanOrEqual(1);
        expect(shareMin).toBeLessThanOrEqual(share);
        expect(share).toBeLessThanOrEqual(shareMax);
      }
      for (const key of ['minutes', 'min', 'max'] as const) expect(result.weighted[key]).toBeLessThanOrEqual(result.full[key] + 1e-9);
      expect(result.countedMinutes).toBeGreaterThanOrEqual(result.full.minutes - 1e-9);
    }),
    { numRuns: 1000 },
  );
});

test('[QU31] splitting a window adds up', () => {
  fc.assert(
    fc.property(components, histories, fc.integer({ min: 0, max: 6_000_000 }), (of, given, cut) => {
      // Running outages are reported up to the end of the window, so everything is ended first.
      const ended: History = {
        impacts: given.impacts.map((one) => ({ ...one, until: one.until ?? exactly(6_000_000) })),
        maintenances: given.maintenances.map((one) => ({ ...one, until: one.until ?? 6_000_000 })),
        levels: given.levels.map((one) => ({ ...one, until: one.until ?? 6_000_000 })),
      };
      const [whole, left, right] = [uptime(of, ended, 0, 6_000_000), uptime(of, ended, 0, cut), uptime(of, ended, cut, 6_000_000)];
      for (const key of ['minutes', 'min', 'max'] as const) {
        expect(left.full[key] + right.full[key]).toBeCloseTo(whole.full[key], 6);
        expect(left.weighted[key] + right.weighted[key]).toBeCloseTo(whole.weighted[key], 6);
      }
      expect(left.unknownMinutes + right.unknownMinutes).toBeCloseTo(whole.unknownMinutes, 6);
      expect(left.maintenanceMinutes + right.maintenanceMinutes).toBeCloseTo(whole.maintenanceMinutes, 6);
    }),
    { numRuns: 500 },
  );
});

test('[QU31] minute by minute, the definition read aloud gives the same minutes', () => {
  fc.assert(
    fc.property(components, histories, (of, given) => {
      const holds = (from: number | null, until: number | null | 'open', t: number) =>
        from !== null && until !== null && from <= t && (until === 'open' || t < until);
      let [full, unknown] = [0, 0];
      for (let t = Math.max(0, of.startedOn ?? 0); t < 6_000_000; t += 60_000) {
        const end = Math.min(6_000_000, t + 60_000, (Math.floor(t / 60_000) + 1) * 60_000);
        const length = (end - t) / 60_000;
        const isDown = (l: string) => l === 'major_outage' || l === 'partial_outage';
        const stated = given.levels.filter((l) => holds(l.from, l.until ?? 'open', t));
        const confirms = (l: LevelStretch) => l.source === 'person' && isDown(l.level);
        const people = [
          ...given.impacts.filter((i) => holds(i.from.ms, i.until === null ? 'open' : i.until.ms, t)).map((i) => i.level),
          ...stated.filter(confirms).map((l) => l.level),
        ];
        const claimed = stated.filter((l) => !confirms(l));
        const undefinedYet = of.startedOn === null && t < of.definedAt && claimed.length === 0;
        const silent = !stated.some((l) => l.source === 'check') && (of.evidence === 'measured' || undefinedYet);
        const claims = [...claimed.map((l) => l.level), ...(silent ? ['unknown'] : [])];
        if (!given.maintenances.some((m) => holds(m.from, m.until ?? 'open', t))) {
          const confirmed = people.some((l) => l !== 'unknown');
          const worst = [...LEVELS].reverse().find((l) => claims.includes(l)) ?? 'operational';
          if (people.some(isDown) || (!confirmed && isDown(worst))) full += length;
          else if (!confirmed && (people.length > 0 || worst === 'unknown')) unknown += length;
        }
        t = end - 60_000;
      }
      const result = uptime(of, given, 0, 6_000_000);
      expect(result.full.minutes).toBeCloseTo(full, 6);
      expect(result.unknownMinutes).toBeCloseTo(unknown, 6);
    }),
    { numRuns: 500 },
  );
});

test('[QU36] an hour at the edge of a day is in the day of the zone that was asked for', () => {
  const [from, until] = [1_795_204_800_000, 1_795_208_400_000];
  const log = history([impact(exactly(from), exactly(until))]);
  const downIn = (zone: string) => skyline(component, log, 90, until + 3_600_000, zone).filter(({ downMinutes }) => downMinutes > 0);
  expect(downIn('UTC').map((day) => [day.from, day.downMinutes])).toEqual([[Date.UTC(2026, 10, 20), 60]]);
  expect(downIn('Pacific/Auckland').map((day) => [day.from, day.downMinutes])).toEqual([[Date.UTC(2026, 10, 20, 11), 60]]);
});
