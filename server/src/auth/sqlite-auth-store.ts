import type { DatabaseSync } from 'node:sqlite';
import { available, connect } from '../ground/sqlite.ts';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import type { AuthStore, Credential } from './auth-store.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS credential (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, hash TEXT NOT NULL,
    createdAt INTEGER NOT NULL, expiresAt INTEGER, lastUsedAt INTEGER
  ) STRICT;
  CREATE TABLE IF NOT EXISTS owner (firstSignedInAt INTEGER NOT NULL) STRICT;`;

/** Opens `file`; creates it when missing. The data folder's lock limits it to one process. */
export const openSqliteAuthStore = (file: string): AuthStore => {
  const { db } = connect(file);
  try {
    available(() => db.exec(SCHEMA));
  } catch (error) {
    // A file of an earlier Sitrep lacks the table of the first owner; on a full disk the table cannot be added.
    if (!(error instanceof StoreUnavailable) || !hasTable(db, 'credential')) throw error;
  }
  const insert = db.prepare('INSERT INTO credential VALUES (:id, :kind, :name, :role, :hash, :createdAt, :expiresAt, :lastUsedAt)');
  const all = db.prepare('SELECT * FROM credential ORDER BY createdAt, id');
  const remove = db.prepare('DELETE FROM credential WHERE id = ?');
  const touch = db.prepare('UPDATE credential SET lastUsedAt = max(coalesce(lastUsedAt, 0), ?) WHERE id = ?');
  return {
    all: async () => available(() => all.all()) as unknown as Credential[],
    insert: async (credential) => void available(() => insert.run({ ...credential })),
    remove: async (id) => available(() => remove.run(id)).changes > 0,
    touch: async (id, at) => void available(() => touch.run(at, id)),
    noteOwner: async (at) =>
      available(() => {
        db.exec(SCHEMA);
        db.prepare('INSERT INTO owner SELECT ? WHERE NOT EXISTS (SELECT 1 FROM owner)').run(at);
      }),
    knowsOwner: async () => available(() => hasTable(db, 'owner') && db.prepare('SELECT 1 FROM owner').get() !== undefined),
    close: async () => db.close(),
  };
};

const hasTable = (db: DatabaseSync, name: string): boolean => db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
