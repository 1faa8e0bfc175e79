import pg from 'pg';
import { afterAll, describe } from 'vitest';
import { throwAwayPostgres } from '../testing/postgres.ts';
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
});
