import type { DatabaseSync } from 'node:sqlite';
import { available, connect } from '../ground/sqlite.ts';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import { type AuthStore, grantOf, grantTextOf, type Stored } from './auth-store.ts';
import { SQLITE_AUTH_STEPS } from './sqlite-auth-steps.ts';

/** Opens `file`; creates it when missing and migrates it. Throws a sentence when a newer Sitrep wrote it. The data folder's lock limits it to one process. */
export const openSqliteAuthStore = (file: string): AuthStore => {
  const { db } = connect(file);
  /** Runs a write, on the newest schema: it could not be brought there when the disk was full at the start. */
  const write = <T>(run: (db: DatabaseSync) => T): T =>
    available(() => {
      migrate(db);
      return run(db);
    });
  try {
    available(() => migrate(db));
  } catch (error) {
    // On a full disk a file of an earlier Sitrep can still be read.
    if (!(error instanceof StoreUnavailable) || !hasTable(db, 'credential')) throw error;
  }
  return {
    all: async () => (available(() => db.prepare('SELECT * FROM credential ORDER BY createdAt, id').all()) as unknown as Stored[]).map(grantOf),
    insert: async ({ role, rights, ...rest }) =>
      void write(() =>
        db
          .prepare(
            'INSERT INTO credential (id, kind, name, role, rights, hash, createdAt, expiresAt, lastUsedAt) VALUES (:id, :kind, :name, :role, :rights, :hash, :createdAt, :expiresAt, :lastUsedAt)',
          )
          .run({ ...rest, ...grantTextOf({ role, rights }) }),
      ),
    remove: async (id) => available(() => db.prepare('DELETE FROM credential WHERE id = ?').run(id)).changes > 0,
    touch: async (id, at) => void available(() => db.prepare('UPDATE credential SET lastUsedAt = max(coalesce(lastUsedAt, 0), ?) WHERE id = ?').run(at, id)),
    noteOwner: async (at) => void write(() => db.prepare('INSERT INTO owner SELECT ? WHERE NOT EXISTS (SELECT 1 FROM owner)').run(at)),
    knowsOwner: async () => available(() => hasTable(db, 'owner') && db.prepare('SELECT 1 FROM owner').get() !== undefined),
    close: async () => db.close(),
  };
};

const hasTable = (db: DatabaseSync, name: string): boolean => db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;

const migrate = (db: DatabaseSync): void => {
  const { user_version: found } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  const known = SQLITE_AUTH_STEPS.length;
  if (found > known) throw new Error(`the accounts were written by a newer Sitrep (schema ${found}, this one knows ${known}); start that version instead`);
  if (found === known) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const step of SQLITE_AUTH_STEPS.slice(found)) db.exec(step);
    db.exec(`PRAGMA user_version = ${known}; COMMIT`);
  } catch (error) {
    // A failed statement may have ended the transaction already.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
};
