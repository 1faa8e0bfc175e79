import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
/** What `npm run sitrep token create --kiosk --name "Wall 7"` starts: npm consumes the options and passes on the plain words. */
const run = (kept: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  spawnSync(process.execPath, ['scripts/run.mjs', ...args], { cwd: root, env: { ...process.env, ...kept }, encoding: 'utf8' });

test('options that npm kept to itself are missed, and the missing -- is named', () => {
  const { status, stderr } = run({ npm_config_kiosk: 'true', npm_config_name: 'true' }, 'sitrep', 'token', 'create', 'Wall 7');
  expect(status).toBe(1);
  expect(stderr).toContain('npm run sitrep -- token create');
});

test('--sample reaches the server without the second --', () => {
  const { status, stderr } = run({ npm_config_own: 'true', npm_config_sample: 'true' }, 'start');
  expect(status).not.toBe(0);
  expect(stderr).toContain('--own or --sample, not both');
});
