import { expect, test } from 'vitest';
import { fold } from '../domain/evolve.ts';
import { EXAMPLE_BOARD, OPENED, PUBLISHED, RESOLVED } from '../testing/example-board.ts';
import { play } from '../testing/given.ts';
import { changesBetween } from './changes-between.ts';

const board = (...history: Parameters<typeof play>[0]) => fold(play(history));

test('[VW6] what changed between two boards is named: incidents by what became of them, components by their levels', () => {
  expect(
    changesBetween(board(...EXAMPLE_BOARD), board(...OPENED)).map((change) =>
      change.kind === 'incident' ? change.words : [change.name, change.from, change.to],
    ),
  ).toEqual(['opened', ['Player', 'unknown', 'partial_outage']]);
  expect(changesBetween(board(...PUBLISHED), board(...RESOLVED)).map((change) => (change.kind === 'incident' ? change.words : change.to))).toEqual([
    'resolved',
    'unknown',
  ]);
  expect(changesBetween(board(...EXAMPLE_BOARD), board(...RESOLVED)).map((change) => (change.kind === 'incident' ? change.words : change.to))).toEqual([
    'opened and resolved',
  ]);
});

test('[VW6] an exercise is no change', () => {
  const drill = [
    ...EXAMPLE_BOARD,
    { type: 'start-drill', drillId: 'd', name: 'Failover' },
    { type: 'open-incident', incidentId: 'inc-d', title: 'Pretended', drill: 'd' },
  ] as const;
  expect(changesBetween(board(...EXAMPLE_BOARD), board(...drill))).toEqual([]);
});
