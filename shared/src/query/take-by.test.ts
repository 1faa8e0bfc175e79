import { expect, test } from 'vitest';
import type { Command } from '../domain/command.ts';
import type { Level } from '../domain/words.ts';
import { OPENED, opened, PUBLISHED } from '../testing/example-board.ts';
import { NOW, play } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import { lateToTake, takeBy, takeSuspicionBy, untakenLevel, waitingSince } from './take-by.ts';

const RULE = { withinMs: 300_000, next: [] };
const [MINUTE, HOUR] = [60_000, 3_600_000];
const boardOf = (...history: readonly Command[]) => worldOf(play(history)).board;
const ago = (ms: number) => ({ ms: NOW - ms, precision: 'exact' as const });
const taken: Command = { type: 'acknowledge-incident', incidentId: 'inc-a', by: 'Bo' };
const resolved: Command = { type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' };

test('[QU125] a suspicion is to be taken within the same time, and is late past it', () => {
  const seen: Command = { type: 'record-sighting', componentId: 'player', words: 'It stops' };
  const board = boardOf(...OPENED.slice(0, -1), seen, seen, seen);
  const [one] = Object.values(board.suspicions);
  if (one === undefined) throw new Error('nothing is suspected');
  expect([takeSuspicionBy(one, RULE), takeSuspicionBy({ ...one, leftAt: one.raisedAt + HOUR }, RULE)]).toEqual([
    one.raisedAt + 300_000,
    one.raisedAt + HOUR + 300_000,
  ]);
  expect([lateToTake(board, RULE, one.raisedAt + 300_000), lateToTake(board, RULE, one.raisedAt + 300_001)]).toEqual([[], [one.id]]);
  expect(takeSuspicionBy({ ...one, taken: { by: null, at: ago(0) } }, RULE)).toBeNull();
});

test('[QU110] an incident is to be taken within the time from when it was opened, whenever it began, or from when it was said to be back', () => {
  const since = (...history: readonly Command[]) => {
    const incident = boardOf(...history).incidents['inc-a'];
    if (incident === undefined) throw new Error('no incident');
    const by = takeBy(incident, RULE);
    const from = waitingSince(incident);
    expect(by).toBe(from === null ? null : from + 300_000);
    return from === null ? null : from - incident.openedAt;
  };
  expect(since(...OPENED)).toBe(0);
  expect(since(opened({ startedAt: ago(9 * HOUR) }))).toBe(0);
  expect(since(...OPENED, taken)).toBeNull();
  expect(since(...PUBLISHED, resolved)).toBeNull();
  // Each command comes a minute after the one before.
  expect(since(...PUBLISHED, taken, resolved, { type: 'reopen-incident', incidentId: 'inc-a' })).toBe(4 * MINUTE);
  expect(since(...PUBLISHED, resolved, { type: 'reopen-incident', incidentId: 'inc-a' }, taken)).toBeNull();
});

test('[QU110] late are real open incidents past that time, and no other', () => {
  const drill: Command = { type: 'start-drill', drillId: 'd1', name: 'Friday' };
  const board = boardOf(
    ...OPENED,
    opened({ incidentId: 'inc-b' }),
    { ...taken, incidentId: 'inc-b' } as Command,
    drill,
    opened({ incidentId: 'inc-c', drill: 'd1' }),
  );
  const by = takeBy(board.incidents['inc-a'] as never, RULE) ?? 0;
  expect(lateToTake(board, RULE, by)).toEqual([]);
  expect(lateToTake(board, RULE, by + 1)).toEqual(['inc-a']);
  expect(takeBy(board.incidents['inc-c'] as never, RULE)).toBeNull();
});

test('[QU111] the worst level of what nobody has: acknowledged incidents explain their components, customers are told of no acknowledgement', () => {
  const says = (level: Level): Command => ({
    type: 'make-statement',
    statementId: 'st-1',
    componentId: 'player',
    level,
    source: { kind: 'person', name: 'Support' },
  });
  expect(untakenLevel(boardOf(...OPENED))).toBe('partial_outage');
  expect(untakenLevel(boardOf(...OPENED, taken, says('degraded_performance')))).toBe('operational');
  expect(untakenLevel(boardOf(...OPENED, taken, says('major_outage')))).toBe('major_outage');
  expect(untakenLevel(boardOf(...OPENED, taken, opened({ incidentId: 'inc-b' })))).toBe('unknown');
  const theirs = worldOf(publicChain(play([...PUBLISHED, taken]))).board;
  expect(untakenLevel(theirs)).toBe('partial_outage');
});
