import type { Right } from '@sitrep/shared/domain/rights.ts';
import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { TakeRule } from '@sitrep/shared/domain/take-rule.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { Suspect } from '@sitrep/shared/domain/world.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ConnectionFacts, NOT_HEARD } from './connection.ts';

/** Who this browser is to the server. `internal` sees everything, `public` what customers see. */
export interface Visitor {
  readonly scope: Scope;
  readonly name: string | null;
  /** The id by which events name them; null for others, and for an owner without an account; absent from a server of an earlier version. */
  readonly person?: string | null;
  /** Its role; null when anonymous, and for a token that has its rights alone. */
  readonly role: string | null;
  /** All of its rights; absent from a server of an earlier version. */
  readonly rights?: readonly Right[];
  /** `kiosk`: a named wall screen, identified by its link. Null when anonymous. */
  readonly kind: 'person' | 'kiosk' | 'token' | null;
  /** When the sign-in ends if it is not used again, UTC ms; null when it does not end by itself. */
  readonly expiresAt: number | null;
  /** False where the board is internal, and shows nothing without a sign-in; absent elsewhere. */
  readonly anyoneReads?: false;
  /** Within how long an incident is to be acknowledged, and who is asked next; absent for customers. */
  readonly acknowledge?: TakeRule;
  /** How many reports of customers, within how long, are a suspicion; absent for customers, and from a server of an earlier version. */
  readonly suspect?: Suspect;
}

/** Whether the board shows nothing to this visitor. */
export const isShut = (visitor: Visitor | null): boolean => visitor !== null && visitor.scope === 'public' && visitor.anyoneReads === false;

/** The board when the line fell silent, and the board once the line was back; later changes were not missed. */
export interface Away {
  readonly before: BoardState;
  readonly after: BoardState;
  /** False when the later board has another epoch: an incident absent there was not necessarily resolved. */
  readonly sameLog: boolean;
  /** Server times, UTC ms. */
  readonly from: number;
  readonly until: number;
}

/** The board of one scope. Only `sync/` writes it. */
export interface BoardEntry {
  readonly epoch: string;
  readonly pos: number;
  readonly board: BoardState;
  /** In the internal scope, what customers see; null in the public scope, where `board` is that already. */
  readonly customers: BoardState | null;
  /** True while it comes from this browser's storage of an earlier visit. */
  readonly kept: boolean;
}

/** What is known of the connection, and the boards that came over it. */
export interface SyncFacts {
  /** Null before anything is known. */
  readonly boards: Readonly<Record<Scope, BoardEntry | null>>;
  /** What was last read of the components beside the board. */
  readonly reports: { readonly scope: Scope; readonly answer: unknown } | null;
  readonly connection: ConnectionFacts;
  /** Null until the server has said who this browser is. */
  readonly visitor: Visitor | null;
  /** The scope on screen: the visitor's, unless the person asked to see the public one. */
  readonly scope: Scope;
  readonly away: Away | null;
  /** Why the link this page was opened by did not work, in whole sentences; null when it did. */
  readonly linkFailed: string | null;
}
export type SyncStore = StoreApi<SyncFacts>;

export const NO_BOARDS: SyncFacts['boards'] = { public: null, internal: null };

export const createSyncStore = (initial: Partial<SyncFacts> = {}): SyncStore =>
  createStore<SyncFacts>(() => ({
    connection: NOT_HEARD,
    visitor: null,
    scope: 'public',
    away: null,
    linkFailed: null,
    boards: NO_BOARDS,
    reports: null,
    ...initial,
  }));
