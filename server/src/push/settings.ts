/** How the hub behaves under load. Times in milliseconds. Socket.IO's own settings are in `socket-options.ts`. */
export const HUB_SETTINGS = {
  heartbeatMs: 5_000,
  /** A connection that has not said hello by then is closed. */
  helloMs: 5_000,
  /** How long a client that is ahead of this node waits for it to catch up. */
  aheadMs: 2_000,
  /** Above either of these in one connection's queue the reader is lagging. */
  queuePackets: 64,
  queueBytes: 256 * 1024,
  /** A lagging reader that has not drained by then is closed. */
  laggingMs: 10_000,
  /** How often the queues of lagging readers are looked at. */
  laggingSweepMs: 250,
  /** "Come back later", uniform between these. */
  retryMinMs: 5_000,
  retryMaxMs: 20_000,
  /** A node that is merely behind asks for less patience. */
  aheadRetryMinMs: 500,
  aheadRetryMaxMs: 2_000,
  /** On shutdown clients are spread evenly over slots at this rate, or a higher one that lets nobody wait longer than `drainMaxMs`. */
  drainPerSecond: 500,
  drainMaxMs: 18_000,
  drainMinMs: 1_000,
  /** More hellos, or requests to watch, than this between two heartbeats is a client gone wrong. */
  hellosPerHeartbeat: 30,
  /** What is watched beside the log is told at most once a tick, and again after so many ticks without a change. */
  ephemeralMs: 1_000,
  ephemeralRenewTicks: 5,
  ephemeralChars: 4_096,
  /** A page that said nothing for so long, no pong either, counts as watching no more. It answers a ping every 10 s. */
  watcherSilentMs: 12_000,
} as const;
export type HubSettings = { readonly [K in keyof typeof HUB_SETTINGS]: number };
