/** One step of the schema each; applied in order, once, in a transaction. The first is also that of files from before there were steps. Never edit a shipped one. */
export const SQLITE_AUTH_STEPS: readonly string[] = [
  `
  CREATE TABLE IF NOT EXISTS credential (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, hash TEXT NOT NULL,
    createdAt INTEGER NOT NULL, expiresAt INTEGER, lastUsedAt INTEGER
  ) STRICT;
  CREATE TABLE IF NOT EXISTS owner (firstSignedInAt INTEGER NOT NULL) STRICT;`,
  // Rights beside the role, as JSON. A role of '' is none.
  `ALTER TABLE credential ADD COLUMN rights TEXT NOT NULL DEFAULT '[]';`,
];
