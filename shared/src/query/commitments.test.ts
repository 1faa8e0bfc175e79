import { expect, test } from 'vitest';
import { exactly } from '../domain/fact-time.ts';
import { at, givenBoard, givenCommitment, givenIncident, onDay, utc } from '../testing/given-board.ts';
import { commitmentDue, commitmentsAt, commitmentsDue, type DueCommitment, nextUpdateDue } from './commitments.ts';

const made = onDay('2020-10-09');
const actions = [
  givenCommitment('end-to-end', { madeAt: made, due: onDay('2020-10-30') }),
  givenCommitment('replace-provider', { madeAt: made, due: onDay('2020-10-13') }),
  givenCommitment('internal-dns', { madeAt: made, due: onDay('2020-10-16'), outcome: 'kept', settledAt: at('2020-10-15T09:00') }),
  givenCommitment('clusters', { madeAt: made, due: onDay('2020-12-25') }),
  givenCommitment('on-call', { madeAt: made, due: onDay('2020-10-30') }),
  givenCommitment('several-providers', { madeAt: made, due: { ms: utc('2021-01-01'), precision: 'quarter', untilMs: utc('2021-04-01') } }),
];

test('[QU50] asked at 14 October 2020 the board shows six actions, exactly one overdue', () => {
  const then = commitmentsAt(actions, utc('2020-10-14'));
  expect(then).toHaveLength(6);
  expect(then.filter(({ overdue }) => overdue).map(({ commitment }) => commitment.id)).toEqual(['replace-provider']);
  expect(then.map(({ outcome }) => outcome)).toEqual(Array(6).fill('open'));
  expect(commitmentsAt(actions, utc('2020-10-08'))).toEqual([]);
  expect(commitmentsAt(actions, utc('2020-10-17')).find(({ commitment }) => commitment.id === 'internal-dns')?.outcome).toBe('kept');
});

test('[QU51] a promise for a day or a quarter is late only when all of it is over', () => {
  const overdueAt = (id: number, iso: string) => commitmentDue(actions[id] ?? givenCommitment('none'), utc(iso)).overdue;
  expect([overdueAt(1, '2020-10-13T23:59'), overdueAt(1, '2020-10-14T00:00')]).toEqual([false, true]);
  expect([overdueAt(5, '2021-03-31T23:59'), overdueAt(5, '2021-04-01T00:00')]).toEqual([false, true]);
});

test('[QU51] a promise kept after its time was late, one kept in time was not', () => {
  const kept = (iso: string) => commitmentDue(givenCommitment('k', { due: at('2020-10-09T08:00'), outcome: 'kept', settledAt: at(iso) }), utc('2021-01-01'));
  expect(kept('2020-10-09T08:20')).toMatchObject({ overdue: false, lateMs: 20 * 60_000 });
  expect(kept('2020-10-09T07:20').lateMs).toBe(0);
});

test('[QU52] due next: words on open incidents, then what is nearest to now; what is long late stands apart', () => {
  const board = givenBoard({
    incidents: [givenIncident('fire'), givenIncident('past', { phase: 'resolved' })],
    commitments: [
      givenCommitment('undated'),
      givenCommitment('later', { due: onDay('2020-12-25') }),
      givenCommitment('late', { due: onDay('2020-10-10') }),
      givenCommitment('soon', { due: onDay('2020-10-15') }),
      givenCommitment('drill', { due: onDay('2020-10-01'), drill: 'drill-2' }),
      givenCommitment('forgotten', { due: onDay('2018-01-01'), incidentId: 'past' }),
      givenCommitment('long-ago', { due: onDay('2020-09-01'), kind: 'next_update', incidentId: 'past' }),
      givenCommitment('fire-fix', { due: onDay('2020-08-01'), incidentId: 'fire' }),
      givenCommitment('word', { due: at('2020-10-14T12:00'), kind: 'next_update', incidentId: 'fire' }),
      givenCommitment('first-word', { due: at('2020-10-13T23:00'), kind: 'next_update', incidentId: 'fire' }),
    ],
  });
  const ids = (list: readonly DueCommitment[]) => list.map(({ commitment }) => commitment.id);
  const due = commitmentsDue(board, utc('2020-10-14'));
  expect(ids(due.next)).toEqual(['first-word', 'word', 'fire-fix', 'soon', 'late', 'later']);
  expect(ids(due.undated)).toEqual(['undated']);
  expect(ids(due.longLate)).toEqual(['long-ago', 'forgotten']);
});

test('[QU52] the next word on an incident is the promise of one that is due first', () => {
  const next = (id: string, due: number, kind: 'next_update' | 'action' = 'next_update') => givenCommitment(id, { kind, incidentId: 'inc', due: exactly(due) });
  expect(nextUpdateDue(givenBoard({ commitments: [next('a', 20), next('b', 10), next('c', 5, 'action')] }), 'inc')).toEqual(exactly(10));
  expect(nextUpdateDue(givenBoard({}), 'inc')).toBeNull();
});
