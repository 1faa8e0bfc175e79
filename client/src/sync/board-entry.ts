import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';

/** The query cache entry that holds the board, one per scope. Only `sync/` writes it. */
export interface BoardEntry {
  readonly epoch: string;
  readonly pos: number;
  readonly board: BoardState;
  /** In the internal scope, what customers see; null in the public scope, where `board` is that already. */
  readonly customers: BoardState | null;
  /** True while it comes from this browser's storage of an earlier visit. */
  readonly kept: boolean;
}

export const boardKey = (scope: Scope) => ['board', scope] as const;
