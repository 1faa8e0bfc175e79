import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { Replica } from '@sitrep/shared/protocol/replica.ts';
import { describeConnection } from './connection.ts';
import type { ServerClock } from './server-clock.ts';
import type { Away, SyncStore } from './sync-store.ts';

/** What was missed while the line was silent: the board before, and the board once the line is back. */
export interface Missed {
  /** Call it every second: records the board when the line has fallen silent. */
  watch(): void;
  /** Call it when the server was heard. */
  heard(): void;
  /** Call it when the replica was drawn. */
  shown(): void;
  /** Call it when another scope is opened: what was missed in this one is dropped. */
  reset(): void;
}
export interface MissedPorts {
  readonly store: SyncStore;
  readonly clock: ServerClock;
  /** The newest replica, and the one on screen. */
  readonly board: { readonly held: Replica | null; readonly shown: Replica | null };
}

// One heartbeat: by then the server has said its position.
const BACK_WITHIN_MS = 6_000;

export const createMissed = ({ store, clock, board }: MissedPorts): Missed => {
  let silent: { before: BoardState; from: number; epoch: string } | null = null;
  let returned: { away: Omit<Away, 'after' | 'sameLog'>; epoch: string; at: number } | null = null;

  const kind = () => describeConnection(store.getState().connection, clock.mono()).kind;
  /** The first message after a silence may be older than the data that follows, so data arriving right after it counts as missed too. */
  const list = (): void => {
    if (returned === null || board.held === null) return;
    const after = board.held.state.board;
    if (clock.mono() - returned.at > BACK_WITHIN_MS) returned = null;
    else if (after !== returned.away.before) store.setState({ away: { ...returned.away, after, sameLog: board.held.epoch === returned.epoch } });
  };

  return {
    watch() {
      const { asOf } = store.getState().connection;
      const quiet = kind();
      if (silent === null && board.shown !== null && asOf !== null && (quiet === 'stale' || quiet === 'takeover' || quiet === 'offline'))
        silent = { before: board.shown.state.board, from: asOf, epoch: board.shown.epoch };
    },
    heard() {
      if (silent === null) return;
      const now = kind();
      if (now !== 'live' && now !== 'polling') return;
      const { epoch, ...before } = silent;
      returned = { away: { ...before, until: clock.now() }, epoch, at: clock.mono() };
      silent = null;
      list();
    },
    shown: list,
    reset() {
      silent = null;
      returned = null;
    },
  };
};
