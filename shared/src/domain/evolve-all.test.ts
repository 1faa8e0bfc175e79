import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryLog } from '../testing/arbitrary-event.ts';
import { PUBLISHED } from '../testing/example-board.ts';
import { frozen } from '../testing/frozen.ts';
import { play } from '../testing/given.ts';
import type { Command } from './command.ts';
import { fold } from './evolve.ts';
import { evolveAll } from './evolve-all.ts';
import { EMPTY_BOARD } from './state.ts';

test('[EV74] events applied together give what they give one after the other, however they are grouped', () => {
  const isPromised = ({ type }: { type: string }) => type.startsWith('commitment-');
  // Most of them about promises, so that several follow on each other.
  const log = fc.tuple(arbitraryLog(), arbitraryLog(), arbitraryLog()).map(([mixed, ...more]) => [...mixed, ...more.flat().filter(isPromised), ...mixed]);
  fc.assert(
    fc.property(log, fc.array(fc.nat({ max: 12 }), { minLength: 1 }), (events, sizes) => {
      let board = EMPTY_BOARD;
      let at = 0;
      for (let group = 0; at < events.length; group++) {
        const size = 1 + (sizes[group % sizes.length] ?? 0);
        board = frozen(evolveAll(board, events.slice(at, at + size)));
        at += size;
      }
      // In the same order too: readers list promises as they stand.
      expect(JSON.stringify(board)).toBe(JSON.stringify(fold(events)));
    }),
    { numRuns: 150 },
  );
});

test('[EV74] dismissing an incident copies the table of its promises once, not once for each of them', () => {
  const promise = (n: number): Command => ({ type: 'make-commitment', commitmentId: `com-${n}`, kind: 'action', text: `Fix ${n}`, incidentId: 'inc-a' });
  const events = play([
    ...PUBLISHED,
    ...Array.from({ length: 300 }, (_, n) => promise(n)),
    { type: 'dismiss-incident', incidentId: 'inc-a', reason: 'Misread' },
  ]);
  const dismissal = events.findIndex(({ type }) => type === 'incident-dismissed');
  const board = fold(events.slice(0, dismissal));
  let copied = 0;
  const after = evolveAll(board, events.slice(dismissal), (promises) => {
    copied += promises;
  });
  expect(Object.keys(board.commitments)).toHaveLength(300);
  expect(after.commitments).toEqual({});
  expect(copied).toBe(300);
});
