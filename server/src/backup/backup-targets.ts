import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll } from 'vitest';
import { openSqliteAuthStore } from '../auth/sqlite-auth-store.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import type { BackupTarget } from './backup-contract.ts';

/** Stores in files of their own, for the tests of backups; they are removed after the file of tests. */
export const sqliteTarget = (): BackupTarget => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-backup-'));
  const ends: (() => Promise<void>)[] = [];
  let made = 0;
  afterAll(async () => {
    for (const end of ends) await end();
    rmSync(folder, { recursive: true, force: true });
  });
  const file = () => join(folder, `auth-${made}.sqlite`);
  return {
    name: 'SQLite',
    stores: async () => {
      made++;
      const log = openSqliteLog(join(folder, `log-${made}.sqlite`));
      const auth = openSqliteAuthStore(file());
      ends.push(
        () => log.close(),
        () => auth.close(),
      );
      return { log, auth };
    },
    schema: async () => {
      const db = new DatabaseSync(file(), { readOnly: true });
      const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all() as { name: string }[];
      const schema = tables.map(
        ({ name }) => [name, (db.prepare(`PRAGMA table_info(${name})`).all() as { name: string }[]).map((column) => column.name)] as const,
      );
      db.close();
      return Object.fromEntries(schema);
    },
  };
};
