import { FOLD_VERSION } from '@sitrep/shared/domain/evolve.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { Replica } from '@sitrep/shared/protocol/replica.ts';

/** The last board this browser held, for a first paint marked "as of" and a short resume. Losing it costs nothing. */
export interface Kept {
  readonly replica: Replica;
  /** Server time it was current, UTC ms. */
  readonly asOf: number;
  /** End of the session that showed it, server time, UTC ms. Without one nothing internal is kept. */
  readonly until: number | null;
}

/** Told to the other tabs of this browser when one signs out. */
export const SIGNED_OUT = 'sitrep.signed-out';

const keyOf = (scope: Scope): string => `sitrep.board.${scope}`;

const holds = (scope: Scope, until: unknown, now: number): boolean => scope === 'public' || (typeof until === 'number' && now < until);

/** Out: what was kept for this scope, or null when there is nothing that this build can read. What outlived its session is deleted. `now`: UTC ms. */
export const readKept = (storage: Storage, scope: Scope, now: number): Kept | null => {
  try {
    const text = storage.getItem(keyOf(scope));
    if (text === null) return null;
    const kept = JSON.parse(text) as Kept & { fold: number };
    if (!holds(scope, kept.until, now)) {
      storage.removeItem(keyOf(scope));
      return null;
    }
    return kept.fold === FOLD_VERSION && kept.replica.scope === scope ? { replica: kept.replica, asOf: kept.asOf, until: kept.until } : null;
  } catch {
    return null;
  }
};

export const writeKept = (storage: Storage, kept: Kept): void => {
  if (!holds(kept.replica.scope, kept.until, kept.asOf)) return;
  try {
    storage.setItem(keyOf(kept.replica.scope), JSON.stringify({ ...kept, fold: FOLD_VERSION }));
  } catch {
    // Full or forbidden: the page works without it.
  }
};

export const tellSignedOut = (storage: Storage, now: number): void => {
  try {
    storage.setItem(SIGNED_OUT, String(now));
  } catch {
    // The other tabs find out from the server.
  }
};

export const forgetKept = (storage: Storage, scope: Scope): void => {
  try {
    storage.removeItem(keyOf(scope));
  } catch {
    // As above.
  }
};
