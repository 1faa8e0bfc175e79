import { afterAll, describe } from 'vitest';
import { throwAwayPostgres } from '../testing/postgres.ts';
import { registerEvidenceContract } from './evidence-contract.ts';
import { openPostgresEvidenceStore } from './postgres-evidence-store.ts';

const server = await throwAwayPostgres();
afterAll(() => server?.stop());

describe.skipIf(server === null)('on a real server', () => {
  registerEvidenceContract('PostgreSQL', async () => {
    const url = (await server?.database()) ?? '';
    return { open: () => openPostgresEvidenceStore(url), remove: async () => server?.giveBack(url) };
  });
});
