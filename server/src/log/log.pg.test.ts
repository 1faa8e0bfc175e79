import pg from 'pg';
import { afterAll, describe } from 'vitest';
import { throwAwayPostgres } from '../testing/postgres.ts';
import { registerDutiesContract } from './duties-contract.ts';
import { registerEventLogContract } from './log-contract.ts';
import { openPostgresLog } from './postgres-log.ts';

const server = await throwAwayPostgres();
afterAll(() => server?.stop());

describe.skipIf(server === null)('on a real server', () => {
  registerEventLogContract('PostgreSQL', async () => {
    const url = (await server?.database()) ?? '';
    return {
      open: () => openPostgresLog(url),
      newerSchema: 'INSERT INTO migrations VALUES (99)',
      raw: async (sql) => {
        const client = new pg.Client({ connectionString: url, options: '-c search_path=sitrep_log' });
        await client.connect();
        try {
          return (await client.query(sql)).rows;
        } finally {
          await client.end();
        }
      },
      remove: async () => server?.giveBack(url),
    };
  });

  registerDutiesContract('PostgreSQL', async () => {
    const url = (await server?.database()) ?? '';
    return {
      open: () => openPostgresLog(url),
      // The database's own clock decides, and nobody sets it.
      pass: (ms) => server?.admin(`SELECT pg_sleep(${ms / 1_000})`) ?? Promise.resolve(),
      remove: async () => server?.giveBack(url),
    };
  });
});
