import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort, npmStart, STRANGERS_PATH } from '../fixtures/npm-start.ts';

// Here where everything is installed and built already; from a clean clone and an empty home in `npm run test:long`.
const root = resolve(import.meta.dirname, '../..');
const dataDir = mkdtempSync(join(tmpdir(), 'sitrep-start-'));
test.afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('npm start serves and says where, and a SIGTERM to npm or Ctrl-C leaves nothing behind', async () => {
  const port = await freePort();
  const first = await npmStart(root, port, dataDir, { DATA_DIR: dataDir });
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('id="root"');
  await expect.poll(first.output).toContain(`http://localhost:${port}/`);
  await first.stop('SIGTERM');

  // A recent enough Node is used directly.
  const recent = [dirname(process.execPath), STRANGERS_PATH].join(delimiter);
  const second = await npmStart(root, port, dataDir, { DATA_DIR: dataDir, PATH: recent });
  if (process.platform === 'linux') expect(readFileSync(`/proc/${second.pid}/cmdline`, 'utf8').split('\0')[0]).toBe(process.execPath);
  await second.stop('SIGINT');
});
