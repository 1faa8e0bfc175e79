import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { Replica } from '@sitrep/shared/protocol/replica.ts';
import type { Delta } from '@sitrep/shared/protocol/wire.ts';
import { createDeltaTrail, type DeltaTrail } from './delta-trail.ts';
import { forgetKept, type Kept, readKept, writeKept } from './kept-board.ts';
import type { ServerClock } from './server-clock.ts';
import { type BoardEntry, NO_BOARDS, type SyncStore } from './sync-store.ts';

/** The two copies of the board in this browser: in the store, from which it is drawn, and in storage, for the next visit. */
export interface WrittenBoard {
  /** The newest replica, and the one on screen, which follows within a frame. */
  readonly held: Replica | null;
  readonly shown: Replica | null;
  readonly trail: DeltaTrail;
  /** Shows the stored board before the identity is known. Out: the stored board, or null. */
  preview(): Kept | null;
  /** Starts over with the stored board of this scope. Out: that board, or null. */
  open(scope: Scope): Kept | null;
  /** In: the replica the line holds now; `delta`: the one delta that was applied, or null when the whole replica is new. */
  take(replica: Replica, delta: Delta | null): void;
  /** Call it when the server confirmed the board of this scope. */
  confirmed(scope: Scope): void;
  /** Writes the board to storage. */
  keep(): void;
  /** The same, if the last time was more than a minute ago. */
  keepAgain(): void;
  /** Deletes everything internal from this browser's storage. */
  forgetInternal(): void;
  /** Deletes every board from this browser's storage and the screen. */
  forgetAll(): void;
  /** Removes everything internal from the screen as well. */
  dropInternal(): void;
  /** Drops every board, and every answer that was read beside them. */
  dropAll(): void;
  /** Resolves once the replica on screen holds position `pos`, or with false after `patienceMs`. */
  reached(pos: number, patienceMs: number): Promise<boolean>;
}
export interface WrittenBoardPorts {
  readonly store: Pick<SyncStore, 'getState' | 'setState'>;
  readonly storage: Storage;
  readonly clock: ServerClock;
  readonly after: (ms: number, act: () => void) => () => void;
  /** Runs the work once for all requests within a frame. */
  readonly perFrame: (work: () => void) => () => void;
  /** Server time of the board, UTC ms; null when there is none. */
  readonly asOf: () => number | null;
  /** End of the sign-in, server time, UTC ms; without one nothing internal is stored. */
  readonly until: () => number | null;
  /** Called when the replica was drawn. */
  readonly onShown: () => void;
}

const KEEP_EVERY_MS = 10_000;
// A wall may lose power without warning, so the board is stored with a recent time on a quiet day too.
const KEEP_QUIET_MS = 60_000;

/** The only writer of boards in the store, and of boards in storage. */
export const createWrittenBoard = (ports: WrittenBoardPorts): WrittenBoard => {
  const { store, storage, clock } = ports;
  const trail = createDeltaTrail();
  let held: Replica | null = null;
  let shown: Replica | null = null;
  let keptAt = Number.NEGATIVE_INFINITY;
  let waiting: { pos: number; done: () => void }[] = [];

  const put = (scope: Scope, entry: BoardEntry | null): void => store.setState({ boards: { ...store.getState().boards, [scope]: entry } });
  const write = ({ scope, epoch, cursor, state }: Replica, kept: boolean): void => {
    put(scope, { epoch, pos: cursor, board: state.board, customers: state.customers, kept });
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
      const entry = store.getState().boards[scope];
      if (entry?.kept === true) put(scope, { ...entry, kept: false });
    },
    keep,
    keepAgain() {
      if (clock.mono() - keptAt > KEEP_QUIET_MS) keep();
    },
    forgetInternal: () => forgetKept(storage, 'internal'),
    forgetAll() {
      held = null;
      shown = null;
      for (const scope of ['internal', 'public'] as const) {
        forgetKept(storage, scope);
        put(scope, null);
      }
    },
    dropInternal: () => put('internal', null),
    dropAll() {
      store.setState({ boards: NO_BOARDS, reports: null });
      trail.end();
    },
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
