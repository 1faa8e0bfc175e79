import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort, npmStart, STRANGERS_PATH } from '../fixtures/npm-start.ts';

const root = resolve(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'sitrep-newcomer-'));
const clone = join(home, 'sitrep');
const dataDir = join(clone, 'data/sample');

test.describe.configure({ mode: 'serial' });
test.beforeAll(() => {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone]);
});
test.afterAll(() => rmSync(home, { recursive: true, force: true }));

test('from a clean clone and an empty home, npm start serves, serves again, and every way of stopping leaves nothing behind', async () => {
  test.setTimeout(600_000);
  const port = await freePort();
  const first = await npmStart(clone, port, dataDir, { HOME: home });
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('id="root"');
  await expect.poll(first.output).toContain(`http://localhost:${port}/`);
  const boardOf = async () => {
    const { pos, hash, epoch } = await (await fetch(`http://127.0.0.1:${port}/api/v1/board`)).json();
    return { pos, hash, epoch };
  };
  const before = await boardOf();
  await first.stop('SIGTERM');

  const second = await npmStart(clone, port, dataDir, { HOME: home });
  // Nor does it import the sample again.
  expect(await boardOf()).toEqual(before);
  // The second start fetches, installs and builds nothing.
  expect(second.output()).not.toContain('[sitrep]');
  await second.stop('SIGINT');
  console.log(`npm start from a clean clone: ${(first.took / 1000).toFixed(1)} s; again: ${(second.took / 1000).toFixed(1)} s`);
});

test('a Node that is recent enough is used as it is', async () => {
  test.setTimeout(300_000);
  const recent = [dirname(process.execPath), STRANGERS_PATH].join(delimiter);
  const { pid, stop, took } = await npmStart(clone, await freePort(), dataDir, { HOME: home, PATH: recent });
  expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]).toBe(process.execPath);
  await stop('SIGTERM');
  console.log(`npm start with Node ${process.version} on the path: ${(took / 1000).toFixed(1)} s`);
});
