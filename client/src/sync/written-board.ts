import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { Replica } from '@sitrep/shared/protocol/replica.ts';
import type { Delta } from '@sitrep/shared/protocol/wire.ts';
import type { QueryClient } from '@tanstack/react-query';
import { type BoardEntry, boardKey } from './board-entry.ts';
import { createDeltaTrail, type DeltaTrail } from './delta-trail.ts';
import { forgetKept, type Kept, readKept, writeKept } from './kept-board.ts';
import type { ServerClock } from './server-clock.ts';

/** The board as this browser has it written: in the query cache, from which it is drawn, and in its storage, for the next visit. */
export interface WrittenBoard {
  /** The newest replica, and the one on screen, which follows within a frame. */
  readonly held: Replica | null;
  readonly shown: Replica | null;
  readonly trail: DeltaTrail;
  /** Shows whatever was kept, before anybody has said who this is. Out: what it was, or null. */
  preview(): Kept | null;
  /** Begins anew with what was kept of this scope. Out: what it was, or null. */
  open(scope: Scope): Kept | null;
  /** In: what the line holds now; `delta` when it was one delta on top of what was held, null when all of it is new. */
  take(replica: Replica, delta: Delta | null): void;
  /** The server confirmed what is held of this scope. */
  confirmed(scope: Scope): void;
  /** Writes what is held to storage. */
  keep(): void;
  /** The same, when that was not done for a minute. */
  keepAgain(): void;
  /** From here on nothing internal is left in this browser's storage. */
  forgetInternal(): void;
  /** Nor on screen. */
  dropInternal(): void;
  /** Nothing that was ever asked is left. */
  dropAll(): void;
  /** Resolves once the replica on screen holds position `pos`, or with false after `patienceMs`. */
  reached(pos: number, patienceMs: number): Promise<boolean>;
}
export interface WrittenBoardPorts {
  readonly queryClient: QueryClient;
  readonly storage: Storage;
  readonly clock: ServerClock;
  readonly after: (ms: number, act: () => void) => () => void;
  /** Runs the work once for all requests within a frame. */
  readonly perFrame: (work: () => void) => () => void;
  /** Server time of what is held, UTC ms; null when nothing is. */
  readonly asOf: () => number | null;
  /** End of the sign-in, server time, UTC ms: without one nothing internal is kept. */
  readonly until: () => number | null;
  /** What is held came to the screen. */
  readonly onShown: () => void;
}

const KEEP_EVERY_MS = 10_000;
// A wall loses its power without a warning: on a quiet board, too, the last state is kept with a recent time.
const KEEP_QUIET_MS = 60_000;

/** The only writer of board entries in the cache, and of boards in storage. */
export const createWrittenBoard = (ports: WrittenBoardPorts): WrittenBoard => {
  const { queryClient, storage, clock } = ports;
  const trail = createDeltaTrail(queryClient);
  let held: Replica | null = null;
  let shown: Replica | null = null;
  let keptAt = Number.NEGATIVE_INFINITY;
  let waiting: { pos: number; done: () => void }[] = [];

  const write = ({ scope, epoch, cursor, state }: Replica, kept: boolean): void => {
    queryClient.setQueryData<BoardEntry>(boardKey(scope), { epoch, pos: cursor, board: state.board, customers: state.customers, kept });
  };
  const keep = (): void => {
    const asOf = ports.asOf();
    if (held === null || asOf === null) return;
    keptAt = clock.mono();
    writeKept(storage, { replica: held, asOf, until: ports.until() });
  };
  const show = ports.perFrame(() => {
    if (held === null || held === shown) return;
    shown = held;
    ports.onShown();
    write(shown, false);
    trail.flush();
    const { cursor } = shown;
    for (const { done } of waiting.filter(({ pos }) => pos <= cursor)) done();
    if (clock.mono() - keptAt > KEEP_EVERY_MS) keep();
  });

  return {
    get held() {
      return held;
    },
    get shown() {
      return shown;
    },
    trail,
    preview() {
      const kept = readKept(storage, 'internal', clock.now()) ?? readKept(storage, 'public', clock.now());
      if (kept !== null) write(kept.replica, true);
      return kept;
    },
    open(scope) {
      const kept = readKept(storage, scope, clock.now());
      held = kept?.replica ?? null;
      shown = held;
      if (held !== null) write(held, true);
      return kept;
    },
    take(replica, delta) {
      held = replica;
      if (delta === null) trail.reset();
      else trail.add(delta);
      show();
    },
    confirmed(scope) {
      queryClient.setQueryData<BoardEntry>(boardKey(scope), (entry) => (entry?.kept === true ? { ...entry, kept: false } : entry));
    },
    keep,
    keepAgain() {
      if (clock.mono() - keptAt > KEEP_QUIET_MS) keep();
    },
    forgetInternal: () => forgetKept(storage, 'internal'),
    dropInternal: () => queryClient.removeQueries({ queryKey: boardKey('internal') }),
    dropAll: () => queryClient.clear(),
    reached(pos, patienceMs) {
      if (shown !== null && shown.cursor >= pos) return Promise.resolve(true);
      return new Promise((resolve) => {
        const settle = (did: boolean): void => {
          cancel();
          waiting = waiting.filter((one) => one !== entry);
          resolve(did);
        };
        const cancel = ports.after(patienceMs, () => settle(false));
        const entry = { pos, done: () => settle(true) };
        waiting.push(entry);
      });
    },
  };
};
