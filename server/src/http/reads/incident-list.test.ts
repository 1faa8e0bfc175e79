import { at, givenIncident } from '@sitrep/shared/testing/given-board.ts';
import { expect, test } from 'vitest';
import { incidentsLinkedTo, incidentYears, listIncidents } from './incident-list.ts';

const named = (incidentId: string) => ({ kind: 'recurrence_of', incidentId, commitmentId: null, words: null, inferred: false }) as const;

test('[HT31] later incidents stand by when they began, undated ones last, and an exercise names only its own', () => {
  const first = givenIncident('first');
  const later = (id: string, day: string | null, drill: string | null = null) =>
    givenIncident(id, { startedAt: day === null ? { ms: null, precision: 'unknown' } : at(`${day}T10:00`), drill, links: [named('other'), named('first')] });
  const all = [first, later('lost', null), later('third', '2021-03-09'), later('pretended', '2021-03-01', 'fire'), later('second', '2021-03-04')];
  const ids = (of: typeof first) => incidentsLinkedTo(all, of).map(({ incidentId }) => incidentId);
  expect(ids(first)).toEqual(['second', 'third', 'lost']);
  expect(ids({ ...first, drill: 'fire' })).toEqual(['pretended']);
  expect(ids(givenIncident('nobody'))).toEqual([]);
});

test('[HT80] a dismissed incident is in no list, year or link, but found by a text and by asking for those alone', () => {
  const dismissed = { at: at('2021-03-05T10:00'), reason: null, forCustomers: false };
  const real = givenIncident('real', { title: 'Uploads fail', startedAt: at('2021-03-04T10:00'), phase: 'resolved' });
  const none = givenIncident('none', { title: 'Uploads misread', startedAt: at('2021-03-05T10:00'), phase: 'resolved', dismissed, links: [named('real')] });
  const all = [real, none];
  const found = (filter: Parameters<typeof listIncidents>[1]) => listIncidents(all, filter, null, 10)?.incidents.map(({ id }) => id);
  expect(found({})).toEqual(['real']);
  expect(found({ open: false })).toEqual(['real']);
  expect(found({ text: 'uploads' })).toEqual(['none', 'real']);
  expect(found({ dismissed: true })).toEqual(['none']);
  expect(listIncidents(all, {}, null, 10)?.total).toBe(1);
  expect(listIncidents(all, { dismissed: true }, null, 10)?.incidents[0]?.dismissed).toEqual(dismissed);
  expect(incidentYears(all)).toEqual({ years: [{ year: 2021, incidents: 1 }], undated: 0 });
  expect(incidentsLinkedTo(all, real)).toEqual([]);
});
