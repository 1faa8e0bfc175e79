import { expect, test } from 'vitest';
import { hurtFor } from '../query/hurt-for.ts';
import { incidentChart } from '../query/incident-chart.ts';
import { levelSteps } from '../query/level-steps.ts';
import { outageMinutes } from '../query/outage-minutes.ts';
import { EXAMPLE_BOARD, opened } from '../testing/example-board.ts';
import { given, NOW, play } from '../testing/given.ts';
import { atClock, givenImpact, givenIncident } from '../testing/given-board.ts';
import { incidentsOf, publicChain, worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import { exactly, type FactTime, UNKNOWN_TIME } from './fact-time.ts';
import type { Incident, Occurrence } from './state.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const hours = (time: FactTime | null): number | null => (time === null || time.ms === null ? null : time.ms / HOUR);
const h = (n: number): FactTime => exactly(n * HOUR);
const stated = (...spells: [number, number | null][]): Occurrence[] =>
  spells.map(([from, until]) => ({ from: h(from), until: until === null ? null : h(until) }));
const spells = ({ occurrences }: Incident) => occurrences.map(({ from, until }) => [hours(from), hours(until)]);
const incident = (occurrences: Occurrence[], impacts: [number, number | null][], rest: Partial<Incident> = {}): Incident =>
  givenIncident('i', {
    phase: occurrences.at(-1)?.until === null ? 'investigating' : 'resolved',
    occurrences,
    impacts: impacts.map(([from, until], n) => givenImpact(`x${n}`, 'player', { from: h(from), until: until === null ? null : h(until) })),
    ...rest,
  });

test('[EV45] an incident is as long as what was stated of it together with its impacts', () => {
  expect(spells(incident(stated([10, 12]), []))).toEqual([[10, 12]]);
  expect(spells(incident(stated([10, 12]), [[11, 12]]))).toEqual([[10, 12]]);
  expect(spells(incident(stated([10, 12]), [[9, 13]]))).toEqual([[9, 13]]);
  const open = incident(stated([10, null]), [
    [8, 9],
    [11, null],
  ]);
  expect(spells(open)).toEqual([[8, null]]);
  expect([hours(open.startedAt), open.endedAt]).toEqual([8, null]);
});
test('[EV45] an impact belongs to the occurrence in which it began, within a pause to the nearer one', () => {
  const twice = stated([10, 12], [15, 16]);
  expect(spells(incident(twice, [[12.5, 13]]))).toEqual([
    [10, 13],
    [15, 16],
  ]);
  expect(spells(incident(twice, [[14, 14.5]]))).toEqual([
    [10, 12],
    [14, 16],
  ]);
  expect(
    spells(
      incident(twice, [
        [9, 9.5],
        [15.5, 18],
      ]),
    ),
  ).toEqual([
    [9, 12],
    [15, 18],
  ]);
});
test('[EV45] spells do not overlap, a pause stays though an impact lasted over it, and none ends before it begins', () => {
  const twice = stated([10, 12], [15, 16]);
  expect(spells(incident(twice, [[11, 17]]))).toEqual([
    [10, 12],
    [15, 17],
  ]);
  expect(spells(incident(twice, [[12, 16]]))).toEqual([
    [10, 12],
    [15, 16],
  ]);
  expect(
    spells(
      incident(twice, [
        [12.5, 15.5],
        [11, 14],
      ]),
    ),
  ).toEqual([
    [10, 12],
    [12.5, 16],
  ]);
  expect(spells(incident(stated([10, 12], [15, null]), [[11, null]]))).toEqual([
    [10, 12],
    [15, null],
  ]);
  expect(spells(incident(stated([12, 10]), []))).toEqual([[10, 10]]);
});
test('[EV45] "not affected" makes nothing longer, and what has no date hides nothing that has one', () => {
  const spared = givenImpact('spared', 'player', { level: 'operational', notAffected: true, from: h(1), until: h(20) });
  expect(spells(incident(stated([10, 12]), [], { impacts: [spared] }))).toEqual([[10, 12]]);
  const nowhere: Occurrence[] = [{ from: UNKNOWN_TIME, until: UNKNOWN_TIME }];
  expect(
    spells(
      incident(
        nowhere,
        [
          [9, 10],
          [9.5, 11],
        ],
        { phase: 'resolved' },
      ),
    ),
  ).toEqual([[9, 11]]);
  const partly = [givenImpact('a', 'player', { from: h(9), until: h(10) }), givenImpact('b', 'player', { from: UNKNOWN_TIME, until: UNKNOWN_TIME })];
  expect(spells(incident(nowhere, [], { phase: 'resolved', impacts: partly }))).toEqual([[null, null]]);
  const byClock = [givenImpact('a', 'player', { from: atClock('09:00'), until: atClock('10:00') })];
  expect(incident(nowhere, [], { phase: 'resolved', impacts: byClock }).occurrences).toEqual([{ from: atClock('09:00'), until: atClock('10:00') }]);
});

test('[EV45] an imprecise time moves nothing that it may contain, and is read as the part of it that is possible', () => {
  const day = (n: number): FactTime => ({ ms: n * DAY, precision: 'day' });
  const hour = (n: number): FactTime => ({ ms: n * HOUR, precision: 'hour' });
  // Reopened "some time that day": not before it was over.
  const back = incident([...stated([9, 10]), { from: day(0), until: h(11) }], []);
  expect(spells(back)).toEqual([
    [9, 10],
    [10, 11],
  ]);
  expect(back.occurrences[1]?.from).toEqual({ ms: 10 * HOUR, untilMs: DAY, precision: 'day' });
  expect(hurtFor(back.occurrences, null)).toMatchObject({ ms: 2 * HOUR, about: true });
  // An impact "some time that day" of an incident that began at 11:00 began with it.
  const loose = incident(stated([11, null]), [], { impacts: [givenImpact('x', 'player', { from: day(0) })] });
  expect(spells(loose)).toEqual([[11, null]]);
  expect(outageMinutes({ incidents: [loose], maintenances: [], components: {} }, 0, 12 * HOUR)).toMatchObject({ major: 60, min: 0, max: 60 });
  expect(levelSteps(loose, 12 * HOUR)).toEqual([{ from: 11 * HOUR, to: 12 * HOUR, level: 'major_outage', vague: true }]);
  // What was certainly before moves the beginning, what was certainly after the end.
  const hourly = incident(stated([11, 12]), [], { impacts: [givenImpact('x', 'player', { from: hour(10), until: hour(13) })] });
  expect(spells(hourly)).toEqual([[10, 13]]);
  // An end "some time that day" is no earlier than what is known to have lasted longer.
  expect(spells(incident([{ from: h(9), until: day(0) }], [[9, 15]]))).toEqual([[9, 15]]);
  expect(hurtFor(incident([{ from: h(9), until: day(0) }], []).occurrences, null)).toBe(null);
});
test('[EV45] what came back in the hour in which it ended belongs to no spell that had not begun', () => {
  const hour: FactTime = { ms: 11 * HOUR, precision: 'hour' };
  const occurrences: Occurrence[] = [
    { from: h(11.5), until: hour },
    { from: hour, until: null },
  ];
  expect(spells(incident(occurrences, []))).toEqual([
    [11.5, 11.5],
    [11.5, null],
  ]);
  expect(spells(incident(occurrences, [[11, 11.25]]))).toEqual([
    [11, 11.25],
    [11.5, null],
  ]);
});
test('[EV45] a beginning before all that went before counts from its end, also where that has no date', () => {
  const unended: Occurrence[] = [
    { from: h(9), until: UNKNOWN_TIME },
    { from: h(8), until: h(10) },
  ];
  expect(spells(incident(unended, []))).toEqual([
    [9, null],
    [9, 10],
  ]);
  expect(
    spells(
      incident(
        [
          { from: h(12), until: h(11) },
          { from: h(11), until: null },
        ],
        [[11, null]],
      ),
    ),
  ).toEqual([
    [11, 11],
    [11, null],
  ]);
});

const inc = { incidentId: 'inc-a' } as const;
// The commands given to `play` start six hours before NOW.
const TOLD = NOW - 6 * HOUR;
const before = (ms: number): FactTime => exactly(TOLD - ms);
const restated = (from: FactTime): Command => ({
  type: 'state-impact',
  ...inc,
  impact: { impactId: 'st-1', componentId: 'player', level: 'major_outage', from },
});
const openedAt = (at: FactTime): Command => opened({ at, startedAt: at, impacts: [{ impactId: 'st-1', componentId: 'player', level: 'major_outage' }] });
const folded = (history: Command[]): Incident => {
  const found = worldOf(play(history)).incident('inc-a');
  if (found === undefined) throw new Error('no incident');
  return found;
};

test('[DC16] what an impact that was restated earlier says of the beginning counts when the incident is resolved', () => {
  const history = [...EXAMPLE_BOARD, openedAt(exactly(TOLD)), restated(before(2 * HOUR))];
  given(history)
    .when({ type: 'resolve-incident', ...inc, endedAt: before(HOUR) })
    .then([{ type: 'incident-resolved', data: { endedAt: before(HOUR) } }]);
  const over = folded([...history, { type: 'resolve-incident', ...inc, endedAt: before(HOUR) }]);
  expect(over.occurrences).toEqual([{ from: before(2 * HOUR), until: before(HOUR) }]);
  expect([over.startedAt, over.endedAt]).toEqual([before(2 * HOUR), before(HOUR)]);
  given(history)
    .when({ type: 'resolve-incident', ...inc, endedAt: before(3 * HOUR) })
    .thenRejected('incident_ends_early', 'endedAt');
});
test('[DC16] the end of an incident cuts an impact that was said to last longer, for customers as well, and loses none', () => {
  const ends = (hours: number): Command => ({ type: 'end-impact', ...inc, impactId: 'st-1', until: before(hours * HOUR), scope: 'public' });
  const history = [...EXAMPLE_BOARD, { ...openedAt(before(4 * HOUR)), scope: 'public' } as Command, ends(1)];
  const resolved: Command = { type: 'resolve-incident', ...inc, endedAt: before(2 * HOUR), scope: 'public' };
  const events = play([...history, resolved]);
  for (const chain of [events, publicChain(events)]) {
    const over = incidentsOf(chain).get('inc-a');
    expect(over?.occurrences).toEqual([{ from: before(4 * HOUR), until: before(2 * HOUR) }]);
    expect(over?.impacts.map(({ from, until }) => [from, until])).toEqual([[before(4 * HOUR), before(2 * HOUR)]]);
  }
  const later: Command = {
    type: 'state-impact',
    ...inc,
    impact: { impactId: 'late', componentId: 'player', level: 'partial_outage', from: before(1.5 * HOUR), until: before(HOUR) },
    scope: 'public',
  };
  given([...history, later])
    .when(resolved)
    .thenRejected('times_lose_impact', 'endedAt');
});
test('[EV18] an impact that stands and is said again in the same words from later on is corrected', () => {
  const corrected = folded([...EXAMPLE_BOARD, openedAt(before(5 * DAY)), restated(before(2 * HOUR))]);
  expect(corrected.impacts.map(({ impactId, from }) => [impactId, from])).toEqual([['st-1', before(2 * HOUR)]]);
});

test('[QU41] the chart of what was told late ends with the incident, where "resolved" is', () => {
  const start = NOW - 30 * DAY;
  const late = folded([
    ...EXAMPLE_BOARD,
    opened({ startedAt: exactly(start), impacts: [{ componentId: 'player', level: 'major_outage' }] }),
    { type: 'change-phase', ...inc, phase: 'identified' },
    { type: 'resolve-incident', ...inc, endedAt: exactly(start + 3 * HOUR) },
  ]);
  const chart = incidentChart(late, NOW);
  expect(chart?.marks).toEqual([
    { at: start, kind: 'began', strong: true },
    { at: start + 3 * HOUR, kind: 'resolved', strong: true },
  ]);
  expect((chart?.to ?? 0) - (chart?.from ?? 0)).toBeLessThan(3.5 * HOUR);
});
