import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { registerDutiesContract } from './duties-contract.ts';
import { StaleFence } from './leases.ts';
import { boardNamed, plain, registerEventLogContract } from './log-contract.ts';
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

registerDutiesContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-log-'));
  let now = 1_000;
  return {
    open: async () => openSqliteLog(join(folder, 'log.sqlite'), () => now),
    pass: async (ms) => {
      now += ms;
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

test('[LE1] embedded, whoever opened the store last has every lease at once, under another number, and writes nothing to keep it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-log-'));
  const [killed, next] = [openSqliteLog(join(folder, 'log.sqlite')), openSqliteLog(join(folder, 'log.sqlite'))];
  const fence = { lease: 'leader', number: (await killed.claim('leader', 'a', 60_000)) ?? 0 };
  expect([fence.number, await next.claim('leader', 'b', 60_000)]).toEqual([1, 2]);
  await expect(killed.append({ ...plain(boardNamed('late')), fence })).rejects.toThrow(StaleFence);
  const { size } = statSync(join(folder, 'log.sqlite-wal'));
  expect(await next.claim('leader', 'b', 60_000)).toBe(2);
  expect(statSync(join(folder, 'log.sqlite-wal')).size).toBe(size);
  await killed.close();
  await next.close();
  rmSync(folder, { recursive: true });
});
