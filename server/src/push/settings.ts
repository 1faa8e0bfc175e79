/** How the hub behaves under load. Times in milliseconds. Socket.IO's own settings are in `socket-options.ts`. */
export const HUB_SETTINGS = {
  heartbeatMs: 5_000,
  /** A connection without a hello is closed after this time. */
  helloMs: 5_000,
  /** How long a client that is ahead of this node waits for it to catch up. */
  aheadMs: 2_000,
  /** A reader whose queue exceeds either limit is lagging. */
  queuePackets: 64,
  queueBytes: 256 * 1024,
  /** A lagging reader that has not drained after this time is closed. */
  laggingMs: 10_000,
  /** How often the queues of lagging readers are looked at. */
  laggingSweepMs: 250,
  /** Reconnect delay of a refused client, uniform between these. */
  retryMinMs: 5_000,
  retryMaxMs: 20_000,
  /** Shorter delay when this node is only behind. */
  aheadRetryMinMs: 500,
  aheadRetryMaxMs: 2_000,
  /** On shutdown reconnects are spread evenly at this rate, or faster where a client would otherwise wait longer than `drainMaxMs`. */
  drainPerSecond: 500,
  drainMaxMs: 18_000,
  drainMinMs: 1_000,
  /** A client that sends more hellos or watch requests than this between two heartbeats is faulty. */
  hellosPerHeartbeat: 30,
  /** Topics are sent at most once a tick, and again after `ephemeralRenewTicks` without a change. */
  ephemeralMs: 1_000,
  ephemeralRenewTicks: 5,
  ephemeralChars: 4_096,
  /** A page silent for this long, pongs included, no longer counts as a watcher. Pings go out every 10 s. */
  watcherSilentMs: 12_000,
} as const;
export type HubSettings = { readonly [K in keyof typeof HUB_SETTINGS]: number };
