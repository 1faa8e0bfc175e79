import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ConnectionFacts, NOT_HEARD } from './connection.ts';

/** Who this browser is to the server. `internal` sees everything, `public` what customers see. */
export interface Visitor {
  readonly scope: Scope;
  readonly name: string | null;
  /** What it may do; null for nobody in particular. */
  readonly role: string | null;
  /** `kiosk`: a named wall screen, known by its link. null for nobody in particular. */
  readonly kind: 'person' | 'kiosk' | 'token' | null;
  /** When the sign-in ends if it is not used again, UTC ms; null when it does not end by itself. */
  readonly expiresAt: number | null;
}

/** The board as it stood when the line fell silent, and as it was once the line was back: what happens later is no news of the silence. */
export interface Away {
  readonly before: BoardState;
  readonly after: BoardState;
  /** False when the later board is of another epoch: what is missing there was not resolved for that. */
  readonly sameLog: boolean;
  /** Server times, UTC ms. */
  readonly from: number;
  readonly until: number;
}

/** What is known of the line itself. The board is not here: it lives in the query cache. */
export interface SyncFacts {
  readonly connection: ConnectionFacts;
  /** null until the server said who this is. */
  readonly visitor: Visitor | null;
  /** The scope on screen: the visitor's, unless the person asked to see the public one. */
  readonly scope: Scope;
  readonly away: Away | null;
  /** That the link this page was opened by did not work, and why, in whole sentences. */
  readonly linkFailed: string | null;
}
export type SyncStore = StoreApi<SyncFacts>;

export const createSyncStore = (initial: Partial<SyncFacts> = {}): SyncStore =>
  createStore<SyncFacts>(() => ({ connection: NOT_HEARD, visitor: null, scope: 'public', away: null, linkFailed: null, ...initial }));
