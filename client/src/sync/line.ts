import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { Replica } from '@sitrep/shared/protocol/replica.ts';
import { type Effect, freshness, helloOf, type Input, newSession, SESSION, type Session, speaks, step, type Timer } from '@sitrep/shared/protocol/session.ts';
import { type Delta, SINCE } from '@sitrep/shared/protocol/wire.ts';
import { addBeat, BEAT_EVERY_MS, BEATS_KEPT, type Beat, type CatchingUp, type ConnectionFacts } from './connection.ts';
import type { Dial, Wire } from './dial.ts';
import { type Poll, pollPause } from './poll.ts';
import { heldTag, takePolled } from './polled-snapshot.ts';
import type { ServerClock } from './server-clock.ts';
import type { Say } from './topics.ts';

/**
 * Keeps one scope current, by socket or by polling.
 *
 *     socket ──▶ session (pure) ──▶ replica ──▶ onReplica
 *     poll   ──▶ takePolled     ──┘             while the socket is not up
 *
 * It performs what the session asks for and reports the facts of the connection. It does not decide what the screen may claim.
 */
export interface LineDeps {
  readonly clock: ServerClock;
  readonly dial: Dial;
  readonly poll: Poll;
  /** 0 <= r < 1. */
  readonly random: () => number;
  /** Runs `act` after `ms`. Out: cancels it. */
  readonly after: (ms: number, act: () => void) => () => void;
  /** The replica changed. `delta`: the one delta that was applied, or null when the whole replica is new. */
  readonly onReplica: (replica: Replica, delta: Delta | null) => void;
  readonly onFacts: (change: Partial<ConnectionFacts>) => void;
  /** The server confirmed that the replica is current. */
  readonly onCurrent: () => void;
  /** The server named its build, for the first time or a different one. */
  readonly onBuild: (build: string) => void;
  /** The server no longer lets this browser see this scope. */
  readonly onExpelled: () => void;
  /** Topics can be watched on this connection; null: no longer. */
  readonly onSay: (say: Say | null) => void;
  /** A batch of topic values. */
  readonly onEphemeral: (payload: unknown) => void;
  /** The server's messages cannot be read by this page. */
  readonly onUnreadable: () => void;
  readonly report: (code: string, detail: string) => void;
}
export interface Line {
  nudge(): void;
  /** The monotonic clock stood still for `ms`. */
  slept(ms: number): void;
  close(): void;
}

// Time before polling begins beside the socket, ms; successful polls never stop the dialling.
const POLL_AFTER_MS = 2_500;
const BEAT_GRACE_MS = 1_500;
// A shorter delay is only a slow network.
const LATE_FROM_MS = 1_000;

export const openLine = (scope: Scope, kept: Replica | null, deps: LineDeps): Line => {
  const { clock, onFacts } = deps;
  let session: Session = newSession(scope, kept);
  let wire: Wire | null = null;
  let closed = false;
  const timers = new Map<Timer | 'poll' | 'beat', () => void>();
  let pollFailures = 0;
  let polling = false;
  /** Monotonic time at which the last polled board was known to be current. */
  let polledAt: number | null = null;
  let lastBeat: number | null = null;
  let beats: readonly Beat[] = [];
  let catchingUp: CatchingUp | null = null;
  /** How long the last heartbeat was delayed before it was read, ms: a delayed heartbeat does not prove that the server is alive. */
  let late = 0;
  /** Monotonic time at which the newest message was written. */
  let written = Number.NEGATIVE_INFINITY;
  /** Whether a message has arrived on the open connection. Until then the data on screen came another way. */
  let spoken = false;

  const set = (name: Timer | 'poll' | 'beat', ms: number, act: () => void): void => {
    timers.get(name)?.();
    timers.set(
      name,
      deps.after(ms, () => {
        timers.delete(name);
        if (!closed) act();
      }),
    );
  };
  const clear = (name: Timer | 'poll' | 'beat'): void => {
    timers.get(name)?.();
    timers.delete(name);
  };

  const perform = (effect: Effect): void => {
    switch (effect.do) {
      case 'dial': {
        wire?.close();
        spoken = false;
        wire = deps.dial(() => helloOf(session), {
          connected: () => feed({ kind: 'connected' }),
          disconnected: () => feed({ kind: 'disconnected' }),
          received: (name, payload) => (name === 'ephemeral' ? hearTopics(payload) : feed({ kind: 'received', name, payload })),
        });
        onFacts({ nextAttemptAt: null, attempt: session.failures });
        return;
      }
      case 'hello':
        wire?.hello(helloOf(session));
        return;
      case 'hang_up':
        wire?.close();
        wire = null;
        return;
      case 'set':
        set(effect.timer, effect.ms, () => feed({ kind: 'timer', timer: effect.timer }));
        if (effect.timer === 'dial') onFacts({ nextAttemptAt: clock.mono() + effect.ms, attempt: session.failures });
        return;
      case 'clear':
        clear(effect.timer);
        return;
      case 'report':
        if (effect.code === 'bad_message') deps.onUnreadable();
        deps.report(effect.code, effect.detail);
        return;
    }
  };

  const adopt = (next: Session, delta: Delta | null): void => {
    const before = session;
    session = next;
    if (next.serverClock !== null && next.serverClock !== before.serverClock) {
      // The answer to a hello was written in response to it, so it is not delayed.
      late = before.asked || clock.skew() === null ? 0 : Math.max(0, clock.now() - next.serverClock.now - LATE_FROM_MS);
      clock.heard(next.serverClock.now);
    }
    if (next.serverBuild !== null && next.serverBuild !== before.serverBuild) deps.onBuild(next.serverBuild);
    if (next.replica !== null && next.replica !== before.replica) deps.onReplica(next.replica, delta);
  };

  const say: Say = (what, topics) => wire?.say(what, topics);

  const feed = (input: Input): void => {
    if (closed) return;
    const now = clock.mono();
    const held = session.replica;
    const { session: next, effects } = step(session, input, { now, random: deps.random() });
    const delta = input.kind === 'received' && input.name === 'delta' && next.replica !== held ? (input.payload as Delta) : null;
    adopt(next, delta);
    for (const effect of effects) perform(effect);
    if (input.kind === 'received' && next.heardAt === now) heard(input.name, input.payload);
    reportFacts();
  };

  /** Topics confirm nothing about the board, so the session is not told. */
  const hearTopics = (payload: unknown): void => {
    if (!closed && session.link === 'up') deps.onEphemeral(payload);
  };

  const heard = (name: string, payload: unknown): void => {
    spoken = true;
    // After the first message the next heartbeat is due.
    if (lastBeat === null && name !== 'heartbeat') lastBeat = clock.mono();
    if (name === 'heartbeat') {
      const now = clock.mono();
      noteMissed();
      beats = addBeat(beats, lastBeat === null ? 0 : Math.max(0, Math.round(now - lastBeat - BEAT_EVERY_MS)));
      lastBeat = now;
      onFacts({ beats });
      const ahead = (payload as { pos: number; epoch: string }).pos;
      const held = session.replica;
      if (session.asked && held !== null && ahead > held.cursor) catchingUp = { done: 0, total: ahead - held.cursor };
    }
    stopPolling();
  };

  const reportFacts = (): void => {
    deps.onSay(speaks(session, SINCE.watch) ? say : null);
    const fresh = freshness(session, clock.mono());
    if (fresh !== 'catching_up') catchingUp = null;
    // No message is older than the one before it, even if the server's clock was set back.
    written = Math.max(written, (session.heardAt ?? written) - late);
    onFacts({
      ...(session.heardAt === null || polling ? {} : { heardAt: written, asOf: clock.now() - (clock.mono() - written) }),
      transport: session.link === 'up' && spoken ? 'socket' : polling && polledAt !== null ? 'polling' : 'connecting',
      catchingUp: fresh === 'catching_up' ? (catchingUp ?? { done: 0, total: null }) : null,
      outdated: session.otherFold,
      stopped: session.stopped,
    });
    if (fresh === 'live') deps.onCurrent();
    if (session.link === 'stopped') {
      stopPolling();
      if (session.stopped?.code === 'not_allowed' || session.stopped?.code === 'revoked') deps.onExpelled();
      return;
    }
    if (session.link !== 'up' && !polling && !timers.has('poll')) set('poll', POLL_AFTER_MS, startPolling);
  };

  const startPolling = (): void => {
    if (session.link === 'up' || session.link === 'stopped') return;
    polling = true;
    polledAt = null;
    void pollOnce();
  };
  const stopPolling = (): void => {
    polling = false;
    pollFailures = 0;
    clear('poll');
  };
  const pollNow = (): void => {
    if (!polling || !timers.has('poll')) return;
    clear('poll');
    void pollOnce();
  };
  const pollOnce = async (): Promise<void> => {
    const askedAt = clock.mono();
    const tag = heldTag(session);
    const result = await deps.poll(scope, tag);
    if (closed || !polling) return;
    if (result.kind === 'failed' && result.refused) {
      deps.onExpelled();
      // A refusal that did not close this line may pass.
      if (closed || scope === 'internal') return;
    }
    if (result.kind === 'unreadable') deps.onUnreadable();
    const next = result.kind === 'fresh' ? takePolled(session, result.snapshot) : result.kind === 'unchanged' && tag === heldTag(session) ? session : null;
    if (next === null || result.kind === 'failed' || result.kind === 'unreadable') pollFailures += 1;
    else {
      pollFailures = 0;
      if (result.serverNow !== null) clock.heard(result.serverNow);
      adopt(next, null);
      confirmed(result.asOf === null ? clock.mono() - askedAt : Math.max(0, clock.now() - result.asOf - LATE_FROM_MS));
    }
    set('poll', pollPause(pollFailures, result.kind === 'failed' ? result.retryAfterMs : null, deps.random()), () => void pollOnce());
  };
  /** The board was known to be current `age` ms ago. */
  const confirmed = (age: number): void => {
    written = Math.max(written, clock.mono() - age);
    polledAt = written;
    onFacts({ transport: 'polling', heardAt: written, asOf: clock.now() - (clock.mono() - written) });
    if (age < SESSION.silenceMs) deps.onCurrent();
  };

  /** Counts all missed heartbeats at once: a suspended page could not count them one by one. */
  const noteMissed = (): void => {
    if (lastBeat === null) return;
    const missed = Math.floor((clock.mono() - BEAT_GRACE_MS - lastBeat) / BEAT_EVERY_MS);
    if (missed < 1) return;
    lastBeat += missed * BEAT_EVERY_MS;
    for (let left = Math.min(missed, BEATS_KEPT); left > 0; left--) beats = addBeat(beats, null);
    onFacts({ beats });
  };
  const watchBeats = (): void => {
    noteMissed();
    set('beat', 1000, watchBeats);
  };

  feed({ kind: 'start' });
  watchBeats();
  return {
    nudge() {
      feed({ kind: 'nudge' });
      pollNow();
    },
    slept(ms) {
      written -= ms;
      if (lastBeat !== null) lastBeat -= ms;
      noteMissed();
      feed({ kind: 'slept', ms });
      if (!polling) return;
      if (polledAt !== null) {
        polledAt -= ms;
        onFacts({ heardAt: polledAt });
      }
      pollNow();
    },
    close() {
      deps.onSay(null);
      closed = true;
      for (const cancel of timers.values()) cancel();
      timers.clear();
      wire?.close();
    },
  };
};
