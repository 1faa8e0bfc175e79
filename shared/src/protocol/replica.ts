import { blankIncident } from '../domain/blank-incident.ts';
import { type BoardState, EMPTY_BOARD } from '../domain/state.ts';
import type { Scope } from '../domain/words.ts';
import { readEvent } from './read-event.ts';
import { evolveScope, type ScopeState } from './scope-state.ts';
import { nextHash, stateHash } from './state-hash.ts';
import type { Delta, Snapshot } from './wire.ts';

/**
 * A copy of one scope's board, at a position of an epoch.
 *
 *     snapshot@cursor ──▶ replica ──delta{prev, pos}──▶ applied    prev is the cursor
 *                                                  ──▶ duplicate  already contained
 *                                                  ──▶ gap        anything else: ask again from the cursor
 *
 * - Within an epoch the cursor never goes back.
 * - A delta is applied whole or not at all, and never twice.
 */
export interface Replica {
  readonly epoch: string;
  readonly scope: Scope;
  readonly cursor: number;
  /** Hash of `state`, updated incrementally. Equals the server's at the same position and fold version. */
  readonly hash: string;
  readonly state: ScopeState;
}

/** The replica of a snapshot. Its hash is computed here, from the received state, so that a damaged snapshot is detected. */
export const takeSnapshot = (snapshot: Snapshot): Replica => {
  const { board, customers } = snapshot.state as ScopeState;
  const state = { board: whole(board), customers: customers === null ? null : whole(customers) };
  return { epoch: snapshot.epoch, scope: snapshot.scope, cursor: snapshot.pos, hash: stateHash(state), state };
};

/** A node of an older build omits fields it does not know. */
const whole = (board: BoardState): BoardState => ({
  ...EMPTY_BOARD,
  ...board,
  incidents: Object.fromEntries(
    Object.entries(board.incidents).map(([id, incident]) => [id, { ...blankIncident(id, incident.drill, incident.openedAt), ...incident }]),
  ),
});

/** The strong ETag of a board, quotes included. It names the fold version, because other folds give other bytes at the same position. */
export const boardTag = (epoch: string, pos: number, foldVersion: number): string => `"${epoch}-${pos}-${foldVersion}"`;

export type DeltaResult = { readonly kind: 'applied'; readonly replica: Replica } | { readonly kind: 'duplicate' } | { readonly kind: 'gap' };

/** In: a replica and a delta of the same scope. A delta of another epoch, a later one, or a partly overlapping one is a gap. */
export const applyDelta = (replica: Replica, delta: Delta): DeltaResult => {
  if (delta.epoch !== replica.epoch) return { kind: 'gap' };
  if (delta.pos <= replica.cursor) return { kind: 'duplicate' };
  if (delta.prev !== replica.cursor) return { kind: 'gap' };
  const state = evolveScope(replica.state, delta.events.map(readEvent));
  return { kind: 'applied', replica: { ...replica, cursor: delta.pos, hash: nextHash(replica.hash, replica.state, state), state } };
};
