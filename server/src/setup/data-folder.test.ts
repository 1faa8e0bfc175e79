import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimDataFolder, readRun } from './data-folder.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'sitrep-folder-')), 'board');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

/** Another process that claims the folder and keeps running. */
const holder = async () => {
  const script = `import { claimDataFolder } from ${JSON.stringify(import.meta.resolve('./data-folder.ts'))};
    claimDataFolder(${JSON.stringify(folder)}).announce({ url: 'http://127.0.0.1:4999', token: 't', store: 'embedded' });
    console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
};

test('[LG20] a folder held by another process is refused with its pid and address, and free again after kill -9', async () => {
  const child = await holder();
  expect(() => claimDataFolder(folder)).toThrow(`is in use by process ${child.pid} at http://127.0.0.1:4999;`);
  expect(readRun(folder)).toEqual({ pid: child.pid, url: 'http://127.0.0.1:4999', token: 't', store: 'embedded' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const claimed = claimDataFolder(folder);
  expect(readRun(folder)).toBeNull();
  claimed.release();
});

test('[LG20] a second claim in the same process is refused too, and granted after release', () => {
  const first = claimDataFolder(folder);
  expect(() => claimDataFolder(folder)).toThrow(`is in use by process ${process.pid};`);
  first.release();
  first.release();
  claimDataFolder(folder).release();
});

test('[LG21] run.json is readable by its owner alone and gone after release', () => {
  const claimed = claimDataFolder(folder);
  expect(readRun(folder)).toBeNull();
  claimed.announce({ url: 'http://127.0.0.1:1', token: 'secret', store: 'embedded' });
  expect(statSync(claimed.file('run.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(claimed.file('holder'), 'utf8')).not.toContain('secret');
  claimed.release();
  expect(existsSync(claimed.file('run.json'))).toBe(false);
});

test('[LG20] a folder that cannot be made is refused with a sentence', () => {
  const file = join(folder, '..', 'file');
  writeFileSync(file, '');
  expect(() => claimDataFolder(join(file, 'board'))).toThrow(/^The data folder .* cannot be written: .*\.$/);
});

test('[LG20] a folder in a place where none can be made is refused at once', () => {
  expect(() => claimDataFolder('/proc/sitrep/board')).toThrow(/^The data folder .* cannot be written: .*\.$/);
});

const modeOf = (path: string) => statSync(path).mode & 0o777;

test('[LG21] a folder of ours that stood open is closed, and so are the files in it', () => {
  mkdirSync(folder, { mode: 0o777 });
  writeFileSync(join(folder, 'log.sqlite'), '');
  writeFileSync(join(folder, 'auth.sqlite-wal'), '');
  chmodSync(folder, 0o777);
  claimDataFolder(folder).release();
  expect([modeOf(folder), modeOf(join(folder, 'log.sqlite')), modeOf(join(folder, 'auth.sqlite-wal'))]).toEqual([0o700, 0o600, 0o600]);
});

test('[LG21] a folder with other things in it keeps its rights; one that others may write is refused', () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'holiday.jpg'), '', { mode: 0o644 });
  writeFileSync(join(folder, 'log.sqlite'), '');
  chmodSync(folder, 0o755);
  claimDataFolder(folder).release();
  expect([modeOf(folder), modeOf(join(folder, 'holiday.jpg')), modeOf(join(folder, 'log.sqlite'))]).toEqual([0o755, 0o644, 0o600]);
  for (const mode of [0o770, 0o775, 0o777, 0o1777]) {
    chmodSync(folder, mode);
    expect(() => claimDataFolder(folder)).toThrow(/^The data folder .* can be written by other users of this machine; .*\.$/);
    expect(modeOf(folder)).toBe(mode & 0o777);
  }
});

test('[LG21] the token is written to no file that was there before, nor where one leads', () => {
  const claimed = claimDataFolder(folder);
  const elsewhere = join(folder, '..', 'elsewhere');
  writeFileSync(elsewhere, 'not ours');
  symlinkSync(elsewhere, claimed.file('run.json.new'));
  claimed.announce({ url: 'http://127.0.0.1:1', token: 'secret', store: 'embedded' });
  expect(readFileSync(elsewhere, 'utf8')).toBe('not ours');
  expect(readRun(folder)?.token).toBe('secret');
  claimed.release();
});
