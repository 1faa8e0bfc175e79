import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Event, UnknownEvent } from '../domain/event.ts';
import { evolve } from '../domain/evolve.ts';
import { type BoardState, EMPTY_BOARD } from '../domain/state.ts';
import { arbitraryLog } from '../testing/arbitrary-event.ts';
import { frozen } from '../testing/frozen.ts';
import { givenBoard, givenComponent, givenImpact, givenIncident, givenMaintenance, givenMute, givenStatement } from '../testing/given-board.ts';
import { allStatuses } from './status.ts';

/** A copy that shares no object with earlier boards, so that no status can be reused. */
const afresh = (board: BoardState) => allStatuses(JSON.parse(JSON.stringify(board)));
/** Ids of the components whose status was recomputed for `after`: a reused status is the same object. */
const counted = (before: BoardState, after: BoardState): string[] => {
  const known = allStatuses(before);
  return Object.entries(allStatuses(after)).flatMap(([id, status]) => (known[id] === status ? [] : [id]));
};

test('[QU74] statuses kept up event by event are those of the board taken afresh, for two scopes in turn and whatever was skipped', () => {
  const log = arbitraryLog({ maxLength: 60 });
  fc.assert(
    fc.property(log, log, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (one, other, looks) => {
      const boards: [BoardState, BoardState] = [EMPTY_BOARD, EMPTY_BOARD];
      const logs: readonly (readonly (Event | UnknownEvent)[])[] = [one, other];
      for (let at = 0; at < Math.max(one.length, other.length); at++) {
        for (const index of [0, 1] as const) {
          const event = logs[index]?.[at];
          if (event !== undefined) boards[index] = frozen(evolve(boards[index], event));
          if (looks.next().value !== 0) expect(allStatuses(boards[index])).toEqual(afresh(boards[index]));
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('[QU74] on a board of a thousand components an event costs those that it touches, and one that touches none costs nothing', () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => `c${index}`);
  const board = givenBoard({
    components: ids.map((id) => givenComponent(id, { evidence: 'measured' })),
    statements: ids.map((id) => givenStatement(`s-${id}`, id, { level: 'operational' })),
    incidents: [givenIncident('inc', { impacts: [givenImpact('i', 'c7'), givenImpact('j', 'c8')] })],
  });
  expect(Object.keys(allStatuses(board))).toHaveLength(1_000);
  const with_ = (change: Partial<BoardState>, of = board): BoardState => ({ ...of, ...change });
  const renamed = with_({ name: 'Another name', latest: [] });
  expect(counted(board, renamed)).toEqual([]);
  const worse = with_({ statements: { ...board.statements, 's-c3': givenStatement('s-c3', 'c3', { level: 'major_outage' }) } }, renamed);
  expect(counted(renamed, worse)).toEqual(['c3']);
  const { inc: _, ...rest } = worse.incidents;
  const over = with_({ incidents: rest }, worse);
  expect(counted(worse, over)).toEqual(['c7', 'c8']);
  const work = with_({ maintenances: { m: givenMaintenance('m', ['c1', 'c3'], { phase: 'in_progress' }) } }, over);
  expect(counted(over, work)).toEqual(['c1', 'c3']);
  const muted = with_({ mutes: { u: givenMute('u', { 's-c3': 'major_outage' }) } }, work);
  expect(counted(work, muted)).toEqual(['c3']);
  expect(counted(muted, with_({ mutes: {} }, muted))).toEqual(['c3']);
  const { c9: __, ...fewer } = muted.components;
  const retired = with_({ components: fewer }, muted);
  expect(counted(muted, retired)).toEqual([]);
  expect(allStatuses(retired)).not.toHaveProperty('c9');
});
