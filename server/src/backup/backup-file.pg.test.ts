import pg from 'pg';
import { afterAll, describe } from 'vitest';
import { openPostgresAuthStore } from '../auth/postgres-auth-store.ts';
import { openPostgresLog } from '../log/postgres-log.ts';
import { throwAwayPostgres } from '../testing/postgres.ts';
import { type BackupTarget, registerBackupContract } from './backup-contract.ts';
import { sqliteTarget } from './backup-targets.ts';

const server = await throwAwayPostgres();
const ends: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ends) await end();
  await server?.stop();
});

let newest = '';
const postgresTarget: BackupTarget = {
  name: 'PostgreSQL',
  stores: async () => {
    const url = (await server?.database()) ?? '';
    newest = url;
    const [log, auth] = [await openPostgresLog(url), await openPostgresAuthStore(url)];
    ends.push(
      () => log.close(),
      () => auth.close(),
      async () => server?.giveBack(url),
    );
    return { log, auth };
  },
  schema: async () => {
    const client = new pg.Client(newest);
    await client.connect();
    const { rows } = await client.query<{ name: string; columns: string[] }>(
      "SELECT table_name AS name, array_agg(column_name::text) AS columns FROM information_schema.columns WHERE table_schema = 'sitrep_auth' GROUP BY table_name",
    );
    await client.end();
    return Object.fromEntries(rows.map(({ name, columns }) => [name, columns]));
  },
};

describe.skipIf(server === null)('on a real server', () => {
  registerBackupContract(sqliteTarget(), postgresTarget);
  registerBackupContract(postgresTarget, sqliteTarget());
});
