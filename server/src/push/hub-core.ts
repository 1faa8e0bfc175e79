import { isOlderEpoch } from '@sitrep/shared/domain/epoch.ts';
import { FOLD_VERSION } from '@sitrep/shared/domain/evolve.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { WRITES } from '@sitrep/shared/protocol/topic.ts';
import { agreedWire, MIN_WIRE, WIRE } from '@sitrep/shared/protocol/version.ts';
import {
  type Delta,
  type DownEvents,
  type Heartbeat,
  Hello,
  HelloRange,
  LaterHello,
  type RefusalCode,
  type Refused,
  SINCE,
  Unwatch,
  Watch,
} from '@sitrep/shared/protocol/wire.ts';
import type { ScopeFeed } from '../projection/feed.ts';
import { Ephemeral, type TopicSources } from './ephemeral.ts';
import type { Grant } from './grant.ts';
import type { HubSettings } from './settings.ts';
import type { Writer } from './writers.ts';

/**
 * Decides who is sent what, and when. It knows no sockets: `hub.ts` runs it on Socket.IO, the simulator on a lossy network.
 *
 *     hello ──▶ live ◀──────────────── drained: one catch-up from its cursor
 *        │       └──queue too long──▶ lagging ──10 s──▶ refused, closed
 *        └─cursor ahead, or this node is blind──▶ waiting ──2 s──▶ wait, closed
 *
 * - A member joins the audience before it is answered, so nothing is lost between the answer and the first live delta.
 * - `cursor` is the position last put into the member's queue; a delta that does not follow from it is never sent.
 * - While this node is blind it sends nothing, so that no screen claims "live" for data that nobody can confirm.
 * - One change is encoded once for everyone; `F` is the transport's encoded form of a message.
 */
export interface Connection<F> {
  send(frame: F): void;
  /** What is queued for this connection in this process. */
  queued(): { packets: number; bytes: number };
  /** Time since the peer last sent anything, ms. */
  silentMs(): number;
  /** Closes the connection, after flushing its queue if that goes quickly. */
  close(): void;
}

export interface HubPorts<F> {
  readonly feeds: Readonly<Record<Scope, ScopeFeed>>;
  /** True while this node cannot tell whether it is up to date with the log. */
  blind(): boolean;
  /** `json`: the message, serialised. */
  encode(name: DownName, json: string): F;
  /** UTC ms, sent to clients. */
  now(): number;
  /** 0 <= r < 1. */
  random(): number;
  /** Both return a function that cancels. */
  after(ms: number, run: () => void): () => void;
  every(ms: number, run: () => void): () => void;
  readonly build: string;
  readonly settings: HubSettings;
  /** Sources of the topics that may be watched, by kind. */
  readonly sources?: TopicSources;
  /** Called when a handler throws: the error is counted, and other members are not affected. */
  onError(error: unknown): void;
}

export type DownName = keyof DownEvents;
type Message<N extends DownName> = Parameters<DownEvents[N]>[0];

/** Counts since the start. */
export interface HubCounts {
  hellos: number;
  current: number;
  resumes: number;
  snapshots: number;
  ahead: number;
  waits: number;
  resets: number;
  deltas: number;
  heartbeats: number;
  ephemeral: number;
  lagging: number;
  caughtUp: number;
  cut: number;
  refused: number;
  errors: number;
}

interface Member<F> {
  readonly connection: Connection<F>;
  readonly grant: Grant;
  state: 'new' | 'live' | 'waiting' | 'lagging' | 'gone';
  scope: Scope | null;
  /** The protocol version spoken on this connection. */
  wire: number;
  epoch: string | null;
  cursor: number;
  hellos: number;
  laggingSince: number;
  cancel: () => void;
}

export class HubCore<F> {
  readonly counts: HubCounts = {
    hellos: 0,
    current: 0,
    resumes: 0,
    snapshots: 0,
    ahead: 0,
    waits: 0,
    resets: 0,
    deltas: 0,
    heartbeats: 0,
    ephemeral: 0,
    lagging: 0,
    caughtUp: 0,
    cut: 0,
    refused: 0,
    errors: 0,
  };
  readonly #ports: HubPorts<F>;
  readonly #members = new Map<Connection<F>, Member<F>>();
  readonly #audience: Record<Scope, Set<Member<F>>> = { public: new Set(), internal: new Set() };
  readonly #snapshots: Partial<Record<Scope, { etag: string; frame: F }>> = {};
  readonly #stops: (() => void)[];
  readonly #ephemeral: Ephemeral<Member<F>>;
  /** The batches of this tick, encoded once for all members that get the same. */
  readonly #batches = new Map<string, F>();
  #stopSweep: (() => void) | null = null;
  #draining = false;

  constructor(ports: HubPorts<F>) {
    this.#ports = ports;
    const feeds = Object.values(ports.feeds);
    this.#ephemeral = new Ephemeral({
      sources: ports.sources ?? {},
      renewTicks: ports.settings.ephemeralRenewTicks,
      mostChars: ports.settings.ephemeralChars,
      send: (member, json) => this.#sendBeside(member, json),
    });
    this.#stops = [
      ...feeds.map((feed) => feed.onDelta((delta) => this.#guard(null, () => this.#onDelta(feed, delta)))),
      ...feeds.map((feed) => feed.onReset(() => this.#guard(null, () => this.#onReset(feed)))),
      ports.every(ports.settings.heartbeatMs, () => this.#guard(null, () => this.#beat())),
      ports.every(ports.settings.ephemeralMs, () => this.#guard(null, () => this.#tellBeside())),
    ];
  }

  /** Adds a connection whose rights are decided. It is sent nothing before its hello. */
  join(connection: Connection<F>, grant: Grant): void {
    const member: Member<F> = { connection, grant, state: 'new', scope: null, wire: 0, epoch: null, cursor: 0, hellos: 0, laggingSince: 0, cancel: () => {} };
    this.#members.set(connection, member);
    member.cancel = this.#ports.after(this.#ports.settings.helloMs, () => this.#guard(member, () => this.#refuse(member, 'bad_message', 'no hello came')));
    if (this.#draining) this.#guard(member, () => this.#sendAway(member, 0, 1));
  }

  /** Handles a hello off the wire: in the handshake, or later when the client saw a gap. An unreadable one closes the connection. */
  hello(connection: Connection<F>, payload: unknown): void {
    this.#withMember(connection, (member) => {
      this.counts.hellos++;
      member.hellos++;
      const range = HelloRange.safeParse(payload);
      if (!range.success) return this.#refuse(member, 'bad_message', 'a hello this server cannot read');
      const wire = agreedWire(range.data);
      if (wire === null) return this.#refuseWire(member, range.data.wire);
      const parsed = (range.data.wire > WIRE ? LaterHello : Hello).safeParse(payload);
      if (!parsed.success) return this.#refuse(member, 'bad_message', 'a hello this server cannot read');
      const hello = parsed.data;
      if (!member.grant.scopes.includes(hello.scope)) return this.#refuse(member, 'not_allowed', `the ${hello.scope} scope needs a sign-in`);
      if (member.hellos > this.#ports.settings.hellosPerHeartbeat) return this.#refuse(member, 'bad_message', 'too many hellos');
      if (member.scope !== null) this.#audience[member.scope].delete(member);
      member.wire = wire;
      member.scope = hello.scope;
      member.epoch = hello.epoch;
      member.cursor = hello.cursor;
      this.#audience[hello.scope].add(member);
      if (member.state !== 'lagging') this.#serve(member, this.#ports.feeds[hello.scope]);
    });
  }

  /** Starts or stops watching topics. Only after a hello, in a protocol version that has topics. */
  watch(connection: Connection<F>, what: 'watch' | 'unwatch', payload: unknown): void {
    this.#withMember(connection, (member) => {
      if (member.scope === null || member.wire < SINCE[what]) return this.#refuse(member, 'bad_message', 'a message this server does not know');
      if (++member.hellos > this.#ports.settings.hellosPerHeartbeat) return this.#refuse(member, 'bad_message', 'too many messages');
      const parsed = (what === 'watch' ? Watch : Unwatch).safeParse(payload);
      if (!parsed.success) return this.#refuse(member, 'bad_message', `cannot read a ${what} message`);
      if (what === 'unwatch') return this.#ephemeral.unwatch(member, parsed.data.topics);
      const watched = this.#ephemeral.watch(member, member.grant, parsed.data.topics);
      if (watched === 'not_allowed') this.#refuse(member, 'not_allowed', 'what it asked to watch needs a sign-in');
      else if (watched === 'too_many') this.#refuse(member, 'bad_message', 'too many topics');
    });
  }

  /** Handles any other message: clients send none, so the connection is closed. */
  unexpected(connection: Connection<F>, what: string): void {
    this.#withMember(connection, (member) => this.#refuse(member, 'bad_message', what));
  }

  /** The connection is gone. */
  leave(connection: Connection<F>): void {
    const member = this.#members.get(connection);
    if (member) this.#forget(member);
  }

  /** Closes every connection of a principal whose rights changed. Returns how many. */
  revoke(principal: string): number {
    const theirs = [...this.#members.values()].filter((member) => member.grant.principal === principal);
    for (const member of theirs) this.#guard(member, () => this.#refuse(member, 'revoked', 'access was withdrawn'));
    return theirs.length;
  }

  /** Closes every connection, each with its own time to reconnect. From now on new connections are refused too. */
  drain(): void {
    this.#draining = true;
    const members = [...this.#members.values()];
    members.forEach((member, index) => {
      this.#guard(member, () => this.#sendAway(member, index, members.length));
    });
  }

  /** Stops listening and forgets all members without sending anything. */
  close(): void {
    for (const stop of this.#stops) stop();
    this.#stopSweep?.();
    for (const member of [...this.#members.values()]) this.#forget(member);
  }

  /** How many are connected, listening to each scope, and lagging now; `laggingMs`: how long the slowest one has been lagging. */
  census(): { connections: number; public: number; internal: number; lagging: number; laggingMs: number } {
    const lagging = [...this.#members.values()].filter(({ state }) => state === 'lagging');
    const laggingMs = Math.max(0, ...lagging.map(({ laggingSince }) => this.#ports.now() - laggingSince));
    return { connections: this.#members.size, public: this.#audience.public.size, internal: this.#audience.internal.size, lagging: lagging.length, laggingMs };
  }

  /** The principals whose connections are open, each once. */
  connected(): ReadonlySet<string> {
    return new Set([...this.#members.values()].flatMap(({ grant }) => grant.principal ?? []));
  }

  /** People and screens whose pages are open and were heard recently, each once. */
  watchers(): ReadonlySet<string> {
    const { watcherSilentMs } = this.#ports.settings;
    return new Set(
      [...this.#members.values()].flatMap(({ grant, scope, connection }) =>
        grant.watches === true && scope !== null && connection.silentMs() <= watcherSilentMs ? (grant.principal ?? []) : [],
      ),
    );
  }

  /** People who say that they are writing, and whose pages were heard recently. */
  writers(): Writer[] {
    const { watcherSilentMs } = this.#ports.settings;
    return this.#ephemeral.watching(WRITES).flatMap(({ member: { grant, connection }, id }) => {
      const { principal, name } = grant;
      return principal === null || name === undefined || connection.silentMs() > watcherSilentMs ? [] : [{ about: id, principal, name }];
    });
  }

  /** Closes readers that lag for longer than allowed, in case their timers failed to. */
  cutLagging(): void {
    for (const member of [...this.#members.values()]) {
      const overdue = member.state === 'lagging' && this.#ports.now() - member.laggingSince > this.#ports.settings.laggingMs;
      if (overdue) this.#guard(member, () => this.#cut(member));
    }
  }

  #serve(member: Member<F>, feed: ScopeFeed): void {
    member.cancel();
    if (this.#ports.blind()) {
      member.state = 'waiting';
      member.cancel = this.#ports.after(this.#ports.settings.aheadMs, () => this.#guard(member, () => this.#lookAgain(member, feed)));
      return;
    }
    // A node that has not seen a redaction yet must not serve the old text again.
    const behind = member.epoch !== null && isOlderEpoch(feed.epoch, member.epoch);
    const missing = behind ? ({ kind: 'ahead' } as const) : feed.since(member.epoch, member.cursor);
    switch (missing.kind) {
      case 'current':
        this.counts.current++;
        member.state = 'live';
        this.#send(member, this.#frame('heartbeat', this.#heartbeat(feed)));
        break;
      case 'delta':
        this.counts.resumes++;
        member.state = 'live';
        member.cursor = missing.delta.pos;
        this.#send(member, this.#frame('delta', missing.delta));
        break;
      case 'snapshot':
        member.state = 'live';
        this.#sendSnapshot(member, feed);
        break;
      case 'ahead':
        if (member.state !== 'waiting') this.counts.ahead++;
        member.state = 'waiting';
        member.cancel = this.#ports.after(this.#ports.settings.aheadMs, () => this.#guard(member, () => this.#giveUpWaiting(member)));
    }
  }

  #sendSnapshot(member: Member<F>, feed: ScopeFeed): void {
    this.counts.snapshots++;
    const { etag, json } = feed.snapshot();
    let kept = this.#snapshots[feed.scope];
    if (kept?.etag !== etag) {
      kept = { etag, frame: this.#ports.encode('snapshot', json) };
      this.#snapshots[feed.scope] = kept;
    }
    member.epoch = feed.epoch;
    member.cursor = feed.pos;
    this.#send(member, kept.frame);
  }

  #giveUpWaiting(member: Member<F>): void {
    const { aheadRetryMinMs, aheadRetryMaxMs } = this.#ports.settings;
    this.#sendElsewhere(member, aheadRetryMinMs, aheadRetryMaxMs);
  }

  /** A node that was stopped only for a moment is up to date again by now. */
  #lookAgain(member: Member<F>, feed: ScopeFeed): void {
    const { retryMinMs, retryMaxMs } = this.#ports.settings;
    if (this.#ports.blind()) this.#sendElsewhere(member, retryMinMs, retryMaxMs);
    else this.#serve(member, feed);
  }

  #sendElsewhere(member: Member<F>, min: number, max: number): void {
    this.counts.waits++;
    this.#part(member, this.#frame('wait', { retryAfterMs: this.#between(min, max) }));
  }

  #onDelta(feed: ScopeFeed, delta: Delta): void {
    this.counts.deltas++;
    const audience = this.#audience[feed.scope];
    if (audience.size === 0) return;
    const frame = this.#frame('delta', delta);
    for (const member of audience) {
      this.#guard(member, () => {
        if (member.state === 'waiting') this.#retry(member, feed);
        if (member.state !== 'live' || member.cursor >= delta.pos) return;
        if (member.cursor !== delta.prev || member.epoch !== delta.epoch) return this.#serve(member, feed);
        member.cursor = delta.pos;
        this.#send(member, frame);
      });
    }
  }

  /** This node advanced: answers the member if the node has reached its cursor. Its two seconds run on meanwhile. */
  #retry(member: Member<F>, feed: ScopeFeed): void {
    if (member.epoch === feed.epoch && feed.since(member.epoch, member.cursor).kind !== 'ahead') this.#serve(member, feed);
  }

  #onReset(feed: ScopeFeed): void {
    this.counts.resets++;
    // It may hold an erased text.
    delete this.#snapshots[feed.scope];
    for (const member of this.#audience[feed.scope])
      if (member.state === 'live' || member.state === 'waiting') this.#guard(member, () => this.#serve(member, feed));
  }

  #beat(): void {
    const frames: Partial<Record<Scope, F>> = {};
    const blind = this.#ports.blind();
    for (const feed of Object.values(this.#ports.feeds)) {
      const audience = this.#audience[feed.scope];
      if (audience.size > 0 && !blind) frames[feed.scope] = this.#frame('heartbeat', this.#heartbeat(feed));
    }
    for (const member of this.#members.values()) {
      member.hellos = 0;
      const frame = member.scope && frames[member.scope];
      if (frame !== undefined && frame !== null && member.state === 'live') {
        this.counts.heartbeats++;
        this.#guard(member, () => this.#send(member, frame));
      }
    }
  }

  #tellBeside(): void {
    this.#batches.clear();
    this.#ephemeral.tick();
    this.#batches.clear();
  }

  /** Sent only to members with an empty queue, so that topics never delay deltas or make a reader lag. */
  #sendBeside(member: Member<F>, json: string): boolean {
    if (member.state !== 'live') return false;
    let frame = this.#batches.get(json);
    if (frame === undefined) {
      frame = this.#ports.encode('ephemeral', json);
      this.#batches.set(json, frame);
    }
    const ready = frame;
    const { packets, bytes } = member.connection.queued();
    if (packets > 0 || bytes > 0) return false;
    this.counts.ephemeral++;
    this.#guard(member, () => member.connection.send(ready));
    return true;
  }

  #heartbeat(feed: ScopeFeed): Heartbeat {
    return { epoch: feed.epoch, pos: feed.pos, hash: feed.hash, foldVersion: FOLD_VERSION, now: this.#ports.now(), build: this.#ports.build, wire: WIRE };
  }

  #send(member: Member<F>, frame: F): void {
    member.connection.send(frame);
    const { packets, bytes } = member.connection.queued();
    const { queuePackets, queueBytes, laggingMs } = this.#ports.settings;
    if (packets > queuePackets || bytes > queueBytes) {
      this.counts.lagging++;
      member.state = 'lagging';
      member.laggingSince = this.#ports.now();
      member.cancel();
      member.cancel = this.#ports.after(laggingMs, () => this.#guard(member, () => this.#cut(member)));
      this.#stopSweep ??= this.#ports.every(this.#ports.settings.laggingSweepMs, () => this.#guard(null, () => this.#sweep()));
    }
  }

  #sweep(): void {
    let lagging = 0;
    for (const member of this.#members.values()) {
      if (member.state !== 'lagging') continue;
      const { packets, bytes } = member.connection.queued();
      if (packets > 0 || bytes > 0) lagging++;
      else if (member.scope !== null) {
        const { scope } = member;
        this.counts.caughtUp++;
        this.#guard(member, () => this.#serve(member, this.#ports.feeds[scope]));
      }
    }
    if (lagging === 0) {
      this.#stopSweep?.();
      this.#stopSweep = null;
    }
  }

  #cut(member: Member<F>): void {
    this.counts.cut++;
    this.#refuse(member, 'lagging', 'this connection reads too slowly', this.#between(this.#ports.settings.retryMinMs, this.#ports.settings.retryMaxMs));
  }

  #refuse(member: Member<F>, code: RefusalCode, detail: string, retryAfterMs: number | null = null): void {
    this.counts.refused++;
    const refused: Refused = { code, detail, retryAfterMs };
    this.#part(member, this.#frame('refused', refused));
  }

  #refuseWire(member: Member<F>, theirs: number): void {
    // A version 1 page that is refused stops for good, and reloads only once it has heard of another build.
    if (theirs === 1) member.connection.send(this.#ports.encode('heartbeat', JSON.stringify(this.#nameBuild())));
    this.#refuse(member, 'wire_version', `This server speaks the versions ${MIN_WIRE} to ${WIRE} of the protocol.`);
  }

  /** A version 1 heartbeat that confirms nothing: no board has this epoch. */
  #nameBuild(): Omit<Heartbeat, 'wire'> {
    return { epoch: '', pos: 0, hash: '', foldVersion: FOLD_VERSION, now: this.#ports.now(), build: this.#ports.build };
  }

  #sendAway(member: Member<F>, index: number, of: number): void {
    const { drainMinMs, drainMaxMs, drainPerSecond } = this.#ports.settings;
    const span = Math.min((of * 1_000) / drainPerSecond, drainMaxMs - drainMinMs);
    const slot = Math.round(drainMinMs + ((index + this.#ports.random()) * span) / of);
    this.#part(member, this.#frame('drain', { reconnectAfterMs: slot }));
  }

  /** Sends a last message, then closes. */
  #part(member: Member<F>, frame: F): void {
    this.#forget(member);
    member.connection.send(frame);
    member.connection.close();
  }

  #forget(member: Member<F>): void {
    member.cancel();
    member.state = 'gone';
    if (member.scope !== null) this.#audience[member.scope].delete(member);
    this.#members.delete(member.connection);
    this.#ephemeral.forget(member);
  }

  #frame<N extends DownName>(name: N, message: Message<N>): F {
    return this.#ports.encode(name, JSON.stringify(message));
  }

  #between(min: number, max: number): number {
    return Math.round(min + this.#ports.random() * (max - min));
  }

  #withMember(connection: Connection<F>, act: (member: Member<F>) => void): void {
    const member = this.#members.get(connection);
    if (member !== undefined) this.#guard(member, () => act(member));
  }

  /** An error in handling one member closes that member's connection only. */
  #guard(member: Member<F> | null, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.counts.errors++;
      this.#ports.onError(error);
      if (member === null) return;
      this.#forget(member);
      member.connection.close();
    }
  }
}
