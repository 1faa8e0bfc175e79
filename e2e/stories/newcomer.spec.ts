import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'sitrep-newcomer-'));
const clone = join(home, 'sitrep');
// What a stranger's machine has: no toolchain of ours, no settings, an empty home.
const strangersPath = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('.toolchain') && !folder.includes('node_modules'))
  .join(delimiter);
const environment = (path: string, port: number) => {
  const machine = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^DATA_DIR$|^DATABASE_URL$|^NODE$/i.test(name)));
  return { ...machine, PATH: path, HOME: home, PORT: String(port) };
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};
const answers = async (port: number): Promise<boolean> => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/livez`)).ok;
  } catch {
    return false;
  }
};
/** Starts `npm start` and waits until it answers. Out: the process, how long it took in ms, what it printed. */
const npmStart = async (path: string, port: number) => {
  const started = performance.now();
  const npm: ChildProcess = spawn('npm', ['start'], { cwd: clone, env: environment(path, port), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  const note = (chunk: Buffer) => {
    output += chunk;
  };
  npm.stdout?.on('data', note);
  npm.stderr?.on('data', note);
  while (!(await answers(port))) {
    if (npm.exitCode !== null) throw new Error(`npm start ended with ${npm.exitCode}:\n${output}`);
    await new Promise((later) => setTimeout(later, 50));
  }
  return { npm, took: performance.now() - started, output: () => output };
};
const processGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};
/** Ends it by `signal` and expects the port free and the server gone, promptly. */
const stop = async (npm: ChildProcess, signal: NodeJS.Signals, port: number) => {
  const { pid } = JSON.parse(readFileSync(join(clone, 'data/sample/run.json'), 'utf8')) as { pid: number };
  // Ctrl-C in a terminal reaches the whole group; a supervisor's SIGTERM only npm.
  if (signal === 'SIGINT' && npm.pid !== undefined) process.kill(-npm.pid, signal);
  else npm.kill(signal);
  await expect.poll(() => answers(port), { timeout: 10_000 }).toBe(false);
  await expect.poll(() => processGone(pid), { timeout: 10_000 }).toBe(true);
  expect(existsSync(join(clone, 'data/sample/run.json'))).toBe(false);
};

test.describe.configure({ mode: 'serial' });
test.beforeAll(() => {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone]);
});
test.afterAll(() => rmSync(home, { recursive: true, force: true }));

test('from a clean clone and an empty home, npm start serves within a minute, again within 3 s, and every way of stopping leaves nothing behind', async () => {
  test.setTimeout(240_000);
  const port = await freePort();
  const first = await npmStart(strangersPath, port);
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('id="root"');
  expect(first.output()).toContain(`http://localhost:${port}/`);
  await stop(first.npm, 'SIGTERM', port);

  const second = await npmStart(strangersPath, port);
  await stop(second.npm, 'SIGINT', port);
  console.log(`npm start from a clean clone: ${(first.took / 1000).toFixed(1)} s; again: ${(second.took / 1000).toFixed(1)} s`);
  expect(first.took).toBeLessThan(60_000);
  expect(second.took).toBeLessThan(3_000);
});

test('a Node that is recent enough is used as it is', async () => {
  test.setTimeout(120_000);
  const port = await freePort();
  const recent = [dirname(process.execPath), strangersPath].join(delimiter);
  const { npm, took } = await npmStart(recent, port);
  const { pid } = JSON.parse(readFileSync(join(clone, 'data/sample/run.json'), 'utf8')) as { pid: number };
  expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]).toBe(process.execPath);
  await stop(npm, 'SIGTERM', port);
  console.log(`npm start with Node ${process.version} on the path: ${(took / 1000).toFixed(1)} s`);
});
