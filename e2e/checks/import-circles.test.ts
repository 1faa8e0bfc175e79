import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

// Biome finds cycles too, but ignores type-only imports, which couple files just as well.
const IMPORT = /(?:\bfrom |\bimport )'(\.[^']+\.tsx?)'/g;

/** In: a folder. Out: every cycle of relative imports below it, types included, as a list of its files. */
const circlesIn = (folder: string): string[] => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));
  const imports = new Map(files.map((file) => [file, [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, to = '']) => resolve(dirname(file), to))]));
  const circles: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const follow = (file: string): void => {
    if (path.includes(file)) {
      circles.push([...path.slice(path.indexOf(file)), file].map((one) => relative(folder, one)).join(' -> '));
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const next of imports.get(file) ?? []) follow(next);
    path.pop();
    done.add(file);
  };
  for (const file of files) follow(file);
  return circles;
};

test.each(['shared', 'server', 'client'])('no file of %s imports itself by way of others, not even for a type', (part) => {
  expect(circlesIn(resolve(import.meta.dirname, '../..', part, 'src'))).toEqual([]);
});

test('a circle of types alone is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-circles-'));
  try {
    mkdirSync(join(folder, 'b'));
    writeFileSync(join(folder, 'a.ts'), "import type { B } from './b/b.tsx';\n");
    writeFileSync(join(folder, 'b/b.tsx'), "import type { A } from '../a.ts';\n");
    expect(circlesIn(folder)).toEqual(['a.ts -> b/b.tsx -> a.ts']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
