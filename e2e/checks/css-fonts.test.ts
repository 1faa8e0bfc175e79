import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const client = resolve(import.meta.dirname, '../../client/src');

/** `font` without a family is no valid declaration, and the browser drops it whole: the text keeps the size of its parent. */
const withoutFamily = (css: string): string[] => [...css.matchAll(/\bfont:\s*([^;}]*var\(--t-\d+\)\s*)[;}]/g)].map(([, value]) => String(value).trim());

test('every font of a style sheet names its family', () => {
  const files = globSync('**/*.css', { cwd: client });
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap((file) => withoutFamily(readFileSync(join(client, file), 'utf8')).map((value) => `${file}: ${value}`))).toEqual([]);
});
test('a font without a family would be noticed', () => {
  expect(withoutFamily('p { font: 600 var(--t-15); } q { font: var(--t-13) var(--sans); }')).toEqual(['600 var(--t-15)']);
});
