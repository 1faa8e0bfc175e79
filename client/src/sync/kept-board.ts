import { FOLD_VERSION } from '@sitrep/shared/domain/evolve.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { Replica } from '@sitrep/shared/protocol/replica.ts';

/** The last board this browser held, for a first paint marked "as of" and a quick resume. Losing it does no harm. */
export interface Kept {
  readonly replica: Replica;
  /** Server time at which it was current, UTC ms. */
  readonly asOf: number;
  /** End of the session that showed it, server time, UTC ms. Without one no internal board is stored. */
  readonly until: number | null;
}

/** The message to the other tabs of this browser when one signs out. */
export const SIGNED_OUT = 'sitrep.signed-out';

const keyOf = (scope: Scope): string => `sitrep.board.${scope}`;

const mayBeKept = (scope: Scope, until: unknown, now: number): boolean => scope === 'public' || (typeof until === 'number' && now < until);

/** Out: the stored board of this scope, or null when there is none that this build can read. A board that outlived its session is deleted. `now`: UTC ms. */
export const readKept = (storage: Storage, scope: Scope, now: number): Kept | null => {
  try {
    const text = storage.getItem(keyOf(scope));
    if (text === null) return null;
    const kept = JSON.parse(text) as Kept & { fold: number };
    if (!mayBeKept(scope, kept.until, now)) {
      storage.removeItem(keyOf(scope));
      return null;
    }
    return kept.fold === FOLD_VERSION && kept.replica.scope === scope ? { replica: kept.replica, asOf: kept.asOf, until: kept.until } : null;
  } catch {
    return null;
  }
};

export const writeKept = (storage: Storage, kept: Kept): void => {
  if (!mayBeKept(kept.replica.scope, kept.until, kept.asOf)) return;
  try {
    storage.setItem(keyOf(kept.replica.scope), JSON.stringify({ ...kept, fold: FOLD_VERSION }));
  } catch {
    // Storage is full or forbidden: the page works without it.
  }
};

export const tellSignedOut = (storage: Storage, now: number): void => {
  try {
    storage.setItem(SIGNED_OUT, String(now));
  } catch {
    // The other tabs will learn it from the server.
  }
};

export const forgetKept = (storage: Storage, scope: Scope): void => {
  try {
    storage.removeItem(keyOf(scope));
  } catch {
    // Storage is full or forbidden: the page works without it.
  }
};
