import { expect, test } from 'vitest';
import { inOrder, msBetween } from '../domain/fact-span.ts';
import type { FactTime } from '../domain/fact-time.ts';
import { UNKNOWN_TIME } from '../domain/fact-time.ts';
import type { Entry } from '../domain/state.ts';
import { at, atClock, givenIncident } from '../testing/given-board.ts';
import { entriesAsTheyWere } from './entries-as-they-were.ts';
import { incidentChart } from './incident-chart.ts';
import { phaseSpans } from './phase-spans.ts';
import { timeSpent } from './time-spent.ts';
import { durations, unseenOf } from './timeline.ts';

const MINUTE = 60_000;
const dns = givenIncident('dns', {
  phase: 'resolved',
  startedAt: at('2020-10-08T21:00'),
  endedAt: at('2020-10-09T10:30'),
  detection: { by: 'Support', at: at('2020-10-09T06:00') },
  occurrences: [
    { from: at('2020-10-08T21:00'), until: at('2020-10-09T08:20'), acknowledged: at('2020-10-09T06:20') },
    { from: at('2020-10-09T10:00'), until: at('2020-10-09T10:30') },
  ],
  phases: [
    { phase: 'investigating', at: at('2020-10-09T06:00') },
    { phase: 'identified', at: at('2020-10-09T07:00') },
    { phase: 'resolved', at: at('2020-10-09T08:20') },
    { phase: 'reopened', at: at('2020-10-09T10:00') },
    { phase: 'resolved', at: at('2020-10-09T10:30') },
  ],
});

test('[QU40] the DNS outage: 9 h unseen, 20 min to escalation, 680 min, believed well for 100, 30 again, 810 in all', () => {
  const took = durations(dns);
  const minutes = (length: { ms: number } | null) => (length === null ? null : length.ms / MINUTE);
  expect(minutes(took.toNotice)).toBe(540);
  expect(minutes(took.toEscalate)).toBe(20);
  expect(minutes(took.toIdentify)).toBe(60);
  expect(minutes(took.toFix)).toBe(140);
  expect(took.occurrences.map(minutes)).toEqual([680, 30]);
  expect(minutes(took.believedWell)).toBe(100);
  expect(minutes(took.hurting)).toBe(710);
  expect(minutes(took.total)).toBe(810);
});

test('[QU40] what goes on, or was never said, has no length', () => {
  const open = givenIncident('open', { startedAt: at('2020-10-08T21:00') });
  expect(durations(open)).toMatchObject({ toNotice: null, toFix: null, total: null, hurting: null, believedWell: null });
});

test('[QU40] a length is approximate when one of its ends is', () => {
  const about: FactTime = { ...at('2021-03-09T15:20'), precision: 'approximate' };
  const incident = givenIncident('w1', { phase: 'resolved', startedAt: about, endedAt: at('2021-03-09T16:40') });
  expect(durations(incident).total).toEqual({ ms: 80 * MINUTE, about: true });
});

test('[QU41] a phase lasts until the next one, and what nobody noticed until it was noticed or over', () => {
  const spans = phaseSpans(dns, at('2020-10-09T10:30').ms ?? 0);
  expect(spans.map(({ phase, from, to }) => [phase, (to - from) / MINUTE])).toEqual([
    ['investigating', 60],
    ['identified', 80],
    ['resolved', 100],
    ['reopened', 30],
  ]);
  expect(unseenOf(dns)).toEqual({ from: at('2020-10-08T21:00'), until: at('2020-10-09T06:00'), length: { ms: 540 * MINUTE, about: false } });
});

test('[QU41] noticed after it was over, an incident was unnoticed as long as it lasted, whoever tells of it', () => {
  const [startedAt, endedAt, seen] = [at('2020-10-08T21:00'), at('2020-10-08T22:00'), at('2020-10-10T01:00')];
  const late = givenIncident('late', { phase: 'resolved', startedAt, endedAt, detection: { by: 'Support', at: seen } });
  expect(unseenOf(late)).toEqual({ from: startedAt, until: endedAt, length: { ms: 60 * MINUTE, about: false } });
  expect(durations(late)).toMatchObject({ toNotice: { ms: 60 * MINUTE }, total: { ms: 60 * MINUTE }, toFix: null });
  const chart = incidentChart(late, 0);
  expect([chart?.unseen, chart?.marks.map(({ kind }) => kind)]).toEqual([{ from: startedAt.ms, to: endedAt.ms }, ['began']]);
  const again = [
    { from: startedAt, until: endedAt },
    { from: at('2020-10-09T00:00'), until: at('2020-10-09T01:00') },
  ];
  expect(timeSpent({ ...late, occurrences: again }).map(({ on, ms }) => `${on} ${ms / MINUTE}`)).toEqual(['unseen 60', 'well 120', 'again 60']);
  const byClock = givenIncident('clock', { phase: 'resolved', startedAt: atClock('21:00'), endedAt: atClock('22:00') });
  expect(durations({ ...byClock, detection: { by: 'Support', at: atClock('23:00') } }).toNotice?.ms).toBe(60 * MINUTE);
  expect(durations({ ...late, detection: { by: 'Support', at: at('2020-10-08T20:00') } }).toNotice).toBeNull();
});

const entry = (id: string, time: FactTime): Entry => ({
  id,
  kind: 'fact',
  scope: 'public',
  at: time,
  saidAt: null,
  recordedAt: 0,
  actor: null,
  text: id,
  phase: 'investigating',
  change: null,
  earlier: [],
  publishedAt: null,
});

test('[QU42] dated entries in order of time, undated ones behind the entry they were recorded after', () => {
  const entries = [
    entry('before', UNKNOWN_TIME),
    entry('c', at('2020-01-03T00:00')),
    entry('after c', atClock('11:08')),
    entry('a', at('2020-01-01T00:00')),
    entry('after a', UNKNOWN_TIME),
    entry('a again', at('2020-01-01T00:00')),
  ];
  expect(entriesAsTheyWere(givenIncident('i', { entries })).map(({ id }) => id)).toEqual(['before', 'a', 'after a', 'a again', 'c', 'after c']);
  const undated = [entry('1', atClock('10:38')), entry('2', atClock('10:00'))];
  expect(inOrder(undated, ({ at: time }) => time)).toEqual(undated);
});

test('[QU42] clock times of one unknown day are apart across midnight too', () => {
  expect(msBetween(atClock('09:25'), atClock('09:42'))).toBe(17 * MINUTE);
  expect(msBetween(atClock('23:50'), atClock('00:10'))).toBe(20 * MINUTE);
  expect(msBetween(atClock('09:25'), at('2020-01-01T09:42'))).toBeNull();
});
