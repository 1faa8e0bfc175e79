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
  // People, one-time links, and a counter of all changes but last uses.
  `
  CREATE TABLE person (
    id TEXT PRIMARY KEY, email TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, rights TEXT NOT NULL,
    password TEXT, createdAt INTEGER NOT NULL, endedAt INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX person_email ON person (email) WHERE endedAt IS NULL;
  ALTER TABLE credential ADD COLUMN personId TEXT;
  ALTER TABLE credential ADD COLUMN network TEXT;
  ALTER TABLE credential ADD COLUMN agent TEXT;
  CREATE TABLE link (hash TEXT PRIMARY KEY, kind TEXT NOT NULL, personId TEXT, expiresAt INTEGER NOT NULL) STRICT;
  CREATE TABLE revision (n INTEGER NOT NULL) STRICT;
  INSERT INTO revision VALUES (1);
  CREATE TRIGGER credential_added AFTER INSERT ON credential BEGIN UPDATE revision SET n = n + 1; END;
  CREATE TRIGGER credential_removed AFTER DELETE ON credential BEGIN UPDATE revision SET n = n + 1; END;
  CREATE TRIGGER person_added AFTER INSERT ON person BEGIN UPDATE revision SET n = n + 1; END;
  CREATE TRIGGER person_changed AFTER UPDATE ON person BEGIN UPDATE revision SET n = n + 1; END;`,
  // Who made a token or screen, what its link opens, and that it was revoked.
  `
  ALTER TABLE credential ADD COLUMN makerId TEXT;
  ALTER TABLE credential ADD COLUMN makerName TEXT;
  ALTER TABLE credential ADD COLUMN revokedAt INTEGER;
  ALTER TABLE credential ADD COLUMN view TEXT;
  ALTER TABLE credential ADD COLUMN openedAt INTEGER;
  CREATE TRIGGER credential_revoked AFTER UPDATE OF revokedAt ON credential BEGIN UPDATE revision SET n = n + 1; END;`,
  // Second factors, and sign-ins whose second step is still to come.
  `
  ALTER TABLE link ADD COLUMN password TEXT;
  ALTER TABLE link ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE second_factor (
    personId TEXT PRIMARY KEY, secret TEXT NOT NULL, confirmedAt INTEGER, lastStep INTEGER NOT NULL, removedAt INTEGER, removedBy TEXT
  ) STRICT;
  CREATE TABLE backup_code (personId TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (personId, hash)) STRICT;
  CREATE TRIGGER second_factor_changed AFTER UPDATE OF confirmedAt ON second_factor BEGIN UPDATE revision SET n = n + 1; END;
  CREATE TRIGGER second_factor_removed AFTER DELETE ON second_factor BEGIN UPDATE revision SET n = n + 1; END;`,
  // Sessions whose secret is renewed.
  `
  ALTER TABLE credential ADD COLUMN renewedAt INTEGER;
  ALTER TABLE credential ADD COLUMN nextHash TEXT;
  ALTER TABLE credential ADD COLUMN oldHash TEXT;
  ALTER TABLE credential ADD COLUMN oldUntil INTEGER;
  CREATE TABLE renewal (key TEXT NOT NULL) STRICT;`,
];
