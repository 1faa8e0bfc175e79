import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FOLD_VERSION } from '../domain/evolve.ts';
import { arbitraryLog } from '../testing/arbitrary-event.ts';
import { Chain } from '../testing/chain.ts';
import { applyDelta, type DeltaResult, type Replica, takeSnapshot } from './replica.ts';
import type { ScopeState } from './scope-state.ts';

const log = fc.sample(arbitraryLog({ maxLength: 30 }), { numRuns: 20, seed: 7 }).find((events) => events.length > 20) ?? [];
const chain = new Chain('internal', log);
const at = (pos: number): Replica => takeSnapshot(chain.snapshot(pos));
const kindOf = (result: DeltaResult) => result.kind;

test('[SY1] a replica that follows by deltas equals one that takes a snapshot, whatever the steps', () => {
  fc.assert(
    fc.property(
      arbitraryLog(),
      fc.constantFrom('public', 'internal'),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60, maxLength: 60 }),
      (events, scope, steps) => {
        const told = new Chain(scope, events);
        let replica = takeSnapshot(told.snapshot(0));
        for (const size of steps) {
          const pos = Math.min(told.head, replica.cursor + size);
          if (pos === replica.cursor) break;
          const result = applyDelta(replica, told.delta(replica.cursor, pos));
          if (result.kind !== 'applied') throw new Error(result.kind);
          replica = result.replica;
          expect(replica.hash).toBe(told.hash(pos));
        }
        expect(replica.state).toEqual(takeSnapshot(told.snapshot(replica.cursor)).state);
      },
    ),
    { numRuns: 60 },
  );
});

test('[SY2] a delta that does not begin at the cursor is a gap, also when it overlaps in part', () => {
  expect(kindOf(applyDelta(at(5), chain.delta(6, 8)))).toBe('gap');
  expect(kindOf(applyDelta(at(5), chain.delta(4, 8)))).toBe('gap');
});

test('[SY3] a delta that is wholly known is a duplicate and changes nothing', () => {
  expect(kindOf(applyDelta(at(5), chain.delta(2, 5)))).toBe('duplicate');
  expect(kindOf(applyDelta(at(5), chain.delta(1, 3)))).toBe('duplicate');
});

test('[SY4] a delta of another epoch is a gap at any position', () => {
  const other = new Chain('internal', log, 'log-2');
  expect(kindOf(applyDelta(at(5), other.delta(5, 6)))).toBe('gap');
  expect(kindOf(applyDelta(at(5), other.delta(1, 2)))).toBe('gap');
});

test('[SY5] an event this build does not know is counted, and the replica goes on', () => {
  const delta = chain.delta(5, 6);
  const result = applyDelta(at(5), { ...delta, events: delta.events.map((event) => ({ ...event, type: 'moon-phase-noted' })) });
  expect(result.kind === 'applied' && [result.replica.cursor, result.replica.state.board.unsupported - at(5).state.board.unsupported]).toEqual([6, 1]);
});

test('[SY24] what an older build does not know yet is empty in the replica of a newer one', () => {
  const whole = new Chain('internal', log).snapshot(5);
  const { latest: _, ...older } = (whole.state as ScopeState).board;
  const replica = takeSnapshot({ ...whole, foldVersion: FOLD_VERSION - 1, state: { board: older, customers: older } });
  expect([replica.state.board.latest, replica.state.customers?.latest]).toEqual([[], []]);
  const later = new Chain('internal', log).snapshot(log.length);
  const { board } = later.state as ScopeState;
  const incidents = Object.fromEntries(Object.values(board.incidents).map(({ rolePeople: __, ...incident }) => [incident.id, incident]));
  expect(Object.keys(incidents)).not.toEqual([]);
  const known = takeSnapshot({ ...later, foldVersion: FOLD_VERSION - 1, state: { board: { ...board, incidents }, customers: null } }).state.board.incidents;
  expect(Object.values(known).map(({ rolePeople }) => rolePeople)).toEqual(Object.keys(incidents).map(() => ({})));
});
