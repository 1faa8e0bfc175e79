import type { DatabaseSync } from 'node:sqlite';
import { available, connect } from '../ground/sqlite.ts';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import { type AccountTable, NotEmpty, takenRows } from './account-tables.ts';
import {
  type AuthStore,
  type CredentialRow,
  credentialOf,
  credentialRowOf,
  type OneTimeLink,
  type PersonRow,
  personOf,
  rowOf,
  type SecondFactor,
} from './auth-store.ts';
import { judge, type Person } from './person.ts';
import { newSecret } from './secret.ts';
import { SQLITE_AUTH_STEPS } from './sqlite-auth-steps.ts';

const INSERT_CREDENTIAL = `INSERT INTO credential (id, kind, name, role, rights, hash, createdAt, expiresAt, lastUsedAt, personId, network, agent,
  makerId, makerName, revokedAt, view, openedAt, renewedAt, nextHash, oldHash, oldUntil)
  VALUES (:id, :kind, :name, :role, :rights, :hash, :createdAt, :expiresAt, :lastUsedAt, :personId, :network, :agent,
  :makerId, :makerName, :revokedAt, :view, :openedAt, :renewedAt, :nextHash, :oldHash, :oldUntil)`;
const RENEW = `UPDATE credential SET hash = :hash, renewedAt = :renewedAt, nextHash = :nextHash, oldHash = :oldHash, oldUntil = :oldUntil
  WHERE id = :id AND hash = :oldHash`;
// An end in the past: a node of the version before, which knows of no revoking, takes it for expired.
const REVOKE = `UPDATE credential SET revokedAt = :at, expiresAt = min(coalesce(expiresAt, :at), :at), hash = ''
  WHERE id = :id AND kind IN ('token', 'kiosk') AND revokedAt IS NULL`;
const INSERT_PERSON = `INSERT INTO person (id, email, name, role, rights, password, createdAt, endedAt)
  VALUES (:id, :email, :name, :role, :rights, :password, :createdAt, :endedAt)`;
const LINK = 'hash, kind, personId, expiresAt, password';
const START_SECOND = `INSERT INTO second_factor (personId, secret, confirmedAt, lastStep, removedAt, removedBy) VALUES (?, ?, NULL, 0, NULL, NULL)
  ON CONFLICT (personId) DO UPDATE SET secret = excluded.secret, lastStep = 0 WHERE confirmedAt IS NULL`;
const CONFIRM_SECOND = `UPDATE second_factor SET confirmedAt = ?, lastStep = ?, removedAt = NULL, removedBy = NULL
  WHERE personId = ? AND secret = ? AND confirmedAt IS NULL`;
const REMOVE_SECOND = `UPDATE second_factor SET secret = '', confirmedAt = NULL, removedAt = ?, removedBy = ? WHERE personId = ? AND confirmedAt IS NOT NULL`;
const UPDATE_PERSON = 'UPDATE person SET email = :email, name = :name, role = :role, rights = :rights, password = :password, endedAt = :endedAt WHERE id = :id';

/** Opens `file`; creates it when missing and migrates it. Throws a sentence when a newer Sitrep wrote it. The data folder's lock limits it to one process. */
export const openSqliteAuthStore = (file: string): AuthStore => {
  const { db } = connect(file);
  /** Runs a write, on the newest schema: it could not be brought there when the disk was full at the start. */
  const write = <T>(run: () => T): T =>
    available(() => {
      migrate(db);
      return run();
    });
  /** What a file that could not be migrated yet lacks is empty. */
  const read = <T>(table: string, none: T, run: () => T): T => available(() => (hasTable(db, table) ? run() : none));
  const people = (): Person[] =>
    read('person', [], () => (db.prepare('SELECT * FROM person ORDER BY createdAt, id').all() as unknown as PersonRow[]).map(personOf));
  try {
    available(() => migrate(db));
  } catch (error) {
    // On a full disk a file of an earlier Sitrep can still be read.
    if (!(error instanceof StoreUnavailable) || !hasTable(db, 'credential')) throw error;
  }
  return {
    revision: async () => read('revision', 0, () => (db.prepare('SELECT n FROM revision').get() as { n: number }).n),
    all: async () => available(() => db.prepare('SELECT * FROM credential ORDER BY createdAt, id').all() as unknown as CredentialRow[]).map(credentialOf),
    insert: async (credential) => void write(() => db.prepare(INSERT_CREDENTIAL).run(credentialRowOf(credential))),
    insertSession: async (credential, password) =>
      write(() =>
        inTransaction(db, () => {
          const person = people().find(({ id }) => id === credential.personId);
          if (person === undefined || person.endedAt !== null || person.password !== password) return false;
          db.prepare(INSERT_CREDENTIAL).run(credentialRowOf(credential));
          return true;
        }),
      ),
    remove: async (id) => available(() => db.prepare('DELETE FROM credential WHERE id = ?').run(id)).changes > 0,
    revoke: async (id, at) => write(() => db.prepare(REVOKE).run({ id, at })).changes > 0,
    opened: async (id, at, agent) => void write(() => db.prepare('UPDATE credential SET openedAt = ?, agent = ? WHERE id = ?').run(at, agent, id)),
    renew: async (id, renewal) => void write(() => db.prepare(RENEW).run({ id, ...renewal })),
    renewalKey: async () => {
      try {
        write(() => db.prepare('INSERT INTO renewal SELECT ? WHERE NOT EXISTS (SELECT 1 FROM renewal)').run(newSecret()));
      } catch (error) {
        // Signing in goes on without it.
        if (!(error instanceof StoreUnavailable)) throw error;
      }
      return read('renewal', null, () => (db.prepare('SELECT key FROM renewal').get() as { key: string } | undefined)?.key ?? null);
    },
    touch: async (id, at) => void available(() => db.prepare('UPDATE credential SET lastUsedAt = max(coalesce(lastUsedAt, 0), ?) WHERE id = ?').run(at, id)),

    people: async () => people(),
    addPerson: async (person) =>
      write(() =>
        inTransaction(db, () => {
          if (people().some(({ email, endedAt }) => endedAt === null && email === person.email)) return false;
          db.prepare(INSERT_PERSON).run(rowOf(person));
          return true;
        }),
      ),
    changePerson: async (id, change, ends, except = '', present) =>
      write(() =>
        inTransaction(db, () => {
          const all = people();
          const verdict = judge(all, id, change, present);
          const before = all.find((person) => person.id === id);
          if (verdict !== 'changed' || before === undefined) return verdict;
          const { createdAt: _, ...row } = rowOf({ ...before, ...change });
          db.prepare(UPDATE_PERSON).run(row);
          if (ends) {
            db.prepare('DELETE FROM credential WHERE personId = ? AND id <> ?').run(id, except);
            db.prepare('DELETE FROM link WHERE personId = ?').run(id);
          }
          if (change.endedAt !== undefined) for (const table of ['second_factor', 'backup_code']) db.prepare(`DELETE FROM ${table} WHERE personId = ?`).run(id);
          return verdict;
        }),
      ),

    addLink: async (link) =>
      void write(() => db.prepare(`INSERT INTO link (${LINK}) VALUES (:hash, :kind, :personId, :expiresAt, :password)`).run({ ...link })),
    links: async (kind) =>
      read(
        'link',
        [],
        () => db.prepare('SELECT hash, expiresAt FROM link WHERE kind = ? ORDER BY expiresAt').all(kind) as { hash: string; expiresAt: number }[],
      ),
    // Null is a password that a file which could not be migrated yet has no column for.
    findLink: async (hash) =>
      read('link', null, () => {
        const link = db.prepare('SELECT * FROM link WHERE hash = ?').get(hash) as (OneTimeLink & { tries: number }) | undefined;
        return link === undefined ? null : { hash, kind: link.kind, personId: link.personId, expiresAt: link.expiresAt, password: link.password ?? null };
      }),
    takeLink: async (hash) => write(() => db.prepare('DELETE FROM link WHERE hash = ?').run(hash)).changes > 0,
    tryLink: async (hash, most) => write(() => db.prepare('UPDATE link SET tries = tries + 1 WHERE hash = ? AND tries < ?').run(hash, most)).changes > 0,
    pruneLinks: async (before) => read('link', undefined, () => void db.prepare('DELETE FROM link WHERE expiresAt < ?').run(before)),

    secondFactors: async () =>
      read('second_factor', [], () =>
        db
          .prepare('SELECT personId, confirmedAt, lastStep, removedAt, removedBy FROM second_factor WHERE confirmedAt IS NOT NULL OR removedBy IS NOT NULL')
          .all()
          .map((row) => ({ ...row }) as unknown as Omit<SecondFactor, 'secret'>),
      ),
    secondFactor: async (personId) =>
      read('second_factor', null, () => (db.prepare('SELECT * FROM second_factor WHERE personId = ?').get(personId) as SecondFactor | undefined) ?? null),
    startSecondFactor: async (personId, secret) => write(() => db.prepare(START_SECOND).run(personId, secret)).changes > 0,
    confirmSecondFactor: async (personId, secret, step, at, codes) =>
      write(() =>
        inTransaction(db, () => {
          if (db.prepare(CONFIRM_SECOND).run(at, step, personId, secret).changes === 0) return false;
          setCodes(db, personId, codes);
          return true;
        }),
      ),
    useStep: async (personId, step) =>
      write(() => db.prepare('UPDATE second_factor SET lastStep = :step WHERE personId = :personId AND lastStep < :step').run({ step, personId })).changes > 0,
    useBackupCode: async (personId, hash) => write(() => db.prepare('DELETE FROM backup_code WHERE personId = ? AND hash = ?').run(personId, hash)).changes > 0,
    backupCodesLeft: async (personId) =>
      read('backup_code', 0, () => (db.prepare('SELECT count(*) AS n FROM backup_code WHERE personId = ?').get(personId) as { n: number }).n),
    replaceBackupCodes: async (personId, codes) => write(() => inTransaction(db, () => setCodes(db, personId, codes))),
    removeSecondFactor: async (personId, at, removedBy) =>
      write(() =>
        inTransaction(db, () => {
          db.prepare('DELETE FROM backup_code WHERE personId = ?').run(personId);
          return db.prepare(REMOVE_SECOND).run(at, removedBy, personId).changes > 0;
        }),
      ),

    noteOwner: async (at) => void write(() => db.prepare('INSERT INTO owner SELECT ? WHERE NOT EXISTS (SELECT 1 FROM owner)').run(at)),
    knowsOwner: async () => read('owner', false, () => db.prepare('SELECT 1 FROM owner').get() !== undefined),
    takeOut: () => write(() => takenRows(async (table, columns, only) => rowsOf(db, table, columns, only))),
    putIn: async (rows, then) => {
      write(() => db.exec('BEGIN IMMEDIATE'));
      try {
        for (const table of ['person', 'credential']) if (db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined) throw new NotEmpty();
        available(() => {
          db.exec('DELETE FROM owner');
          for (const { table, row } of rows) {
            const columns = Object.keys(row);
            db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `:${column}`).join(', ')})`).run({ ...row });
          }
        });
        await then();
        available(() => db.exec('COMMIT'));
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    close: async () => db.close(),
  };
};

const rowsOf = (db: DatabaseSync, table: string, columns: readonly string[], only: AccountTable['only']) => {
  const where = only === undefined ? '' : ` WHERE ${only.column} IN (${only.values.map(() => '?').join(', ')})`;
  return db.prepare(`SELECT ${columns.join(', ')} FROM ${table}${where} ORDER BY rowid`).all(...(only?.values ?? [])) as Record<string, unknown>[];
};

const setCodes = (db: DatabaseSync, personId: string, codes: readonly string[]): void => {
  db.prepare('DELETE FROM backup_code WHERE personId = ?').run(personId);
  for (const code of codes) db.prepare('INSERT INTO backup_code VALUES (?, ?)').run(personId, code);
};

const hasTable = (db: DatabaseSync, name: string): boolean => db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;

const inTransaction = <T>(db: DatabaseSync, run: () => T): T => {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = run();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // A failed statement may have ended the transaction already.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
};

const migrate = (db: DatabaseSync): void => {
  const { user_version: found } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  const known = SQLITE_AUTH_STEPS.length;
  if (found > known) throw new Error(`the accounts were written by a newer Sitrep (schema ${found}, this one knows ${known}); start that version instead`);
  if (found === known) return;
  inTransaction(db, () => {
    for (const step of SQLITE_AUTH_STEPS.slice(found)) db.exec(step);
    db.exec(`PRAGMA user_version = ${known}`);
  });
};
