import type { Session } from '@sitrep/shared/protocol/session.ts';

/**
 * What may be claimed about the connection, from facts and the monotonic clock alone.
 *
 *     heard within 15 s ──▶ live      15 to 60 s ──▶ stale      over 60 s ──▶ takeover
 *
 * "Live" is claimed only for an open socket that was heard within 15 s.
 */
export const STALE_AFTER_MS = 15_000;
export const TAKEOVER_AFTER_MS = 60_000;
// The longest regular pause between two polls, plus the time one answer may take.
const POLL_STALE_AFTER_MS = 20_000;

/** `total` is null until the server has said its position. */
export interface CatchingUp {
  readonly done: number;
  readonly total: number | null;
}

export interface ConnectionFacts {
  /** How the board gets its updates. */
  readonly transport: 'connecting' | 'socket' | 'polling';
  /** The browser reports no network. */
  readonly offline: boolean;
  /** The board shows nothing to this browser: nothing is to be heard, and nothing on screen could be out of date. */
  readonly shut: boolean;
  /** Monotonic time of this page's first attempt. */
  readonly startedAt: number;
  /** Monotonic time of the last message, or of the last answered poll; null before the first. */
  readonly heardAt: number | null;
  /** Server time of the data on screen, UTC ms; null when there is none. */
  readonly asOf: number | null;
  readonly catchingUp: CatchingUp | null;
  /** The server folds by other rules than this page: the data is still correct, and the page should reload at a calm moment. */
  readonly outdated: boolean;
  /** No more updates arrive until the page is reloaded. */
  readonly stopped: Session['stopped'];
  readonly attempt: number;
  /** Monotonic time of the next dial. */
  readonly nextAttemptAt: number | null;
  /** The last heartbeats, oldest first. */
  readonly beats: readonly Beat[];
}

export const NOT_HEARD: ConnectionFacts = {
  transport: 'connecting',
  offline: false,
  shut: false,
  startedAt: 0,
  heardAt: null,
  asOf: null,
  catchingUp: null,
  outdated: false,
  stopped: null,
  attempt: 0,
  nextAttemptAt: null,
  beats: [],
};

export interface ConnectionView {
  readonly kind: 'connecting' | 'live' | 'catching_up' | 'stale' | 'takeover' | 'polling' | 'offline' | 'outdated';
  /** Time since the server was last heard, or, if never, since this page's first attempt, ms. */
  readonly silentMs: number;
  readonly everHeard: boolean;
  /** Server time of what is on screen, UTC ms. */
  readonly asOf: number | null;
  readonly catchingUp: CatchingUp | null;
  readonly attempt: number;
  readonly nextInMs: number | null;
  readonly offline: boolean;
  readonly outdated: boolean;
  readonly stopped: Session['stopped'];
  readonly beats: readonly Beat[];
}

const kindOf = (facts: ConnectionFacts, silentMs: number): ConnectionView['kind'] => {
  if (facts.shut) return facts.offline ? 'offline' : 'connecting';
  // Silence comes before every other claim: whatever else is going on, the screen must say that it may be wrong.
  if (silentMs > TAKEOVER_AFTER_MS) return 'takeover';
  if (facts.stopped !== null) return 'outdated';
  if (facts.offline) return 'offline';
  if (facts.transport === 'polling' && facts.heardAt !== null && silentMs <= POLL_STALE_AFTER_MS) return 'polling';
  if (silentMs > STALE_AFTER_MS) return 'stale';
  if (facts.heardAt === null) return 'connecting';
  if (facts.catchingUp !== null) return 'catching_up';
  return facts.transport === 'socket' ? 'live' : 'connecting';
};

/** In: the facts, monotonic time now (ms). Out: what the screen may say. Pure. */
export const describeConnection = (facts: ConnectionFacts, monoNow: number): ConnectionView => {
  const silentMs = Math.max(0, monoNow - (facts.heardAt ?? facts.startedAt));
  return {
    kind: kindOf(facts, silentMs),
    silentMs,
    everHeard: facts.heardAt !== null,
    asOf: facts.asOf,
    catchingUp: facts.catchingUp,
    attempt: facts.attempt,
    nextInMs: facts.nextAttemptAt === null ? null : Math.max(0, facts.nextAttemptAt - monoNow),
    offline: facts.offline,
    outdated: facts.outdated,
    stopped: facts.stopped,
    beats: facts.beats,
  };
};

/** A warning shown first while the page may be wrong; null otherwise. */
export const doubtWords = (kind: ConnectionView['kind']): string | null =>
  kind === 'takeover' ? 'STALE.' : kind === 'stale' || kind === 'offline' || kind === 'outdated' ? 'Not current.' : null;

/** Why nothing is sent now, beside a control that would; null while the server can be assumed to hear it. */
export const notConnectedWords = (kind: ConnectionView['kind']): string | null =>
  kind === 'stale' || kind === 'takeover' || kind === 'offline' ? 'Not connected.' : null;

export const BEAT_EVERY_MS = 5_000;
/** How late a heartbeat arrived, ms; null when it was missed. */
export type Beat = number | null;
/** Heartbeats of five minutes. */
export const BEATS_KEPT = 60;
/** The list with one more heartbeat. */
export const addBeat = (beats: readonly Beat[], beat: Beat): readonly Beat[] => [...beats, beat].slice(-BEATS_KEPT);
