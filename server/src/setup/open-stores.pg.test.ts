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

test.skipIf(postgres === null)('[LG42] renewals of a newer Sitrep refuse the start', async () => {
  const url = (await postgres?.database()) ?? '';
  const start = () => openStores({ dataDir: '', databaseUrl: url, announces: false });
  const { log, auth, evidence, bus } = await start();
  for (const store of [log, auth, evidence, bus]) await store.close();
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('INSERT INTO sitrep_samples.migrations VALUES (99)');
  await client.end();
  await expect(start()).rejects.toThrow('the samples were written by a newer Sitrep (schema 99');
});
