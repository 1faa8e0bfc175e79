import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { throwAwayPostgres } from '../testing/postgres.ts';
import { openStores } from './open-stores.ts';

const postgres = await throwAwayPostgres();
afterAll(() => postgres?.stop());

test.skipIf(postgres === null)('[HT29] a role that may not make anything in the database is told which right it lacks', async () => {
  const url = new URL((await postgres?.database()) ?? '');
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query("CREATE ROLE poor LOGIN PASSWORD 'poor'");
  await client.end();
  url.username = 'poor';
  url.password = 'poor';
  await expect(openStores({ dataDir: '', databaseUrl: url.href, announces: false })).rejects.toThrow(/GRANT CREATE ON DATABASE \S+ TO the role/);
});
