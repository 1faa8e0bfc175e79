/** One step of the schema each; applied in order, once, in a transaction. Never edit a shipped one. */
export const SQLITE_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL, public_pos INTEGER NOT NULL, hash TEXT NOT NULL,
    epoch_internal TEXT NOT NULL, epoch_public TEXT NOT NULL,
    redacted_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    public_pos INTEGER UNIQUE,
    batch INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    stream TEXT NOT NULL, stream_version INTEGER NOT NULL,
    type TEXT NOT NULL, v INTEGER NOT NULL, scope TEXT NOT NULL CHECK (scope IN ('public', 'internal')),
    envelope TEXT NOT NULL, data TEXT NOT NULL, salt TEXT NOT NULL, digest TEXT NOT NULL,
    redacted_by INTEGER, redacts TEXT, hash TEXT NOT NULL,
    UNIQUE (stream, stream_version),
    CHECK ((scope = 'public') = (public_pos IS NOT NULL))
  ) STRICT;
  CREATE INDEX events_batch ON events (batch);
  CREATE TABLE idempotency (
    principal TEXT NOT NULL, key TEXT NOT NULL, request_hash TEXT NOT NULL, reply TEXT NOT NULL,
    seq INTEGER NOT NULL, public_pos INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
    PRIMARY KEY (principal, key)
  ) STRICT;
  CREATE TABLE checkpoints (name TEXT PRIMARY KEY, seq INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
  `,
  // What must happen once: who does it. `until`, UTC ms, counts only where a clock was given.
  `
  CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, number INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;
  `,
  // How far each consumer of the log has come.
  `
  CREATE TABLE cursors (name TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL, epoch TEXT NOT NULL) STRICT;
  `,
];
