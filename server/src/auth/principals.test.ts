import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { systemClock } from '../ground/clock.ts';
import { Principals } from './principals.ts';
import { registerPrincipalsContract } from './principals-contract.ts';
import { hashSecret, newSecret, writeToken } from './secret.ts';
import { openSqliteAuthStore } from './sqlite-auth-store.ts';

registerPrincipalsContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-auth-'));
  return {
    open: async () => openSqliteAuthStore(join(folder, 'auth.sqlite')),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

test('[AC7] what an earlier version stored keeps its role, and new credentials stand beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-auth-'));
  const file = join(folder, 'auth.sqlite');
  const before = new DatabaseSync(file);
  before.exec(
    'CREATE TABLE credential (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, hash TEXT NOT NULL, createdAt INTEGER NOT NULL, expiresAt INTEGER, lastUsedAt INTEGER) STRICT',
  );
  const secret = newSecret();
  const id = '0123456789ab';
  before.prepare('INSERT INTO credential VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)').run(id, 'token', 'old', 'responder', hashSecret(secret), Date.now());
  before.close();
  const principals = await Principals.open(openSqliteAuthStore(file), systemClock, () => undefined);
  expect(principals.verdict(writeToken(id, secret), 'token')).toMatchObject({ name: 'old', role: 'responder' });
  const { token } = await principals.createToken('checks', null, null, ['ingest']);
  await principals.close();
  const again = await Principals.open(openSqliteAuthStore(file), systemClock, () => undefined);
  expect(again.verdict(writeToken(id, secret), 'token')?.rights.has('write-internal')).toBe(true);
  expect(again.verdict(token, 'token')).toMatchObject({ role: null, rights: new Set(['ingest']) });
  await again.close();
  rmSync(folder, { recursive: true, force: true });
});
