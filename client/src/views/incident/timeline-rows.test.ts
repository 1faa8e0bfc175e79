import type { Command } from '@sitrep/shared/domain/command.ts';
import { play } from '@sitrep/shared/testing/given.ts';
import { incidentsOf } from '@sitrep/shared/testing/world-of.ts';
import { expect, test } from 'vitest';
import { timelineRows } from './timeline-rows.ts';

const at = { ms: Date.parse('2017-08-11T14:15Z'), precision: 'minute' as const };
const from = { ms: Date.parse('2017-08-11T11:35Z'), precision: 'minute' as const };
const OPEN: Command[] = [
  { type: 'define-component', componentId: 'db', name: 'Database', scope: 'public' },
  {
    type: 'open-incident',
    incidentId: 'jam',
    title: 'Jam',
    startedAt: from,
    at: from,
    impacts: [{ impactId: 'all', componentId: 'db', level: 'major_outage', from }],
    scope: 'public',
  },
];
const END: Command = { type: 'end-impact', incidentId: 'jam', scope: 'internal', impactId: 'all', until: at, at };
const begin = (level: 'partial_outage' | 'major_outage'): Command => ({
  type: 'state-impact',
  scope: 'internal',
  incidentId: 'jam',
  impact: { impactId: 'some', componentId: 'db', level, from: at },
  at,
});
const levels = (...commands: Command[]) => {
  const incident = incidentsOf(play([...OPEN, ...commands])).get('jam');
  return timelineRows(incident?.entries ?? [], 'change').flatMap((row) => (row.kind === 'levels' ? [`${row.change.from} to ${row.change.to}`] : []));
};

test('[VW55] an impact that ends where another begins is one change, whichever was recorded first', () => {
  const once = ['operational to major_outage', 'major_outage to partial_outage'];
  expect(levels(begin('partial_outage'), END)).toEqual(once);
  expect(levels(END, begin('partial_outage'))).toEqual(once);
});

test('[VW55] the same level in another impact is no change, and an end alone remains one', () => {
  expect(levels(begin('major_outage'), END)).toEqual(['operational to major_outage']);
  expect(levels(END)).toEqual(['operational to major_outage', 'major_outage to operational']);
});
