/** One step of the schema each; applied in order, once, under a lock. Never edit a shipped one; nodes one version apart share a schema. */
export const POSTGRES_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE sitrep_log.head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    seq bigint NOT NULL, public_pos bigint NOT NULL, hash text NOT NULL,
    epoch_internal text NOT NULL, epoch_public text NOT NULL,
    redacted_at bigint NOT NULL
  );
  CREATE TABLE sitrep_log.events (
    seq bigint PRIMARY KEY,
    public_pos bigint UNIQUE,
    batch bigint NOT NULL,
    id text NOT NULL UNIQUE,
    stream text COLLATE "C" NOT NULL, stream_version integer NOT NULL,
    type text NOT NULL, v integer NOT NULL, scope text NOT NULL CHECK (scope IN ('public', 'internal')),
    envelope text NOT NULL, data text NOT NULL, salt text NOT NULL, digest text NOT NULL,
    redacted_by bigint, redacts text, hash text NOT NULL,
    UNIQUE (stream, stream_version),
    CHECK ((scope = 'public') = (public_pos IS NOT NULL))
  );
  CREATE INDEX events_batch ON sitrep_log.events (batch);
  CREATE TABLE sitrep_log.idempotency (
    principal text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, request_hash text NOT NULL, reply text NOT NULL,
    seq bigint NOT NULL, public_pos bigint NOT NULL, recorded_at bigint NOT NULL,
    PRIMARY KEY (principal, key)
  );
  CREATE TABLE sitrep_log.checkpoints (name text PRIMARY KEY, seq bigint NOT NULL, json text NOT NULL);
  `,
  // What must happen once: who does it. `until`: ms of the database's clock.
  `
  CREATE TABLE sitrep_log.leases (name text PRIMARY KEY, holder text NOT NULL, number bigint NOT NULL, until bigint NOT NULL);
  `,
  // How far each consumer of the log has come.
  `
  CREATE TABLE sitrep_log.cursors (name text PRIMARY KEY, seq bigint NOT NULL, hash text NOT NULL, epoch text NOT NULL);
  `,
];
