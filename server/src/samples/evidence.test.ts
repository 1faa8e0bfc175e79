import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import { openStores } from '../setup/open-stores.ts';
import { registerEvidenceContract } from './evidence-contract.ts';
import { openSqliteEvidenceStore } from './sqlite-evidence-store.ts';

registerEvidenceContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-samples-'));
  return { open: async () => openSqliteEvidenceStore(join(folder, 'samples.sqlite')), remove: async () => rmSync(folder, { recursive: true }) };
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const inFolder = (): { dataDir: string; file: string } => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sitrep-samples-'));
  folders.push(dataDir);
  return { dataDir, file: join(dataDir, 'samples.sqlite') };
};
const RENEWAL = { statementId: 'a', statedAt: 1, renewedAt: 100, freshUntil: 160 };

test('[LG42] a file of a newer Sitrep refuses the start, and leaves the folder to it', async () => {
  const { dataDir, file } = inFolder();
  const db = new DatabaseSync(file);
  db.exec('PRAGMA user_version = 99');
  db.close();
  const start = () => openStores({ dataDir, databaseUrl: null, announces: true });
  for (let turn = 0; turn < 2; turn++) await expect(start()).rejects.toThrow('the samples were written by a newer Sitrep (schema 99');
  rmSync(file);
  const { log, auth, evidence, folder } = await start();
  for (const store of [log, auth, evidence]) await store.close();
  folder?.release();
});

test('[LG42] a damaged file is a store that is away, and is told with what to do', async () => {
  const { file } = inFolder();
  writeFileSync(file, 'no database at all '.repeat(500));
  const store = openSqliteEvidenceStore(file);
  for (const ask of [() => store.renew(RENEWAL), () => store.all(), () => store.prune([], 0)]) {
    const error = await ask().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect((error as StoreUnavailable).cause).toMatchObject({ message: expect.stringContaining('samples.sqlite is damaged; stop the server and delete it') });
  }
  await store.close();
});
