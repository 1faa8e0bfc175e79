import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readRun } from '../setup/data-folder.ts';
import { throwAwayPostgres } from '../testing/postgres.ts';
import { runSitrep } from '../testing/run-sitrep.ts';

const postgres = await throwAwayPostgres();
const folder = mkdtempSync(join(tmpdir(), 'sitrep-cli-'));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await postgres?.stop();
});

const serve = (env: Record<string, string>) => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', resolve(import.meta.dirname, '../main.ts')], {
    // These tests must not depend on the load of the machine.
    env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, MAX_LAG_MS: '60000', ...env },
    stdio: 'ignore',
  });
  return { child, ended: once(child, 'close').then(([code]) => code as number | null) };
};

test.skipIf(postgres === null)(
  '[HT37] [LG13] on a database the tool opens it beside the servers, or asks the one whose folder it knows, and a backup goes into an empty one',
  async () => {
    const DATABASE_URL = (await postgres?.database()) ?? '';
    const made = await runSitrep(['token', 'create', '--role', 'viewer', '--name', 'wall'], { DATABASE_URL });
    const token = /^sitrep_\S+$/m.exec(made.text)?.[0];
    expect(made).toEqual({ code: 0, text: expect.stringContaining('the database of DATABASE_URL') });

    const DATA_DIR = join(folder, 'board');
    const server = serve({ DATABASE_URL, DATA_DIR, PORT: '0' });
    await expect.poll(() => existsSync(join(DATA_DIR, 'run.json'))).toBe(true);
    const url = readRun(DATA_DIR)?.url ?? '';
    const board = await fetch(`${url}/api/v1/board?scope=internal`, { headers: { authorization: `Bearer ${token}` } });
    expect(board.status).toBe(200);
    expect(await runSitrep(['token', 'list'], { DATABASE_URL, DATA_DIR })).toEqual({
      code: 0,
      text: expect.stringMatching(new RegExp(`the board at ${url}.*wall`, 's')),
    });
    expect(await runSitrep(['verify'], { DATABASE_URL })).toEqual({
      code: 0,
      text: expect.stringMatching(/the database of DATABASE_URL.*all as they were recorded/s),
    });

    const headers = { authorization: `Bearer ${readRun(DATA_DIR)?.token}`, 'content-type': 'application/json' };
    for (const name of ['one', 'two', 'three'])
      expect((await fetch(`${url}/api/v1/components/${name}`, { method: 'PUT', headers, body: JSON.stringify({ name }) })).ok).toBe(true);
    const backup = join(folder, 'backup.ndjson');
    expect((await runSitrep(['export', backup], { DATABASE_URL, DATA_DIR })).code).toBe(0);
    const restored = (await postgres?.database()) ?? '';
    expect(await runSitrep(['import', backup], { DATABASE_URL: restored })).toEqual({ code: 0, text: expect.stringContaining('Imported 3 events') });

    const elsewhere = (await postgres?.database()) ?? '';
    expect((await runSitrep(['token', 'list'], { DATABASE_URL: elsewhere, DATA_DIR })).text).toContain('There are no tokens.');
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  },
);
