import type { Event, UnknownEvent } from '../domain/event.ts';
import { evolve } from '../domain/evolve.ts';
import { publicEvent } from '../domain/public-event.ts';
import { type BoardState, EMPTY_BOARD } from '../domain/state.ts';
import type { Scope } from '../domain/words.ts';

/**
 * What one scope holds. The internal scope holds two folds of its one chain: the board, and `customers`, the fold of its public events alone,
 * so that "customers see: ..." needs no second stream.
 */
export interface ScopeState {
  readonly board: BoardState;
  readonly customers: BoardState | null;
}

/** The state of a scope before its first event. */
export const emptyScopeState = (scope: Scope): ScopeState => ({ board: EMPTY_BOARD, customers: scope === 'internal' ? EMPTY_BOARD : null });

/** One event further along the chain of the scope. On the public chain events already passed through `publicEvent`. */
export const evolveScope = (state: ScopeState, event: Event | UnknownEvent): ScopeState => {
  const board = evolve(state.board, event);
  const customers = state.customers !== null && event.scope === 'public' ? evolve(state.customers, publicEvent(event)) : state.customers;
  return board === state.board && customers === state.customers ? state : { board, customers };
};
