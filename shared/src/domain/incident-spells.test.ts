import { expect, test } from 'vitest';
import { incidentChart } from '../query/incident-chart.ts';
import { EXAMPLE_BOARD, opened } from '../testing/example-board.ts';
import { given, NOW, play } from '../testing/given.ts';
import { atClock, givenImpact, givenIncident } from '../testing/given-board.ts';
import { worldOf } from '../testing/world-of.ts';
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
  expect(spells(incident(stated([12, 10]), []))).toEqual([[12, 12]]);
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
