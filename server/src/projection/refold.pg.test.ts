import { afterAll, describe } from 'vitest';
import { openPostgresLog } from '../log/postgres-log.ts';
import { throwAwayPostgres } from '../testing/postgres.ts';
import { registerRefoldContract } from './refold-contract.ts';

const server = await throwAwayPostgres();
afterAll(() => server?.stop());

describe.skipIf(server === null)('on a real server', () => {
  registerRefoldContract('PostgreSQL', async () => openPostgresLog((await server?.database()) ?? ''), 4);
});
