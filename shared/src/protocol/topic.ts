import * as z from 'zod/mini';

/**
 * A topic is a value outside the log that clients may watch: a kind and, when there are several, an id, as in `typing:inc-7k2mqr`.
 * Its values are delivered at most once, are never in the log, and a lost one need not be recovered.
 */
export const Topic = z.string().check(z.regex(/^[a-z]{1,32}(:[\w.-]{1,80})?$/));
export type Topic = z.infer<typeof Topic>;

/** The kind of a topic, which decides its rights and its source. */
export const kindOf = (topic: Topic): string => topic.split(':', 1)[0] ?? '';

/** How many people and named screens have this board open. */
export const WATCHERS = 'watchers';
/**
 * Who is writing words for customers about an incident: `writers:inc-7k2mqr`. Whoever writes them says so by watching `writes:inc-7k2mqr`, which has no value of its
 * own, and is forgotten with the connection.
 */
export const WRITERS = 'writers';
export const WRITES = 'writes';
export const TOPIC_KINDS = [WATCHERS, WRITERS, WRITES] as const;
export const WatchersBody = z.strictObject({ count: z.int().check(z.minimum(1)) });
export type WatchersBody = z.infer<typeof WatchersBody>;
/** `names`: of people, each once for each of their sign-ins, in order. `more`: how many further ones. */
export const WritersBody = z.strictObject({ names: z.array(z.string()).check(z.minLength(1)), more: z.int().check(z.minimum(0)) });
export type WritersBody = z.infer<typeof WritersBody>;

export const TOPIC_BOUNDS = {
  /** Maximum number of topics per connection. */
  perSocket: 16,
  /** The longest time a topic's value may be shown, ms. */
  goodForMs: 15_000,
} as const;
