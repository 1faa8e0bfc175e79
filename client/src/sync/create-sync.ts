import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { Replica } from '@sitrep/shared/protocol/replica.ts';
import type { Delta } from '@sitrep/shared/protocol/wire.ts';
import type { QueryClient } from '@tanstack/react-query';
import { ApiError, isShutOut, type Problem, problemOf, request } from './api.ts';
import { type BoardEntry, boardKey } from './board-entry.ts';
import { type ConnectionFacts, describeConnection, NOT_HEARD, STALE_AFTER_MS } from './connection.ts';
import { createDeltaTrail } from './delta-trail.ts';
import type { Dial } from './dial.ts';
import type { EntryLink } from './entry-link.ts';
import { isRefusal } from './exchange-link.ts';
import { forgetKept, readKept, tellSignedOut, writeKept } from './kept-board.ts';
import { type Line, openLine } from './line.ts';
import type { Poll } from './poll.ts';
import type { ServerClock } from './server-clock.ts';
import type { Sync } from './sync-context.ts';
import type { Away, SyncStore, Visitor } from './sync-store.ts';
import type { Ticker } from './ticker.ts';

export interface SyncDeps {
  readonly queryClient: QueryClient;
  readonly store: SyncStore;
  readonly clock: ServerClock;
  readonly ticker: Ticker;
  readonly dial: Dial;
  readonly poll: Poll;
  readonly random: () => number;
  readonly after: (ms: number, act: () => void) => () => void;
  /** Runs the work once for all requests within a frame. */
  readonly perFrame: (work: () => void) => () => void;
  readonly storage: Storage;
  readonly report: (code: string, detail: string) => void;
  /** Who the server takes this browser for. Throws `ApiError`. */
  readonly whoAmI: () => Promise<Visitor>;
  /** Whether the server has another page than this one to give; null when it did not answer. */
  readonly newerPage: () => Promise<boolean | null>;
  /** This page came from what the browser had put aside, so that the first build it hears of need not be its own. */
  readonly putAside: boolean;
  /** Makes a cookie of what a link brought. Out: null, or why not. */
  readonly exchange: (link: EntryLink) => Promise<Problem | null>;
}
export interface RunningSync extends Sync {
  /** Shows what was kept, asks who this is, and opens the line. In: what the link brought by which the page was opened, or null. */
  start(link: EntryLink | null): Promise<void>;
  /** The network is back, or the page is seen again. */
  wake(): void;
  offline(is: boolean): void;
  /** The browser had stopped this page for a while, and runs it again. */
  thawed(): void;
  /** Another tab of this browser signed out. */
  leftElsewhere(): void;
  /** Writes what is on screen to this browser's storage. */
  keep(): void;
  close(): void;
}

const NOBODY: Visitor = { scope: 'public', name: null, role: null, kind: null, expiresAt: null };
const KEEP_EVERY_MS = 10_000;
// A wall loses its power without a warning: on a quiet board, too, the last state is kept with a recent time.
const KEEP_QUIET_MS = 60_000;
const ASK_AGAIN_MS = 5_000;
// No build is called this, so that whichever is named next counts as another one.
const SOME_OTHER_BUILD = '';
// More than any timer is late by, less than anybody would miss.
const SLEPT_MS = 5_000;
/** How often a named screen asks who it is: that renews its cookie, which would otherwise end under a page left open for months. */
const SCREEN_ASKS_MS = 24 * 3_600_000;
// One heartbeat: by then the server has said how far it is.
const BACK_WITHIN_MS = 6_000;

/** Out: null, or why this browser is still signed in. */
const signOut = async (): Promise<Problem | null> => {
  try {
    const response = await request('/session', { method: 'DELETE' });
    if (response.ok) return null;
    const problem = await problemOf(response);
    return problem.status === 401 && isShutOut(problem) ? null : problem;
  } catch (error) {
    if (error instanceof ApiError) return error.problem;
    throw error;
  }
};

/** Wires the line to the query cache and the store. Nothing outside `sync/` writes either. */
export const createSync = (deps: SyncDeps): RunningSync => {
  const { store, queryClient, clock, ticker } = deps;
  const trail = createDeltaTrail(queryClient);
  let line: Line | null = null;
  let replica: Replica | null = null;
  let shown: Replica | null = null;
  let returned: { away: Omit<Away, 'after' | 'sameLog'>; epoch: string; at: number } | null = null;
  let silent: { before: BoardState; from: number; epoch: string } | null = null;
  let until: number | null = null;
  let keptAt = Number.NEGATIVE_INFINITY;
  let stopWatching: (() => void) | null = null;
  let stopAsking: (() => void) | null = null;
  let stopEntering: (() => void) | null = null;
  let stopClaim: (() => void) | null = null;
  let stopComparing: (() => void) | null = null;
  let drift = clock.drift();
  let build: string | null = null;
  let named: string | null = null;
  let unsupported = 0;
  let dials = 0;
  let newer = false;
  let closed = false;
  /** The scope somebody asked to see; null for all that this browser may. */
  let looked: Scope | null = null;
  let waiting: { pos: number; done: () => void }[] = [];

  const facts = (change: Partial<ConnectionFacts>): void => {
    const before = store.getState().connection;
    const connection = { ...before, ...change, ...(newer ? { outdated: true } : {}) };
    store.setState({ connection });
    if (before.heardAt === null && connection.heardAt !== null) ticker.beat();
    if (change.heardAt !== undefined) {
      cameBack();
      // The shared beat comes once a second; the claim must not outlive its 15 s by what is left of one.
      stopClaim?.();
      stopClaim = deps.after(Math.max(0, (connection.heardAt ?? 0) + STALE_AFTER_MS + 1 - clock.mono()), () => ticker.beat());
    }
  };

  /** Notes the board as it stood when the line fell silent, so that what changed meanwhile can be listed. */
  const watchSilence = (): void => {
    watchSleep();
    const { connection } = store.getState();
    const { kind } = describeConnection(connection, clock.mono());
    if (silent === null && shown !== null && connection.asOf !== null && (kind === 'stale' || kind === 'takeover' || kind === 'offline'))
      silent = { before: shown.state.board, from: connection.asOf, epoch: shown.epoch };
    if (kind === 'live' && clock.mono() - keptAt > KEEP_QUIET_MS) keep();
    stopWatching = deps.after(1000, watchSilence);
  };
  /** A monotonic clock may stand still while the device is suspended; the wall clock does not. A clock set forward looks the same, and costs one new connection. */
  const watchSleep = (): void => {
    const slept = clock.drift() - drift;
    drift = clock.drift();
    if (slept < SLEPT_MS) return;
    clock.slept(slept);
    line?.slept(slept);
    ticker.beat();
  };
  /** The first build is this page's own, unless the page was put aside, or the server may have been replaced before it named one. */
  const heardBuild = async (heard: string): Promise<void> => {
    named = heard;
    if (heard !== build && (build !== null || deps.putAside || dials > 1)) return comparePages();
    stopComparing?.();
    build = heard;
  };
  const comparePages = async (): Promise<void> => {
    stopComparing?.();
    const asked = named;
    const found = await deps.newerPage();
    if (closed || named !== asked) return;
    if (found === null) {
      stopComparing = deps.after(ASK_AGAIN_MS * (0.5 + deps.random()), () => void comparePages());
      return;
    }
    build = asked;
    newer = found;
    if (newer) facts({});
  };
  /** Events that this page does not know come from a newer server, or from one that was taken back to an older build: then there is no page that knows them. */
  const sawUnsupported = (count: number): void => {
    if (count <= unsupported) return;
    unsupported = count;
    if (named === null) build = SOME_OTHER_BUILD;
    else void comparePages();
  };
  const cameBack = (): void => {
    if (silent === null) return;
    const { kind } = describeConnection(store.getState().connection, clock.mono());
    if (kind !== 'live' && kind !== 'polling') return;
    const { epoch, ...before } = silent;
    returned = { away: { ...before, until: clock.now() }, epoch, at: clock.mono() };
    silent = null;
    listMissed();
  };
  /** A first word after a silence may be older than what it brings back, so what comes right behind it counts as missed too. */
  const listMissed = (): void => {
    if (returned === null || replica === null) return;
    if (clock.mono() - returned.at > BACK_WITHIN_MS) returned = null;
    else if (replica.state.board !== returned.away.before)
      store.setState({ away: { ...returned.away, after: replica.state.board, sameLog: replica.epoch === returned.epoch } });
  };

  const show = deps.perFrame(() => {
    if (replica === null || replica === shown) return;
    shown = replica;
    listMissed();
    const { scope, epoch, cursor, state } = replica;
    queryClient.setQueryData<BoardEntry>(boardKey(scope), { epoch, pos: cursor, board: state.board, customers: state.customers, kept: false });
    trail.flush();
    waiting = waiting.filter(({ pos, done }) => {
      if (pos > cursor) return true;
      done();
      return false;
    });
    if (clock.mono() - keptAt > KEEP_EVERY_MS) keep();
  });
  const keep = (): void => {
    const { connection } = store.getState();
    if (replica === null || connection.asOf === null) return;
    keptAt = clock.mono();
    writeKept(deps.storage, { replica, asOf: connection.asOf, until });
  };

  const open = (scope: Scope): void => {
    line?.close();
    replica = null;
    shown = null;
    silent = null;
    returned = null;
    const kept = readKept(deps.storage, scope, clock.now());
    if (kept !== null) {
      replica = kept.replica;
      shown = kept.replica;
      const { epoch, cursor, state } = kept.replica;
      queryClient.setQueryData<BoardEntry>(boardKey(scope), { epoch, pos: cursor, board: state.board, customers: state.customers, kept: true });
    }
    store.setState({
      scope,
      away: null,
      connection: { ...NOT_HEARD, offline: store.getState().connection.offline, startedAt: clock.mono(), asOf: kept?.asOf ?? null },
    });
    line = openLine(scope, kept?.replica ?? null, {
      ...deps,
      dial(hello, events) {
        dials += 1;
        return deps.dial(hello, events);
      },
      onFacts: facts,
      onCurrent() {
        queryClient.setQueryData<BoardEntry>(boardKey(scope), (entry) => (entry?.kept === true ? { ...entry, kept: false } : entry));
      },
      onReplica(next: Replica, delta: Delta | null) {
        replica = next;
        sawUnsupported(next.state.board.unsupported);
        if (delta === null) trail.reset();
        else trail.add(delta);
        show();
      },
      onBuild: (heard) => void heardBuild(heard),
      onUnreadable: () => void comparePages(),
      onExpelled() {
        // Whoever is nobody already has nothing left to lose but the line.
        if (scope === 'public' && (store.getState().visitor?.kind ?? null) === null) return;
        forgetSession();
        queryClient.removeQueries({ queryKey: boardKey('internal') });
        store.setState({ visitor: NOBODY });
        open('public');
      },
    });
  };

  /** From here on nothing internal is kept either. */
  const forgetSession = (): void => {
    until = null;
    forgetKept(deps.storage, 'internal');
  };
  const turnPublic = (): void => {
    stopEntering?.();
    queryClient.clear();
    store.setState({ visitor: NOBODY });
    open('public');
  };

  /** Null when the server could not say: a server that is down has not signed anybody out. */
  const whoAmI = async (): Promise<Visitor | null> => {
    try {
      return await deps.whoAmI();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return isShutOut(error.problem) ? NOBODY : null;
    }
  };
  const askAgain = (ms: number, last: Scope): void => {
    stopAsking?.();
    stopAsking = deps.after(ms * (0.5 + deps.random()), () => void settle(last));
  };
  /** Takes this browser for whom the server does; while that is not known, for whom it was last taken, and asks again. */
  const settle = async (last: Scope): Promise<void> => {
    const visitor = await whoAmI();
    if (closed) return;
    if (visitor !== null) {
      store.setState({ visitor });
      until = visitor.expiresAt;
      if (visitor.scope === 'public') {
        forgetKept(deps.storage, 'internal');
        queryClient.removeQueries({ queryKey: boardKey('internal') });
      }
      if (visitor.kind === 'kiosk') askAgain(SCREEN_ASKS_MS, visitor.scope);
    } else askAgain(ASK_AGAIN_MS, last);
    const may = visitor?.scope ?? last;
    const scope = looked === 'public' ? looked : may;
    if (line === null || store.getState().scope !== scope) open(scope);
  };
  const enter = async (code: string): Promise<string | null> => {
    const problem = await deps.exchange({ kind: 'owner', code });
    if (problem !== null) return problem.detail;
    looked = null;
    await settle('internal');
    return null;
  };
  /**
   * A wall often starts before its network does, and its link is nowhere but here: it is held until the server has said yes or no.
   * Until then nobody asks who this is, since that answer would be about somebody without a cookie.
   */
  const enterAsScreen = async (link: EntryLink, last: Scope): Promise<void> => {
    let given = false;
    stopEntering = () => {
      given = true;
    };
    const problem = await deps.exchange(link);
    if (closed || given) return;
    if (problem !== null && !isRefusal(problem)) {
      if (line === null) open(last);
      stopEntering = deps.after((problem.retryAfterMs ?? 0) + ASK_AGAIN_MS * (0.5 + deps.random()), () => void enterAsScreen(link, last));
      return;
    }
    if (problem !== null) store.setState({ linkFailed: `The link of this screen did not work. ${problem.detail}` });
    // A line that is open was opened by whoever this browser was before.
    line?.close();
    line = null;
    await settle(problem === null ? 'internal' : last);
  };

  return {
    store,
    clock,
    ticker,
    trail,
    enter,
    async start(link) {
      const internal = readKept(deps.storage, 'internal', clock.now());
      until = internal?.until ?? null;
      const last: Scope = internal === null ? 'public' : 'internal';
      const kept = internal ?? readKept(deps.storage, 'public', clock.now());
      if (kept !== null) {
        const { epoch, cursor, state } = kept.replica;
        queryClient.setQueryData<BoardEntry>(boardKey(last), { epoch, pos: cursor, board: state.board, customers: state.customers, kept: true });
      }
      store.setState({ scope: last, connection: { ...store.getState().connection, startedAt: clock.mono(), asOf: kept?.asOf ?? null } });
      watchSilence();
      if (link?.kind === 'kiosk') return enterAsScreen(link, last);
      const failed = link === null ? null : await enter(link.code);
      if (link !== null && failed === null) return;
      if (failed !== null) store.setState({ linkFailed: `The owner link did not work. ${failed}` });
      await settle(last);
    },
    async leave() {
      const problem = await signOut();
      if (problem !== null) return problem.detail;
      forgetSession();
      tellSignedOut(deps.storage, clock.now());
      turnPublic();
      return null;
    },
    seen: () => store.setState({ away: null }),
    leftElsewhere() {
      forgetSession();
      turnPublic();
    },
    look(scope) {
      looked = scope;
      open(scope);
    },
    tryNow: () => line?.nudge(),
    wake: () => line?.nudge(),
    thawed() {
      // What lies in the buffer of the old connection would count as heard now, however old it is.
      line?.slept(0);
      ticker.beat();
    },
    offline(is) {
      facts({ offline: is });
      if (!is) line?.nudge();
    },
    keep,
    reached(pos, patienceMs) {
      if (shown !== null && shown.cursor >= pos) return Promise.resolve(true);
      return new Promise((resolve) => {
        const cancel = deps.after(patienceMs, () => {
          waiting = waiting.filter((one) => one !== entry);
          resolve(false);
        });
        const entry = {
          pos,
          done: () => {
            cancel();
            resolve(true);
          },
        };
        waiting.push(entry);
      });
    },
    close() {
      closed = true;
      line?.close();
      stopWatching?.();
      stopAsking?.();
      stopEntering?.();
      stopClaim?.();
      stopComparing?.();
    },
  };
};
