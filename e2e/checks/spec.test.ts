import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { countedCitations } from './counted-citations.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const files = (pattern: string) => globSync(pattern, { cwd: root, exclude: (name) => /node_modules|\.toolchain|^data$|dist/.test(name) });

const rules = [...read('shared/SPEC.md').matchAll(/^[-*]\s+(?:\*\*|\[)?([A-Z]{2}\d+)\b/gm)].map(([, id]) => id as string);
const citations = new Map<string, string>();
/** Cited by a test that `npm test` runs everywhere. */
const tried = new Set<string>();
for (const file of files('{shared,server,client,e2e}/**/*{.test,.spec,-contract}.{ts,tsx}')) {
  const source = read(file);
  for (const [, id] of source.matchAll(/\[([A-Z]{2}\d+)\]/g)) citations.set(id as string, file);
  for (const id of countedCitations(source, file)) tried.add(id);
}

test('every rule of SPEC.md has one number', () => {
  expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
  expect(rules.length).toBeGreaterThan(40);
});
test('every rule of SPEC.md is cited by a test', () => {
  expect(rules.filter((rule) => !citations.has(rule))).toEqual([]);
});
test('no rule is cited only by what is skipped or runs in the long suite alone', () => {
  expect(rules.filter((rule) => citations.has(rule) && !tried.has(rule))).toEqual([]);
});
test('every citation names a rule of SPEC.md', () => {
  expect([...citations].filter(([id]) => !rules.includes(id))).toEqual([]);
});
test('every path the documents cite exists', () => {
  const missing: string[] = [];
  for (const file of ['README.md', 'CONTRIBUTING.md', 'shared/SPEC.md', ...files('docs/**/*.md')]) {
    for (const [, path] of read(file).matchAll(/`((?:client|server|shared|e2e|scripts|docs)\/[\w./-]+)`/g))
      if (!existsSync(join(root, path as string))) missing.push(`${file}: ${path}`);
    for (const [, path] of read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g))
      if (!existsSync(resolve(root, file, '..', path as string))) missing.push(`${file}: ${path}`);
  }
  expect(missing).toEqual([]);
});
