import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactly } from '../domain/fact-time.ts';
import { arbitraryBoard } from '../testing/arbitrary-board.ts';
import { givenBoard, givenComponent, givenImpact, givenIncident, givenStatement } from '../testing/given-board.ts';
import { verdictOf } from '../words/verdict.ts';
import { boardPart, unknownParts } from './board-part.ts';
import { allStatuses } from './status.ts';

const groups = { a: { id: 'a', name: 'A', position: 0 }, b: { id: 'b', name: 'B', position: 1 } };
const regions = { eu: { id: 'eu', name: 'Europe' }, us: { id: 'us', name: 'United States' } };
const board = givenBoard({
  groups,
  regions,
  components: [givenComponent('video', { groupId: 'a', regions: ['eu', 'us'] }), givenComponent('chat', { groupId: 'b' })],
  statements: [givenStatement('s1', 'chat', { level: 'degraded_performance' })],
  incidents: [
    givenIncident('inc-v', { impacts: [givenImpact('i', 'video', { regions: ['us'], what: 'Video is slow' })] }),
    givenIncident('inc-new', { impacts: [] }),
  ],
});

test('[QU90] a part holds its groups and what is said of its regions, and the same questions are asked of it', () => {
  const b = boardPart(board, { groups: ['b'], regions: [] });
  expect(Object.keys(b.components)).toEqual(['chat']);
  expect(verdictOf(b)).toMatchObject({ level: 'degraded_performance', sentence: 'Chat is degraded' });
  expect(verdictOf(boardPart(board, { groups: ['a'], regions: [] })).level).toBe('major_outage');
  expect(verdictOf(boardPart(board, { groups: ['a'], regions: ['us'] })).level).toBe('major_outage');
  // Nobody has said what the new one hurts, so it may be this.
  expect(verdictOf(boardPart(board, { groups: ['a'], regions: ['eu'] }))).toMatchObject({ level: 'unknown', subject: 'inc-new' });
  const { 'inc-new': _, ...incidents } = board.incidents;
  expect(verdictOf(boardPart({ ...board, incidents }, { groups: ['a'], regions: ['eu'] })).level).toBe('operational');
});

test('[QU91] an incident that came back and was said to hurt other groups is not unknown here', () => {
  const again = givenIncident('again', {
    occurrences: [
      { from: exactly(0), until: exactly(10) },
      { from: exactly(20), until: null },
    ],
    impacts: [givenImpact('was', 'video', { from: exactly(0), until: exactly(10) }), givenImpact('is', 'chat', { from: exactly(20) })],
  });
  const both = { ...board, incidents: { again } };
  expect(boardPart(both, { groups: ['a'], regions: [] }).incidents).toEqual({});
  expect(Object.keys(boardPart(both, { groups: ['b'], regions: [] }).incidents)).toEqual(['again']);
});

test('[QU91] an incident of which nobody has said what it hurts is in every part', () => {
  expect(Object.keys(boardPart(board, { groups: ['b'], regions: [] }).incidents)).toEqual(['inc-new']);
  expect(Object.keys(boardPart(board, { groups: ['a'], regions: ['eu'] }).incidents)).toEqual(['inc-new']);
});

test('[QU90] the whole is the board itself, and no component of a part is better or worse than on the board', () => {
  expect(boardPart(board, { groups: [], regions: [] })).toBe(board);
  fc.assert(
    fc.property(arbitraryBoard, fc.subarray(['a', 'b', 'g1', 'g2']), (any, asked) => {
      const part = boardPart(any, { groups: asked, regions: [] });
      for (const [id, status] of Object.entries(allStatuses(part))) expect(status.level).toBe(allStatuses(any)[id]?.level);
    }),
  );
});

test('[QU92] ids that the board does not have are named', () => {
  expect(unknownParts(board, { groups: ['a', 'x'], regions: ['eu', 'mars'] })).toEqual(['x', 'mars']);
});
