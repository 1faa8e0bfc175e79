import * as z from 'zod/mini';

/**
 * What one may watch beside the log: a kind, and where there are several of it, which one, as in `typing:inc-7k2mqr`.
 * What is said of a topic is said at most once, is never in the log, and is not missed.
 */
export const Topic = z.string().check(z.regex(/^[a-z]{1,32}(:[\w.-]{1,80})?$/));
export type Topic = z.infer<typeof Topic>;

/** The kind of a topic: by it rights are given and what is said of it is made. */
export const kindOf = (topic: Topic): string => topic.split(':', 1)[0] ?? '';

/** How many people and named screens have this board open. */
export const WATCHERS = 'watchers';
export const TOPIC_KINDS = [WATCHERS] as const;
export const WatchersBody = z.strictObject({ count: z.int().check(z.minimum(1)) });
export type WatchersBody = z.infer<typeof WatchersBody>;

export const TOPIC_BOUNDS = {
  /** Topics one connection may watch. */
  perSocket: 16,
  /** The longest anything said of a topic is shown, ms. */
  goodForMs: 15_000,
} as const;
