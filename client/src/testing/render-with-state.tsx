import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Event, UnknownEvent } from '@sitrep/shared/domain/event.ts';
import { type Right, type Role, rightsOf } from '@sitrep/shared/domain/rights.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { SUSPECT } from '@sitrep/shared/domain/world.ts';
import { NOW } from '@sitrep/shared/testing/given.ts';
import type { QueryClient } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { act, render } from '@testing-library/react';
import { createAppRouter } from '../router.tsx';
import { answersOf } from '../sync/answers.ts';
import type { Problem } from '../sync/api.ts';
import { createSync, type RunningSync } from '../sync/create-sync.ts';
import type { EntryLink } from '../sync/entry-link.ts';
import { createServerClock } from '../sync/server-clock.ts';
import { SyncContext } from '../sync/sync-context.ts';
import { createSyncStore, type Visitor } from '../sync/sync-store.ts';
import { createTicker } from '../sync/ticker.ts';
import { NowContext } from '../ui/now-context.ts';
import { FOR_RESPONDERS } from '../views/board/for-responders.ts';
import { ChainPeer } from './chain-peer.ts';
import { memoryStorage } from './memory-storage.ts';
import { noteRoomError } from './room-errors.ts';
import { VirtualTime } from './virtual-time.ts';

export interface Stage {
  readonly time: VirtualTime;
  readonly peer: ChainPeer;
  readonly sync: RunningSync;
  readonly answers: QueryClient;
  readonly storage: Storage;
  /** Advances time and lets the page react. */
  pass(ms: number): Promise<void>;
  /** Appends events on the server. */
  happen(...more: readonly (Command | UnknownEvent)[]): Promise<void>;
}
const NOBODY: Visitor = { scope: 'public', name: null, role: null, kind: null, expiresAt: null };
/** Lifetime of the session, ms. */
export const SESSION_MS = 12 * 3_600_000;
/** Within how long an incident is to be acknowledged, and who is asked next. */
export const TAKE_RULE = { withinMs: 300_000, next: ['Bo', 'Cy'] };
interface Given {
  scope?: Scope;
  role?: string;
  /** Beside those of the role. */
  rights?: readonly Right[];
  kind?: Visitor['kind'];
  storage?: Storage;
  /** Error of this device's wall clock, ms. */
  wallError?: number;
  before?: (peer: ChainPeer, time: VirtualTime) => void;
  whoAmI?: () => Promise<Visitor>;
  /** Whether the server has another page; null when it does not answer. */
  newerPage?: boolean | (() => boolean | null);
  /** The link that opened the page, and the server's answer to it. */
  link?: EntryLink;
  exchange?: (link: EntryLink) => Promise<Problem | null>;
}

/** The real line, session, replica and cache on a real log, over an in-memory socket pair and a controlled clock. */
export const startStage = async (history: readonly (Command | Event | UnknownEvent)[], given: Given = {}): Promise<Stage> => {
  const beside = given.rights === undefined ? {} : { rights: [...rightsOf({ role: (given.role ?? 'owner') as Role, rights: given.rights })] };
  const { scope = 'internal', role = 'owner', kind = 'person', storage = memoryStorage(), wallError = 0 } = given;
  const time = new VirtualTime(NOW, wallError);
  const peer = new ChainPeer(history, time);
  given.before?.(peer, time);
  const clock = createServerClock(time);
  const ticker = createTicker(clock, document);
  const sync = createSync({
    store: createSyncStore(),
    clock,
    ticker,
    dial: peer.dial,
    poll: peer.poll,
    random: () => 0.5,
    after: time.after,
    perFrame: (work) => work,
    storage,
    report: () => undefined,
    newerPage: async () => (typeof given.newerPage === 'function' ? given.newerPage() : (given.newerPage ?? false)),
    putAside: false,
    whoAmI:
      given.whoAmI ??
      (async () => {
        clock.heard(time.server());
        return scope === 'internal'
          ? { scope, name: 'Ana', role, ...beside, kind, expiresAt: NOW + SESSION_MS, acknowledge: TAKE_RULE, suspect: SUSPECT }
          : { ...NOBODY, scope };
      }),
    exchange: given.exchange ?? (async () => null),
  });
  await sync.start(given.link ?? null);
  await time.advance(10);
  const pass = async (ms: number): Promise<void> => {
    await act(async () => {
      await time.advance(ms);
      ticker.beat();
    });
  };
  const happen = async (...more: readonly (Command | UnknownEvent)[]): Promise<void> => {
    await act(async () => {
      peer.happen(...more);
      await time.advance(1);
      ticker.beat();
    });
  };
  return { time, peer, sync, answers: answersOf(sync), storage, pass, happen };
};

/** Renders the whole page at an address, fed by a real replica. */
export const renderWithState = async (history: readonly (Command | Event | UnknownEvent)[], given: Given & { path?: string } = {}) => {
  const stage = await startStage(history, given);
  const router = createAppRouter(createMemoryHistory({ initialEntries: [given.path ?? '/'] }));
  router.update({ ...router.options, defaultOnCatch: noteRoomError });
  await Promise.all([router.load(), ...FOR_RESPONDERS.map(({ load }) => load())]);
  const drawn = render(
    <SyncContext value={stage.sync}>
      <NowContext value={stage.sync.ticker}>
        <RouterProvider router={router} />
      </NowContext>
    </SyncContext>,
  );
  await stage.pass(1);
  return { ...stage, ...drawn, router };
};
