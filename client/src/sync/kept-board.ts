import { FOLD_VERSION } from '@sitrep/shared/domain/evolve.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { Replica } from '@sitrep/shared/protocol/replica.ts';

/** The last board this browser held, for a first paint marked "as of" and a short resume. Losing it costs nothing. */
export interface Kept {
  readonly replica: Replica;
  /** Server time it was current, UTC ms. */
  readonly asOf: number;
}

const keyOf = (scope: Scope): string => `sitrep.board.${scope}`;

/** Out: what was kept for this scope, or null when there is nothing that this build can read. */
export const readKept = (storage: Storage, scope: Scope): Kept | null => {
  try {
    const text = storage.getItem(keyOf(scope));
    if (text === null) return null;
    const kept = JSON.parse(text) as Kept & { fold: number };
    return kept.fold === FOLD_VERSION && kept.replica.scope === scope ? { replica: kept.replica, asOf: kept.asOf } : null;
  } catch {
    return null;
  }
};

export const writeKept = (storage: Storage, kept: Kept): void => {
  try {
    storage.setItem(keyOf(kept.replica.scope), JSON.stringify({ ...kept, fold: FOLD_VERSION }));
  } catch {
    // Full or forbidden: the page works without it.
  }
};

export const forgetKept = (storage: Storage, scope: Scope): void => {
  try {
    storage.removeItem(keyOf(scope));
  } catch {
    // As above.
  }
};
