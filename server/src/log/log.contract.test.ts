import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { registerEventLogContract } from './log-contract.ts';
import { openSqliteLog } from './sqlite-log.ts';

registerEventLogContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-log-'));
  const file = join(folder, 'log.sqlite');
  return {
    open: async () => openSqliteLog(file),
    newerSchema: 'PRAGMA user_version = 99',
    raw: async (sql) => {
      const db = new DatabaseSync(file);
      try {
        return db
          .prepare(sql)
          .all()
          .map((row) => ({ ...row }));
      } finally {
        db.close();
      }
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
});
