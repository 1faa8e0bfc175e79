import { createHash } from 'node:crypto';
import { COMMAND, type Command } from '@sitrep/shared/domain/command.ts';
import { decide } from '@sitrep/shared/domain/decide.ts';
import { type Decision, isRejection, type Renews } from '@sitrep/shared/domain/decision.ts';
import { type Actor, EVENT_DATA, type EventOf, type NewEvent } from '@sitrep/shared/domain/event.ts';
import { type Redacted, redacting, streamsNear } from '@sitrep/shared/domain/redaction.ts';
import { type Rejection, reject } from '@sitrep/shared/domain/rejection.ts';
import { rightMissing } from '@sitrep/shared/domain/right-needed.ts';
import { holdsAny, type Right } from '@sitrep/shared/domain/rights.ts';
import { needsVersion, streamOf } from '@sitrep/shared/domain/stream-of.ts';
import { type Read, watched } from '@sitrep/shared/domain/watched-world.ts';
import { type Context, SUSPECT, type Suspect, type World } from '@sitrep/shared/domain/world.ts';
import type { Clock } from '../ground/clock.ts';
import { inTurns, pausing } from '../ground/pause.ts';
import { retryWithRoom } from '../ground/retry-with-room.ts';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import type { Append, Appended, EventLog, StoredEvent } from '../log/event-log.ts';
import type { Fence } from '../log/leases.ts';
import type { Projection } from '../projection/projection.ts';
import type { EvidenceStore } from '../samples/evidence-store.ts';
import { idsOf } from './ids.ts';
import { Turns } from './turns.ts';

/** Who gives the command. `rights` is `system` for the scheduler and the importer. `principal` scopes the idempotency key. */
export interface Issuer {
  readonly principal: string;
  readonly actor: Actor;
  readonly rights: ReadonlySet<Right> | 'system';
  readonly idempotencyKey: string | null;
  /** The lease under which it is given: the command throws StaleFence once another node has it. */
  readonly fence?: Fence;
}

/** `ids`: the ids the command created or touched, by field name. `pos`: the internal position that contains it. `replayed`: this command was already applied under this key. */
export interface Accepted {
  readonly kind: 'accepted';
  readonly ids: Readonly<Record<string, string | string[]>>;
  readonly pos: number;
  readonly epoch: string;
  readonly replayed: boolean;
  /** Until when it waits before it leaves, UTC ms; null for what is done. */
  readonly heldUntil: number | null;
}
export type Handled =
  | Accepted
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  | { readonly kind: 'key_reused' }
  /** Other writers kept winning the same stream. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'unavailable'; readonly reason: 'full' | 'away' };
export type Handle = (command: Command, issuer: Issuer) => Promise<Handled>;

export interface HandlePorts {
  log: EventLog;
  projection: Projection;
  evidence: EvidenceStore;
  clock: Clock;
  /** How long a person's post for customers waits before it leaves, ms. */
  holdMs: number;
  /** Whether somebody may still say to customers what waits; everybody may where left out. Answered from memory. */
  mayStill?(actor: Actor, right: Right): boolean;
  /** How many sightings of one component, within how long, are a suspicion; as the domain says where left out. */
  suspect?: Suspect;
  /** A fresh id such as `inc-7k2mqr`. */
  newId(prefix: string): string;
  /** A fresh, globally unique event id. */
  newEventId(): string;
  /** Called when the disk is full: releases the disk reserve. False when nothing is left to release. Absent without a reserve. */
  makeRoom?(): boolean;
}

/**
 * After the first. Commands of this node that were too late take turns, so that each competes with other nodes and newer commands alone; every attempt that
 * fails is another's success.
 */
const ATTEMPTS = 32;
const LATE = 'late';

/**
 * The one way to change anything.
 *
 *     authorise ──▶ seen before? ──▶ decide on the world at the head ──▶ append ──▶ wait until this node shows it
 *                                          ▲                               │
 *                                          └── catch up ◀── conflict ◀─────┘
 */
export const makeHandle = (ports: HandlePorts): Handle => {
  // Writers on this node queue up per stream; those that were decided on something else that changed meanwhile, in one queue.
  const turns = new Turns();
  const makeRoom = () => ports.makeRoom?.() ?? false;
  return async (command, issuer) => {
    const { needs } = COMMAND[command.type];
    if (issuer.rights !== 'system' && !holdsAny(issuer.rights, needs ?? [])) return rejected(reject('right_missing', { needed: needs ?? [] }));
    // Otherwise anyone could claim to have said it earlier.
    if (issuer.rights !== 'system' && command.saidAt !== undefined) return rejected(reject('said_by_importers', {}, 'saidAt'));
    try {
      const stream = streamOf(command);
      const act = () =>
        retryWithRoom(makeRoom, async () => (await attempt(ports, command, issuer, 1)) ?? turns.take(LATE, () => attempt(ports, command, issuer, ATTEMPTS)));
      return (await (stream === null ? act() : turns.take(stream, act))) ?? { kind: 'conflict' };
    } catch (error) {
      if (error instanceof StoreUnavailable) return { kind: 'unavailable', reason: error.reason };
      throw error;
    }
  };
};

/** Null when each attempt was too late. */
const attempt = async (ports: HandlePorts, command: Command, issuer: Issuer, attempts: number): Promise<Handled | null> => {
  const requestHash = createHash('sha256').update(canonical(command)).digest('hex');
  for (let left = attempts; left > 0; left--) {
    const before = await repeated(ports, issuer, requestHash);
    if (before) return before;
    const { erasing, world, read, decided } = await decideNow(ports, command, issuer);
    if (isRejection(decided)) return rejected(decided);
    const lacking = issuer.rights === 'system' ? null : rightMissing(world, command, decided, issuer.rights);
    if (lacking !== null) return rejected(reject('right_missing', { needed: [lacking] }, faultOf(command, lacking)));
    if (decided.renews !== undefined) return renew(ports, decided.renews);
    const append = stamp(ports, command, { events: decided.events, read }, issuer, requestHash);
    const appended = await (erasing === null ? ports.log.append(append) : erase(ports, erasing, append));
    const answer = await settle(ports, issuer, requestHash, appended, append);
    if (answer) return answer;
  }
  return null;
};

/** The field at fault where a right is missing: who is told, where that can be chosen and is what the right is about. */
const faultOf = ({ type }: Command, lacking: Right): 'scope' | undefined =>
  lacking === 'write-public' && 'scope' in COMMAND[type].body.shape ? 'scope' : undefined;

/**
 * A decision on what this node shows. Before it refuses it looks once whether another node has recorded more: what is missed, or is in the way, may have changed there. With a
 * renewal nothing is appended, so that no conflict would tell: throws StoreUnavailable while this node cannot show all that is recorded.
 */
const decideNow = async (ports: HandlePorts, command: Command, issuer: Issuer, looked: 'not' | 'maybe' | 'all' = 'not'): Promise<DecidedOn> => {
  const { projection } = ports;
  const { seq } = projection;
  const erasing = await erasingOf(ports, command);
  const { world, read } = watched(erasing === null ? projection.world() : erasing.world);
  const decided = decide(world, command, contextOf(ports, issuer));
  const on = { erasing, world, read, decided };
  if (isRejection(decided)) {
    if (looked !== 'not') return on;
    await shown(ports).catch(() => {});
    return projection.seq === seq ? on : decideNow(ports, command, issuer, 'maybe');
  }
  if (decided.renews === undefined || looked === 'all') return on;
  await showAll(ports);
  return projection.seq === seq ? on : decideNow(ports, command, issuer, 'all');
};
interface DecidedOn {
  readonly erasing: Erasing | null;
  readonly world: World;
  readonly read: Read;
  readonly decided: Decision;
}

/** Only what people say waits: a program has no second thoughts, and what is imported has long been said. */
const contextOf = ({ clock, newId, holdMs, mayStill, suspect = SUSPECT }: HandlePorts, { actor, rights }: Issuer): Context => ({
  now: clock.now(),
  actor,
  newId,
  holdMs: rights !== 'system' && actor.kind === 'person' ? holdMs : 0,
  suspect,
  ...(mayStill === undefined ? {} : { mayStill }),
});

/** What a command that erases is about: the streams in which its words may stand, and the world with the event it names. Null for every other command. */
interface Erasing {
  readonly redacted: Redacted;
  readonly world: World;
  readonly near: readonly string[];
}
const erasingOf = async ({ log, projection }: HandlePorts, command: Command): Promise<Erasing | null> => {
  if (command.type !== 'redact-update' && command.type !== 'redact-text') return null;
  const world = projection.world();
  const named = command.type === 'redact-text' ? await log.find(command.eventId) : null;
  const stream = command.type === 'redact-update' ? `incident:${command.incidentId}` : named?.event.stream;
  const { incidents, commitments } = projection.internal.fold.archive;
  return {
    redacted: command,
    world: { ...world, recorded: (id) => (named?.event.id === id ? named.event : undefined) },
    near: stream === undefined ? [] : streamsNear(stream, incidents.values(), commitments.values()),
  };
};

/** Nothing may be said in those streams meanwhile: it could quote what is being erased. */
const erase = async ({ log, clock }: HandlePorts, { redacted, near }: Erasing, append: Append): Promise<Appended> => {
  const said = await Promise.all(near.map(async (stream): Promise<[string, StoredEvent[]]> => [stream, await log.readStream(stream)]));
  const expected = Object.fromEntries(said.map(([stream, events]) => [stream, events.length]));
  const all = said.flatMap(([, events]) => events);
  const redact = await inTurns(clock, redacting(all, redacted));
  const pause = pausing(clock);
  const redactions = [];
  for (const stored of all) {
    const due = pause();
    if (due !== null) await due;
    redactions.push(...redact(stored));
  }
  return log.redact(redactions, { ...append, expected: { ...expected, ...append.expected } });
};

/** Fresh evidence changes nothing on the board: it is kept beside the log, as is that it was said at all. Its key is not stored, as it may be said any number of times. */
const renew = async (ports: HandlePorts, { statementId, componentId, statedAt, freshUntil }: Renews): Promise<Handled> => {
  await ports.evidence.renew({ statementId, statedAt, freshUntil, renewedAt: ports.clock.now() });
  const { epoch, pos } = ports.projection.internal;
  return { kind: 'accepted', ids: { statementId, componentId }, pos, epoch, replayed: false, heldUntil: null };
};

/** Null when the command must be decided again. */
const settle = async (ports: HandlePorts, issuer: Issuer, requestHash: string, appended: Appended, append: Append): Promise<Handled | null> => {
  switch (appended.kind) {
    case 'appended': {
      // Writers read their own writes on this node. The write is already on disk: a log that becomes unreachable now must not make it look refused.
      await shown(ports).catch(() => {});
      return accepted(ports, append.idempotency?.reply ?? replyText(append.events), appended.events.at(-1)?.seq ?? ports.projection.seq, false);
    }
    case 'replayed':
      return repeated(ports, issuer, requestHash);
    case 'key_reused':
      return { kind: 'key_reused' };
    case 'conflict':
      await ports.projection.catchUp();
      return null;
  }
};

/** How long the answer of a write waits until this node shows it, ms: it takes longer while everything is folded again after an erasure. */
export const SHOWN_WITHIN_MS = 5_000;
/** Resolves once this node shows everything that is recorded, or after that time. Rejects when the log cannot be read. */
const shown = async ({ projection, clock }: HandlePorts): Promise<void> => {
  let stop = () => {};
  const late = new Promise<void>((resolve) => {
    stop = clock.every(SHOWN_WITHIN_MS, resolve);
  });
  await Promise.race([projection.catchUp(), late]).finally(() => stop());
};

/** The same, but throws StoreUnavailable when that takes too long. Of many at once, none waits for the others where this node shows everything already. */
const showAll = async (ports: HandlePorts): Promise<void> => {
  const { seq } = await ports.log.head();
  if (ports.projection.seq < seq) await shown(ports);
  if (ports.projection.seq < seq) throw new StoreUnavailable('away', null);
};

/** The reply stored with the key: enough to repeat the same answer. */
interface Reply {
  ids: Accepted['ids'];
  eventId: string;
  stream: string;
  count: number;
  heldUntil?: number;
}

interface Decided {
  readonly events: readonly NewEvent[];
  readonly read: Read;
}
/** The events as they are appended, provided that what they were decided on is still so. */
const stamp = (ports: HandlePorts, command: Command, { events, read }: Decided, issuer: Issuer, requestHash: string): Append => {
  const recordedAt = ports.clock.now();
  // The log keeps events for ever, so an event that could not be read back must not be written.
  for (const { type, data } of events) EVENT_DATA[type].parse(data);
  const stamped = events.map((event) => ({ ...event, id: ports.newEventId(), recordedAt }));
  const own = new Set(events.map(({ stream }) => stream));
  const streams = needsVersion(command) ? [...read.streams, ...own] : [...read.streams].filter((stream) => !own.has(stream));
  return {
    events: stamped,
    expected: Object.fromEntries(streams.map((stream) => [stream, ports.projection.streamVersion(stream)])),
    ...(read.kinds.size > 0 && { quiet: { since: ports.projection.seq, kinds: [...read.kinds] } }),
    idempotency: issuer.idempotencyKey === null ? null : { principal: issuer.principal, key: issuer.idempotencyKey, requestHash, reply: replyText(stamped) },
    ...(issuer.fence !== undefined && { fence: issuer.fence }),
  };
};

const replyText = (events: Append['events']): string =>
  JSON.stringify({
    ids: idsOf(events),
    eventId: events.at(-1)?.id ?? '',
    stream: events.at(-1)?.stream ?? '',
    count: events.length,
    ...events.flatMap((event) => (event.type === 'update-held' ? [{ heldUntil: event.data.until }] : []))[0],
  } satisfies Reply);

const repeated = async (ports: HandlePorts, issuer: Issuer, requestHash: string): Promise<Handled | null> => {
  if (issuer.idempotencyKey === null) return null;
  const before = await ports.log.replied(issuer.principal, issuer.idempotencyKey);
  if (before === null) return null;
  if (before.requestHash !== requestHash) return { kind: 'key_reused' };
  const { stream, eventId, ids, heldUntil } = JSON.parse(before.reply) as Reply;
  const events = await ports.log.readStream(stream);
  const last = events.find(({ event }) => event.id === eventId);
  // The first attempt may have reached another node, or a node that died before answering.
  await shown(ports);
  const fate = heldUntil === undefined ? null : fateOf(events.slice(events.findIndex(({ event }) => event.id === eventId)), String(ids.updateId));
  if (fate === 'kept') return rejected(reject('post_undone', { updateId: String(ids.updateId) }, 'updateId'));
  const answer = accepted(ports, before.reply, last?.seq ?? ports.projection.seq, true);
  return fate === 'left' ? { ...answer, heldUntil: null } : answer;
};

/** What has become of a post that had to wait. In: its stream from there on; its id may have been used again since. */
const fateOf = (events: readonly StoredEvent[], updateId: string): 'waits' | 'left' | 'kept' => {
  const end = events.find(({ event }) => event.type === 'hold-ended' && (event as EventOf<'hold-ended'>).data.updateId === updateId);
  if (end === undefined) return 'waits';
  return (end.event as EventOf<'hold-ended'>).data.outcome === 'released' ? 'left' : 'kept';
};

const accepted = (ports: HandlePorts, reply: string, pos: number, replayed: boolean): Accepted => {
  const { ids, heldUntil = null } = JSON.parse(reply) as Reply;
  return { kind: 'accepted', ids, pos, epoch: ports.projection.internal.epoch, replayed, heldUntil };
};

const rejected = (rejection: Rejection): Handled => ({ kind: 'rejected', rejection });

/** One text per command, independent of the order of its fields. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
