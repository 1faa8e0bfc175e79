import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';

/** The one entry per scope in the query cache that holds the board. Only `sync/` writes it. */
export interface BoardEntry {
  readonly epoch: string;
  readonly pos: number;
  readonly board: BoardState;
  /** What customers see, in the internal scope; null in the public one, which is that already. */
  readonly customers: BoardState | null;
  /** True while it comes from what this browser kept of an earlier visit. */
  readonly kept: boolean;
}

export const boardKey = (scope: Scope) => ['board', scope] as const;
