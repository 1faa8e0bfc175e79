import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
const lockText = readFileSync(resolve(root, 'pnpm-lock.yaml'), 'utf8');
const floors: Record<string, string> = JSON.parse(readFileSync(resolve(import.meta.dirname, 'advisory-floors.json'), 'utf8'));

const numbers = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number);
const atLeast = (version: string, floor: string) => {
  const [a, b] = [numbers(version), numbers(floor)];
  for (let i = 0; i < 3; i++) if (a[i] !== b[i]) return (a[i] ?? 0) > (b[i] ?? 0);
  return true;
};
const installed = Object.keys(parse(lockText).packages).map((key) => {
  const at = key.lastIndexOf('@');
  return { name: key.slice(0, at), version: key.slice(at + 1) };
});

test.each(Object.entries(floors))('%s is at least %s, free of the known advisories', (name, floor) => {
  const versions = installed.filter((each) => each.name === name).map((each) => each.version);
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter((version) => !atLeast(version, floor))).toEqual([]);
});
test('a version below its floor would be noticed', () => {
  expect(atLeast('4.2.6', '4.2.7')).toBe(false);
  expect(atLeast('4.10.0', '4.9.9')).toBe(true);
});
test('the lockfile names no registry address', () => {
  expect(lockText).not.toMatch(/tarball:|https?:\/\//);
});
test('dependencies are pinned exactly', () => {
  for (const folder of ['.', 'client', 'server', 'shared', 'e2e']) {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(resolve(root, folder, 'package.json'), 'utf8'));
    for (const version of Object.values({ ...dependencies, ...devDependencies })) expect(version).toMatch(/^(\d+\.\d+\.\d+(-[\w.]+)?|catalog:|workspace:\*)$/);
  }
});
