/** One step of the schema each; applied in order, once, under a lock. Never edit a shipped one; nodes one version apart share a schema. Times are doubles because pg returns bigints as text. */
export const POSTGRES_AUTH_STEPS: readonly string[] = [
  `
  CREATE TABLE IF NOT EXISTS sitrep_auth.credential (
    id text PRIMARY KEY, kind text NOT NULL, name text NOT NULL, role text NOT NULL, hash text NOT NULL,
    created_at double precision NOT NULL, expires_at double precision, last_used_at double precision
  );
  CREATE TABLE IF NOT EXISTS sitrep_auth.owner (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), first_signed_in_at double precision NOT NULL);`,
  // Rights beside the role, as JSON. A role of '' is none.
  `ALTER TABLE sitrep_auth.credential ADD COLUMN rights text NOT NULL DEFAULT '[]';`,
];
