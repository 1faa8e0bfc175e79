import { isOlderEpoch } from '../domain/epoch.ts';
import { FOLD_VERSION } from '../domain/evolve.ts';
import type { Scope } from '../domain/words.ts';
import { helloFor } from './hello-for.ts';
import { applyDelta, type Replica, takeSnapshot } from './replica.ts';
import { WIRE } from './version.ts';
import { Delta, Drain, Heartbeat, type Hello, type RefusalCode, Refused, Snapshot, Wait } from './wire.ts';

/**
 * The client's side of the protocol as a pure state machine: the browser, the tests and the simulator run the same code.
 *
 *     down ──dial timer──▶ dialling ──connected──▶ up ──message──▶ up
 *       ▲                     │                    │
 *       └────disconnected, wait, drain, silence────┘──refused for good, diverged──▶ stopped
 *
 * - The replica outlives connections: each hello says how far it got.
 * - It never goes back: not to an earlier position of its epoch, not to an older epoch.
 * - `asked` means that a hello was sent: until its answer arrives, gaps are ignored.
 */
export interface Session {
  readonly scope: Scope;
  readonly link: 'down' | 'dialling' | 'up' | 'stopped';
  readonly replica: Replica | null;
  readonly asked: boolean;
  /** The next hello requests a whole snapshot even if a replica is held: the fold here differs from the server's, or what follows cannot be read here. */
  readonly distrust: boolean;
  readonly mismatchAt: number | null;
  /** Failed attempts since the last useful message of the server. */
  readonly failures: number;
  /** Monotonic ms of the last message of a serving node; messages that send this client away do not count. */
  readonly heardAt: number | null;
  readonly silenceDue: number;
  /** The server's clock and the monotonic time at which it was read; null before the first message. */
  readonly serverClock: { readonly now: number; readonly at: number } | null;
  readonly serverBuild: string | null;
  /** The newest protocol version of the server; null until it was named on this connection. */
  readonly serverWire: number | null;
  /** The server folds by other rules than this build: its hashes cannot be compared, and the page should reload at a calm moment. */
  readonly otherFold: boolean;
  readonly stopped: { readonly code: RefusalCode | 'diverged'; readonly detail: string } | null;
}

export type Timer = 'dial' | 'answer' | 'silence';
export type Input =
  | { readonly kind: 'start' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'received'; readonly name: string; readonly payload: unknown }
  | { readonly kind: 'timer'; readonly timer: Timer }
  /** The network came back, or a person asked: dial without waiting for the pause to end. */
  | { readonly kind: 'nudge' }
  /** The monotonic clock stood still for `ms`, as on a suspended device: messages are older than the clock suggests. */
  | { readonly kind: 'slept'; readonly ms: number };

/** `set` replaces a running timer of the same name. `dial` sends `helloOf(session)` in the handshake, `hello` on the open connection. */
export type Effect =
  | { readonly do: 'dial' }
  | { readonly do: 'hello' }
  | { readonly do: 'hang_up' }
  | { readonly do: 'set'; readonly timer: Timer; readonly ms: number }
  | { readonly do: 'clear'; readonly timer: Timer }
  | { readonly do: 'report'; readonly code: 'hash_mismatch' | 'diverged' | 'bad_message' | RefusalCode; readonly detail: string };

export interface Step {
  readonly session: Session;
  readonly effects: readonly Effect[];
}
/** `now`: monotonic milliseconds, never the wall clock. `random`: 0 <= r < 1. */
export interface Moment {
  readonly now: number;
  readonly random: number;
}

export const SESSION = {
  /** After this much silence nothing is live any more and the connection is dropped, ms. Three heartbeats. */
  silenceMs: 15_000,
  /** Longer than the 2 s a server may wait before it answers, and than a large snapshot takes on a slow line, ms. */
  answerMs: 10_000,
  backoffBaseMs: 500,
  /** Short enough that a dial failing just as the server returns, plus the next one, take less than 20 s. */
  backoffCapMs: 10_000,
  mismatchWindowMs: 600_000,
} as const;

/** A session that has not dialled yet. `replica`: the stored one, for a first paint and a quick resume. */
export const newSession = (scope: Scope, replica: Replica | null = null): Session => ({
  scope,
  link: 'down',
  replica: replica?.scope === scope ? replica : null,
  asked: false,
  distrust: false,
  mismatchAt: null,
  failures: 0,
  heardAt: null,
  silenceDue: 0,
  serverClock: null,
  serverBuild: null,
  serverWire: null,
  otherFold: false,
  stopped: null,
});

/** The hello for this moment. Computed at each (re)connect, never stored. */
export const helloOf = ({ scope, distrust, replica }: Session): Hello => helloFor(scope, distrust ? null : replica);

/** Whether both ends know the messages of this protocol version. False until the server has named its version. */
export const speaks = ({ link, serverWire }: Session, version: number): boolean =>
  link === 'up' && serverWire !== null && Math.min(serverWire, WIRE) >= version;

export type Freshness = 'empty' | 'live' | 'catching_up' | 'stale';
/** What the page may claim at `now` (monotonic ms). "Live" needs a message from the server in the last 15 s and no outstanding hello. */
export const freshness = (session: Session, now: number): Freshness => {
  if (session.replica === null) return 'empty';
  if (session.link !== 'up' || session.heardAt === null || now - session.heardAt >= SESSION.silenceMs) return 'stale';
  return session.asked ? 'catching_up' : 'live';
};

/** In: the session, an input, and the time (monotonic ms). Out: the next session and the effects to perform, in order. */
export const step = (session: Session, input: Input, moment: Moment): Step => {
  if (session.link === 'stopped') return stay(session);
  switch (input.kind) {
    case 'start':
      return session.link === 'down' ? dial(session) : stay(session);
    case 'nudge':
      return session.link === 'down' ? dial({ ...session, failures: 0 }) : stay(session);
    case 'slept':
      return slept(session, input.ms, moment);
    case 'connected':
      return session.link === 'dialling' ? connected(session, moment) : stay(session);
    case 'disconnected':
      return session.link === 'down' ? stay(session) : retreat(session, backoff(session, moment), []);
    case 'timer':
      return timeUp(session, input.timer, moment);
    case 'received':
      // Topics confirm nothing about the log.
      return session.link === 'up' && input.name !== 'ephemeral' ? received(session, input.name, input.payload, moment) : stay(session);
  }
};

const stay = (session: Session): Step => ({ session, effects: [] });

const dial = (session: Session): Step => ({
  // Another node may run another build.
  session: { ...session, link: 'dialling', asked: true, serverWire: null },
  effects: [{ do: 'clear', timer: 'dial' }, { do: 'dial' }, { do: 'set', timer: 'answer', ms: SESSION.answerMs }],
});

/** The connection is probably dead without an error: a new one answers sooner than the silence of the old one is noticed. */
const slept = (session: Session, ms: number, { random }: Moment): Step => {
  const aged: Session = { ...session, heardAt: session.heardAt === null ? null : session.heardAt - ms, failures: 0 };
  return session.link === 'down' ? dial(aged) : hangUp(aged, Math.floor(random * SESSION.backoffBaseMs));
};

const connected = (session: Session, { now }: Moment): Step => ({
  session: { ...session, link: 'up', silenceDue: now + SESSION.silenceMs },
  effects: [
    { do: 'set', timer: 'answer', ms: SESSION.answerMs },
    { do: 'set', timer: 'silence', ms: SESSION.silenceMs },
  ],
});

/** Full jitter: the whole pause is random, so that clients disconnected at the same moment do not return at the same moment. */
const backoff = (session: Session, { random }: Moment): number =>
  Math.floor(random * Math.min(SESSION.backoffCapMs, SESSION.backoffBaseMs * 2 ** Math.min(session.failures, 16)));

/** Disconnected; dials again after `ms`. */
const retreat = (session: Session, ms: number, first: readonly Effect[]): Step => ({
  session: { ...session, link: 'down', asked: false, failures: session.failures + 1 },
  effects: [...first, { do: 'clear', timer: 'answer' }, { do: 'clear', timer: 'silence' }, { do: 'set', timer: 'dial', ms }],
});
const hangUp = (session: Session, ms: number): Step => retreat(session, ms, [{ do: 'hang_up' }]);

const stop = (session: Session, code: RefusalCode | 'diverged', detail: string): Step => ({
  session: { ...session, link: 'stopped', asked: false, stopped: { code, detail } },
  effects: [
    { do: 'report', code, detail },
    { do: 'hang_up' },
    { do: 'clear', timer: 'answer' },
    { do: 'clear', timer: 'silence' },
    { do: 'clear', timer: 'dial' },
  ],
});

const ask = (session: Session): Step =>
  session.asked ? stay(session) : { session: { ...session, asked: true }, effects: [{ do: 'hello' }, { do: 'set', timer: 'answer', ms: SESSION.answerMs }] };

const settled = (session: Session): Step => ({ session: { ...session, asked: false, failures: 0 }, effects: [{ do: 'clear', timer: 'answer' }] });

const timeUp = (session: Session, timer: Timer, moment: Moment): Step => {
  switch (timer) {
    case 'dial':
      return session.link === 'down' ? dial(session) : stay(session);
    case 'answer':
      return session.asked && session.link !== 'down' ? hangUp(session, backoff(session, moment)) : stay(session);
    case 'silence': {
      if (session.link !== 'up') return stay(session);
      // A timer this late means that the tab was asleep, not that the server was silent: process the queued messages first.
      const slept = moment.now - session.silenceDue > 2_000;
      if (slept) return { session: { ...session, silenceDue: moment.now + 1_000 }, effects: [{ do: 'set', timer: 'silence', ms: 1_000 }] };
      return hangUp(session, backoff(session, moment));
    }
  }
};

const received = (session: Session, name: string, payload: unknown, moment: Moment): Step => {
  const act = read(name, payload);
  if (act === null) {
    const detail = `cannot read a ${name} message`;
    // The same delta would come again; the board that it leads to can be read.
    return retreat({ ...session, distrust: session.distrust || name === 'delta' }, SESSION.backoffCapMs * (0.5 + moment.random / 2), [
      { do: 'report', code: 'bad_message', detail },
      { do: 'hang_up' },
    ]);
  }
  if (FAREWELLS.has(name)) return act(session, moment);
  const heard: Session = { ...session, heardAt: moment.now, silenceDue: moment.now + SESSION.silenceMs };
  const next = act(heard, moment);
  return next.session.link === 'up' ? { ...next, effects: [{ do: 'set', timer: 'silence', ms: SESSION.silenceMs }, ...next.effects] } : next;
};

/** A node that sends only this confirms nothing on screen. */
const FAREWELLS: ReadonlySet<string> = new Set(['wait', 'drain', 'refused']);

type Act = (session: Session, moment: Moment) => Step;
const read = (name: string, payload: unknown): Act | null => {
  const on = <T>(parsed: { success: true; data: T } | { success: false }, act: (session: Session, message: T, moment: Moment) => Step): Act | null =>
    parsed.success ? (session, moment) => act(session, parsed.data, moment) : null;
  switch (name) {
    case 'snapshot':
      return on(Snapshot.safeParse(payload), onSnapshot);
    case 'delta':
      return on(Delta.safeParse(payload), onDelta);
    case 'heartbeat':
      return on(Heartbeat.safeParse(payload), onHeartbeat);
    case 'wait':
      return on(Wait.safeParse(payload), (session, wait) => hangUp(session, wait.retryAfterMs));
    case 'drain':
      return on(Drain.safeParse(payload), (session, drain) => hangUp({ ...session, failures: 0 }, drain.reconnectAfterMs));
    case 'refused':
      return on(Refused.safeParse(payload), onRefused);
    default:
      return null;
  }
};

const onSnapshot = (session: Session, snapshot: Snapshot, moment: Moment): Step => {
  const held = session.replica;
  const otherScope = snapshot.scope !== session.scope;
  const goesBack = held !== null && (isOlderEpoch(snapshot.epoch, held.epoch) || (snapshot.epoch === held.epoch && snapshot.pos < held.cursor));
  if (otherScope || goesBack) {
    // From a node that is behind; another node may be ahead.
    return session.asked ? hangUp(session, backoff(session, moment)) : stay(session);
  }
  const replica = takeSnapshot(snapshot);
  const taken: Session = {
    ...session,
    replica,
    distrust: false,
    otherFold: snapshot.foldVersion !== FOLD_VERSION,
    serverWire: snapshot.wire,
  };
  if (!taken.otherFold && replica.hash !== snapshot.hash) return mismatch(taken, `the snapshot at ${snapshot.pos} does not have the hash it names`, moment);
  return settled(taken);
};

const onDelta = (session: Session, delta: Delta): Step => {
  if (session.replica === null || session.distrust) return ask(session);
  if (isOlderEpoch(delta.epoch, session.replica.epoch)) return stay(session);
  const result = applyDelta(session.replica, delta);
  switch (result.kind) {
    case 'applied':
      return settled({ ...session, replica: result.replica });
    case 'duplicate':
      return stay(session);
    case 'gap':
      return ask(session);
  }
};

const onHeartbeat = (session: Session, heartbeat: Heartbeat, moment: Moment): Step => {
  const { replica } = session;
  const noted: Session = { ...session, serverClock: { now: heartbeat.now, at: moment.now }, serverBuild: heartbeat.build, serverWire: heartbeat.wire };
  if (replica !== null && isOlderEpoch(heartbeat.epoch, replica.epoch)) return stay(noted);
  if (replica === null || session.distrust || heartbeat.epoch !== replica.epoch || heartbeat.pos > replica.cursor) return ask(noted);
  if (heartbeat.pos < replica.cursor) return stay(noted);
  const otherFold = heartbeat.foldVersion !== FOLD_VERSION;
  if (!otherFold && heartbeat.hash !== replica.hash)
    return mismatch(noted, `hash at ${replica.cursor} is ${replica.hash}, the server's is ${heartbeat.hash}`, moment);
  return settled({ ...noted, otherFold });
};

/** The first time, take a whole snapshot. A second time within ten minutes another request would only loop, so stop and report it. */
const mismatch = (session: Session, detail: string, { now }: Moment): Step => {
  if (session.mismatchAt !== null && now - session.mismatchAt <= SESSION.mismatchWindowMs) return stop(session, 'diverged', detail);
  const next = ask({ ...session, asked: false, distrust: true, mismatchAt: now });
  return { ...next, effects: [{ do: 'report', code: 'hash_mismatch', detail }, ...next.effects] };
};

const onRefused = (session: Session, refused: Refused, moment: Moment): Step => {
  switch (refused.code) {
    case 'lagging':
    case 'bad_message': {
      const again = hangUp(session, refused.retryAfterMs ?? SESSION.backoffCapMs * (0.5 + moment.random / 2));
      return { ...again, effects: [{ do: 'report', code: refused.code, detail: refused.detail }, ...again.effects] };
    }
    case 'not_allowed':
    case 'wire_version':
    case 'revoked':
      return stop(session, refused.code, refused.detail);
  }
};
