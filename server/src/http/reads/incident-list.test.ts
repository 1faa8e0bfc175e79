import { at, givenIncident } from '@sitrep/shared/testing/given-board.ts';
import { expect, test } from 'vitest';
import { incidentsLinkedTo } from './incident-list.ts';

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
