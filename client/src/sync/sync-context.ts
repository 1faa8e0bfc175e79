import type { Scope } from '@sitrep/shared/domain/words.ts';
import { createContext, useContext } from 'react';
import type { DeltaTrail } from './delta-trail.ts';
import type { ServerClock } from './server-clock.ts';
import type { SyncStore } from './sync-store.ts';
import type { Ticker } from './ticker.ts';
import type { Topics } from './topics.ts';

/** What the rooms may read of the connection, and the few actions they may request. */
export interface Sync {
  readonly store: SyncStore;
  readonly clock: ServerClock;
  readonly ticker: Ticker;
  readonly trail: DeltaTrail;
  /** Values that are not in the log, such as how many watch. */
  readonly topics: Topics;
  /** Dials at once instead of at the next attempt. */
  tryNow(): void;
  /** Exchanges a one-time code for a session. Out: null, or one sentence why not. */
  enter(code: string): Promise<string | null>;
  /** Call it when the server has given this browser another sign-in: asks who it is, and opens the line anew. */
  signedIn(): Promise<void>;
  /** Ends the session and deletes the internal board stored in this browser. Out: null, or one sentence why neither was done. */
  leave(): Promise<string | null>;
  /** Call it when the changes missed in a silence were read: they are no longer listed. */
  seen(): void;
  /** Shows another scope that this session may see. */
  look(scope: Scope): void;
  /** Resolves once the replica on screen holds position `pos`, or after `patienceMs`. */
  reached(pos: number, patienceMs: number): Promise<boolean>;
}

export const SyncContext = createContext<Sync | null>(null);

export const useSync = (): Sync => {
  const sync = useContext(SyncContext);
  if (sync === null) throw new Error('a room was drawn outside SyncContext');
  return sync;
};
