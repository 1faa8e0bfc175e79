import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openSqliteLog } from '../log/sqlite-log.ts';
import { registerRefoldContract } from './refold-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'sitrep-refold-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let logs = 0;
registerRefoldContract('SQLite', async () => openSqliteLog(join(folder, `${++logs}.sqlite`)), 20);
