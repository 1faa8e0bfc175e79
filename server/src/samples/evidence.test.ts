import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerEvidenceContract } from './evidence-contract.ts';
import { openSqliteEvidenceStore } from './sqlite-evidence-store.ts';

registerEvidenceContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-samples-'));
  return { open: async () => openSqliteEvidenceStore(join(folder, 'samples.sqlite')), remove: async () => rmSync(folder, { recursive: true }) };
});
