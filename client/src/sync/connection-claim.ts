import { type ConnectionFacts, type ConnectionView, describeConnection, STALE_AFTER_MS } from './connection.ts';
import type { ServerClock } from './server-clock.ts';
import type { SyncStore } from './sync-store.ts';
import type { Ticker } from './ticker.ts';

/** Keeps the facts of the connection in the store, and makes sure that nothing drawn from them claims "live" for too long. */
export interface ConnectionClaim {
  note(change: Partial<ConnectionFacts>): void;
  /** What the screen may claim now. */
  kind(): ConnectionView['kind'];
  close(): void;
}
export interface ConnectionClaimPorts {
  readonly store: SyncStore;
  readonly clock: ServerClock;
  readonly ticker: Ticker;
  readonly after: (ms: number, act: () => void) => () => void;
  /** Whether the server has a newer page, regardless of the other facts. */
  readonly outdated: () => boolean;
  /** Called when the server was heard, after the store was updated. */
  readonly onHeard: () => void;
}

export const createConnectionClaim = ({ store, clock, ticker, after, outdated, onHeard }: ConnectionClaimPorts): ConnectionClaim => {
  let stopClaim: (() => void) | null = null;
  return {
    note(change) {
      const before = store.getState().connection;
      const connection = { ...before, ...change, ...(outdated() ? { outdated: true } : {}) };
      store.setState({ connection });
      if (before.heardAt === null && connection.heardAt !== null) ticker.beat();
      if (change.heardAt === undefined) return;
      onHeard();
      // The shared beat comes once a second; the claim must not outlive its 15 s by what is left of one.
      stopClaim?.();
      stopClaim = after(Math.max(0, (connection.heardAt ?? 0) + STALE_AFTER_MS + 1 - clock.mono()), () => ticker.beat());
    },
    kind: () => describeConnection(store.getState().connection, clock.mono()).kind,
    close: () => stopClaim?.(),
  };
};
