import type { Event, UnknownEvent } from '../domain/event.ts';
import { evolveAll } from '../domain/evolve-all.ts';
import { publicEvent } from '../domain/public-event.ts';
import { type BoardState, EMPTY_BOARD } from '../domain/state.ts';
import type { Scope } from '../domain/words.ts';

/**
 * The state of one scope. The internal scope has two folds of its chain: the board, and `customers`, the fold of its public events only,
 * so that "customers see: ..." needs no second stream.
 */
export interface ScopeState {
  readonly board: BoardState;
  readonly customers: BoardState | null;
}

/** The state of a scope before its first event. */
export const emptyScopeState = (scope: Scope): ScopeState => ({ board: EMPTY_BOARD, customers: scope === 'internal' ? EMPTY_BOARD : null });

/** Applies the next events of the scope's chain, those of one command. Events of the public chain have already passed through `publicEvent`. */
export const evolveScope = (state: ScopeState, events: readonly (Event | UnknownEvent)[]): ScopeState => {
  const board = evolveAll(state.board, events);
  const customers = state.customers === null ? null : evolveAll(state.customers, events.filter(({ scope }) => scope === 'public').map(publicEvent));
  return board === state.board && customers === state.customers ? state : { board, customers };
};
