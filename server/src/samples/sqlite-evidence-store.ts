import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { available, connect } from '../ground/sqlite.ts';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import type { EvidenceStore, Renewal } from './evidence-store.ts';

const STEPS = [
  `CREATE TABLE evidence (
    statementId TEXT PRIMARY KEY, statedAt INTEGER NOT NULL, renewedAt INTEGER NOT NULL, freshUntil INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
];

const RENEW = `
  INSERT INTO evidence VALUES (:statementId, :statedAt, :renewedAt, :freshUntil)
  ON CONFLICT (statementId) DO UPDATE SET statedAt = excluded.statedAt, renewedAt = excluded.renewedAt, freshUntil = excluded.freshUntil
  WHERE excluded.statedAt >= evidence.statedAt`;

/**
 * Evidence in `file`, which is made with its first use: a board starts and is read without it, also on a full disk or where it is damaged. The data folder's lock limits it to
 * one process. Throws a sentence when a newer Sitrep wrote it.
 */
export const openSqliteEvidenceStore = (file: string): EvidenceStore => {
  let opened: DatabaseSync | null = null;
  const use = <T>(run: (db: DatabaseSync) => T): T =>
    undamaged(file, () =>
      available(() => {
        opened ??= open(file);
        return run(opened);
      }),
    );
  try {
    if (existsSync(file)) use(() => {});
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
  return {
    renew: async (renewal) => void use((db) => db.prepare(RENEW).run({ ...renewal })),
    all: async () => use((db) => db.prepare('SELECT * FROM evidence').all() as unknown as Renewal[]),
    prune: async (statementIds, before) =>
      void use((db) =>
        db
          .prepare('DELETE FROM evidence WHERE freshUntil < ? AND statementId NOT IN (SELECT value FROM json_each(?))')
          .run(before, JSON.stringify(statementIds)),
      ),
    close: async () => opened?.close(),
  };
};

/** Damaged, and no database. */
const DAMAGED = [11, 26];
/** What is in a damaged file can be done without, unlike the log: it counts as a store that cannot be reached. */
const undamaged = <T>(file: string, run: () => T): T => {
  try {
    return run();
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
    if (!DAMAGED.includes(code)) throw error;
    throw new StoreUnavailable('away', new Error(`${basename(file)} is damaged; stop the server and delete it: machines renew their evidence anew`));
  }
};

const open = (file: string): DatabaseSync => {
  const { db } = connect(file);
  try {
    // Thousands of renewals a minute: none waits for the disk.
    db.exec('PRAGMA synchronous=NORMAL');
    const { user_version: found } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    if (found > STEPS.length)
      throw new Error(`the samples were written by a newer Sitrep (schema ${found}, this one knows ${STEPS.length}); start that version instead`);
    if (found < STEPS.length) db.exec(`BEGIN IMMEDIATE; ${STEPS.slice(found).join(';')}; PRAGMA user_version = ${STEPS.length}; COMMIT`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};
