import { afterAll, describe } from 'vitest';
import { throwAwayPostgres } from '../testing/postgres.ts';
import { openPostgresAuthStore } from './postgres-auth-store.ts';
import { registerPrincipalsContract } from './principals-contract.ts';

const server = await throwAwayPostgres();
afterAll(() => server?.stop());

describe.skipIf(server === null)('on a real server', () => {
  registerPrincipalsContract('PostgreSQL', async () => {
    const url = (await server?.database()) ?? '';
    return { open: () => openPostgresAuthStore(url), remove: async () => server?.giveBack(url) };
  });
});
