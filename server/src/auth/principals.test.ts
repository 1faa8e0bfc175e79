import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerPrincipalsContract } from './principals-contract.ts';
import { openSqliteAuthStore } from './sqlite-auth-store.ts';

registerPrincipalsContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-auth-'));
  return {
    open: async () => openSqliteAuthStore(join(folder, 'auth.sqlite')),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
});
