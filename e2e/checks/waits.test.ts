import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const tests = ['shared/src', 'client/src', 'server/src', 'e2e'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(test|spec)\.tsx?$/.test(file) && !file.includes('node_modules'))
    .map((file) => join(folder, file)),
);
/** The default of every runner, ms. */
const LIMIT = 60_000;
/** What makes a slow machine fail a test: a wait with a shorter limit than the default, or one of so many turns. */
const impatient = (source: string): string[] => [
  ...[...source.matchAll(/\btimeout: ([0-9_]+)(?![0-9_]| \*)/g)].filter(([, ms = '']) => Number(ms.replaceAll('_', '')) < LIMIT).map(([found]) => found),
  ...[...source.matchAll(/^[}\])\s]*\}, ([0-9_]+)\);$/gm)].filter(([, ms = '']) => Number(ms.replaceAll('_', '')) < LIMIT).map(([found]) => found),
  ...[...source.matchAll(/for \(let \w+ = \d+; \w+ > 0 && .*await .*/g)].map(([found]) => found),
];

test('no test waits shorter than a slow machine needs', () => {
  const turns = `for (let left = 9; left > 0 && !ready(); left--) ${'await'} sleep(9);`;
  expect(impatient(`expect.poll(a, { timeout: ${5_000} });\n}, ${20_000});\n${turns}\nexpect.poll(a, { timeout: ${75_000} });`)).toHaveLength(3);
  for (const file of tests) expect([file, impatient(readFileSync(join(root, file), 'utf8'))]).toEqual([file, []]);
});
