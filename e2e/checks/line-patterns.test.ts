import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const sources = ['shared/src', 'client/src', 'server/src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => join(folder, file)),
);
/** A pattern of lines whose blanks may run on over line ends: it is tried again from each of them, which costs the square of a text's length. */
const running = (source: string): string[] =>
  [...source.matchAll(/\/(?:[^/\n\\]|\\.)*(?:\^\\s|\\s[*+]\$)(?:[^/\n\\]|\\.)*\/[a-z]*m[a-z]*/g)].map(([pattern]) => pattern);

test('no pattern of lines runs on over line ends', () => {
  expect(running('const A = /^\\s*-/m; const B = /a\\s*$/im;')).toHaveLength(2);
  expect(running('const A = /^\\s*-/; const B = /^ *-/m;')).toEqual([]);
  for (const file of sources) expect([file, running(readFileSync(join(root, file), 'utf8'))]).toEqual([file, []]);
});
