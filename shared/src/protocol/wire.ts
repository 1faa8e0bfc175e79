import * as z from 'zod/mini';
import { Actor, Envelope } from '../domain/event.ts';
import { Millis, Scope } from '../domain/words.ts';
import { TOPIC_BOUNDS, Topic } from './topic.ts';

/**
 * The whole socket protocol: one union of client messages, one of server messages. Nothing else is sent; both ends parse.
 *
 *     client ── hello{epoch, cursor, scope, foldVersion} ──▶ server
 *            ◀── snapshot | delta… | wait                     then live deltas, and a heartbeat every 5 s
 *            ── watch, unwatch ──▶  ◀── ephemeral           topics, outside the log: gaps are allowed
 */

/** An event as it travels: no `seq`, and no actor in the public scope. Types this build does not know pass through. */
export const WireEvent = z.looseObject({ ...Envelope.shape, actor: z.nullable(Actor), type: z.string(), data: z.unknown() });
export type WireEvent = z.infer<typeof WireEvent>;

const position = z.int().check(z.minimum(0));

/** The versions named in a hello. They are read before the rest of it, and keep this form in all future versions. */
export const HelloRange = z.object({ wire: z.int(), minWire: z.optional(z.int()) });
export const Hello = z.strictObject({
  wire: z.int(),
  minWire: z.int(),
  /** Null and 0 on a first visit. */
  epoch: z.nullable(z.string().check(z.maxLength(64))),
  cursor: position,
  scope: Scope,
  foldVersion: z.int(),
});
/** A hello of a newer page, which may contain fields unknown to this build. */
export const LaterHello = z.object(Hello.shape);
/** Starts and stops watching topics. */
export const Watch = z.strictObject({ topics: z.array(Topic).check(z.minLength(1), z.maxLength(TOPIC_BOUNDS.perSocket)) });
export const Unwatch = z.strictObject(Watch.shape);
export const UP = { hello: Hello, watch: Watch, unwatch: Unwatch } as const;

/** `state` is `ScopeState` (scope-state.ts), checked by its hash rather than by a schema. `now` is when it was built, perhaps hours ago, so it must not set a clock. */
export const Snapshot = z.strictObject({
  epoch: z.string(),
  scope: Scope,
  pos: position,
  foldVersion: z.int(),
  hash: z.string(),
  state: z.unknown(),
  now: Millis,
  /** The newest protocol version of the server. */
  wire: z.int(),
});
/** All events of one command travel in one delta, applied whole or not at all. `prev` is the position before the first; a delta may hold several commands. */
export const Delta = z.strictObject({ epoch: z.string(), prev: position, pos: position, events: z.array(WireEvent) });
export const Heartbeat = z.strictObject({
  epoch: z.string(),
  pos: position,
  hash: z.string(),
  foldVersion: z.int(),
  now: Millis,
  build: z.string(),
  wire: z.int(),
});
/** This node is behind the client's cursor, or overloaded: retry later. */
export const Wait = z.strictObject({ retryAfterMs: z.int() });
/** The server is stopping; dial again after this delay. */
export const Drain = z.strictObject({ reconnectAfterMs: z.int() });
export const REFUSAL = {
  bad_message: 'bad_message',
  not_allowed: 'not_allowed',
  wire_version: 'wire_version',
  lagging: 'lagging',
  revoked: 'revoked',
} as const;
export type RefusalCode = keyof typeof REFUSAL;
export const Refused = z.strictObject({
  code: z.enum(Object.keys(REFUSAL) as [RefusalCode, ...RefusalCode[]]),
  detail: z.string(),
  retryAfterMs: z.nullable(z.int()),
});
/**
 * Current values of watched topics: at most one batch a tick, each delivered at most once, not ordered with the log. `body`: its form depends on the kind
 * (topic.ts); null when the value is no longer known. `goodForMs`: how long it may be shown, ms.
 */
export const Ephemeral = z.strictObject({
  items: z.array(z.strictObject({ topic: Topic, body: z.unknown(), goodForMs: z.int().check(z.minimum(0), z.maximum(TOPIC_BOUNDS.goodForMs)) })),
});
export const DOWN = {
  snapshot: Snapshot,
  delta: Delta,
  heartbeat: Heartbeat,
  wait: Wait,
  drain: Drain,
  refused: Refused,
  ephemeral: Ephemeral,
} as const;

/** The version that introduced each message. It is neither sent nor accepted on connections of an older version. */
export const SINCE: Readonly<Record<keyof typeof UP | keyof typeof DOWN, number>> = {
  hello: 2,
  snapshot: 2,
  delta: 2,
  heartbeat: 2,
  wait: 2,
  drain: 2,
  refused: 2,
  watch: 3,
  unwatch: 3,
  ephemeral: 3,
};

export type Hello = z.infer<typeof Hello>;
export type Snapshot = z.infer<typeof Snapshot>;
export type Delta = z.infer<typeof Delta>;
export type Heartbeat = z.infer<typeof Heartbeat>;
export type Watch = z.infer<typeof Watch>;
export type Ephemeral = z.infer<typeof Ephemeral>;
export type Refused = z.infer<typeof Refused>;
export type DownEvents = { [K in keyof typeof DOWN]: (message: z.infer<(typeof DOWN)[K]>) => void };
