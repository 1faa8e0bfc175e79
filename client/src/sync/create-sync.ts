import type { Scope } from '@sitrep/shared/domain/words.ts';
import { NOT_HEARD } from './connection.ts';
import { createConnectionClaim } from './connection-claim.ts';
import type { Dial } from './dial.ts';
import type { EntryLink } from './entry-link.ts';
import { createIdentity, type IdentityPorts } from './identity.ts';
import { tellSignedOut } from './kept-board.ts';
import { type Line, openLine } from './line.ts';
import { createMissed } from './missed.ts';
import { createPageBuild, type PageBuildPorts } from './page-build.ts';
import type { Poll } from './poll.ts';
import type { ServerClock } from './server-clock.ts';
import { createSleepGauge } from './sleep-gauge.ts';
import type { Sync } from './sync-context.ts';
import type { SyncStore } from './sync-store.ts';
import type { Ticker } from './ticker.ts';
import { createTopics } from './topics.ts';
import { createWrittenBoard, type WrittenBoardPorts } from './written-board.ts';

export interface SyncDeps
  extends Pick<IdentityPorts, 'whoAmI' | 'exchange'>,
    Pick<PageBuildPorts, 'newerPage' | 'putAside'>,
    Pick<WrittenBoardPorts, 'perFrame' | 'storage'> {
  readonly store: SyncStore;
  readonly clock: ServerClock;
  readonly ticker: Ticker;
  readonly dial: Dial;
  readonly poll: Poll;
  /** 0 <= r < 1. */
  readonly random: () => number;
  /** Runs `act` after `ms`. Out: a function that cancels. */
  readonly after: (ms: number, act: () => void) => () => void;
  readonly report: (code: string, detail: string) => void;
}
export interface RunningSync extends Sync {
  /** Shows the stored board, asks the server who this browser is, and opens the connection. In: the secret from the page's link, or null. */
  start(link: EntryLink | null): Promise<void>;
  /** Call it when the network is back, or the page is visible again. */
  wake(): void;
  offline(is: boolean): void;
  /** Call it when the browser resumes this page after suspending it. */
  resumedFromSuspend(): void;
  /** Call it when another tab of this browser has signed out. */
  leftElsewhere(): void;
  /** Writes the board to this browser's storage. */
  keep(): void;
  close(): void;
}

/**
 * Connects the line with everything that depends on it. Nothing outside `sync/` writes the store.
 *
 *     identity ──scope──▶ line ──replica──▶ written board ──▶ store, storage
 *                          │ facts ──▶ claim ──▶ store           │
 *                          └ build ──▶ page build                └─▶ missed
 */
export const createSync = (deps: SyncDeps): RunningSync => {
  const { store, clock, ticker } = deps;
  let line: Line | null = null;
  let stopSeconds: (() => void) | null = null;
  const sleptSince = createSleepGauge(clock);

  const build = createPageBuild({ ...deps, onOutdated: () => claim.note({}) });
  const board = createWrittenBoard({
    ...deps,
    asOf: () => store.getState().connection.asOf,
    until: () => identity.until,
    onShown: () => missed.shown(),
  });
  const topics = createTopics(deps);
  const missed = createMissed({ store, clock, board });
  const claim = createConnectionClaim({ ...deps, outdated: () => build.outdated, onHeard: () => missed.heard() });

  const openScope = (scope: Scope): void => {
    line?.close();
    missed.reset();
    topics.forget();
    const kept = board.open(scope);
    const { offline } = store.getState().connection;
    store.setState({ scope, away: null, connection: { ...NOT_HEARD, offline, shut: false, startedAt: clock.mono(), asOf: kept?.asOf ?? null } });
    line = openLine(scope, kept?.replica ?? null, {
      ...deps,
      dial(hello, events) {
        build.dialled();
        return deps.dial(hello, events);
      },
      onFacts: claim.note,
      onCurrent: () => board.confirmed(scope),
      onReplica(replica, delta) {
        board.take(replica, delta);
        build.sawUnsupported(replica.state.board.unsupported);
      },
      // The public scope has no topics to watch.
      onSay: (say) => topics.speaks(scope === 'internal' ? say : null),
      onEphemeral: topics.heard,
      onBuild: build.named,
      onUnreadable: build.sawUnreadable,
      onExpelled: () => identity.expelled(scope),
    });
  };
  const identity = createIdentity({
    ...deps,
    board,
    line: {
      get isOpen() {
        return line !== null;
      },
      open: openScope,
      close() {
        line?.close();
        line = null;
      },
    },
    tellSignedOut: () => tellSignedOut(deps.storage, clock.now()),
  });

  const eachSecond = (): void => {
    const slept = sleptSince();
    if (slept > 0) {
      clock.slept(slept);
      line?.slept(slept);
      topics.forget();
      ticker.beat();
    }
    missed.watch();
    if (claim.kind() === 'live') board.keepAgain();
    stopSeconds = deps.after(1000, eachSecond);
  };

  return {
    store,
    clock,
    ticker,
    trail: board.trail,
    topics,
    enter: identity.enter,
    async start(link) {
      const kept = board.preview();
      const scope = kept?.replica.scope ?? 'public';
      store.setState({ scope, connection: { ...store.getState().connection, startedAt: clock.mono(), asOf: kept?.asOf ?? null } });
      eachSecond();
      await identity.start(link, { scope, until: scope === 'internal' ? (kept?.until ?? null) : null });
    },
    signedIn: identity.signedIn,
    leave: identity.leave,
    leftElsewhere: identity.leftElsewhere,
    look: identity.look,
    seen: () => store.setState({ away: null }),
    tryNow: () => line?.nudge(),
    wake: () => line?.nudge(),
    resumedFromSuspend() {
      // Messages buffered in the old connection would count as heard now, although they are old.
      line?.slept(0);
      topics.forget();
      ticker.beat();
    },
    offline(is) {
      claim.note({ offline: is });
      if (!is) line?.nudge();
    },
    keep: board.keep,
    reached: board.reached,
    close() {
      line?.close();
      stopSeconds?.();
      identity.close();
      build.close();
      claim.close();
    },
  };
};
