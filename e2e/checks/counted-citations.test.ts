import { expect, test } from 'vitest';
import { countedCitations } from './counted-citations.ts';

const counted = (source: string, file = 'server/src/a.test.ts') => countedCitations(source, file);

// Assembled from parts, or the SPEC check would count these as citations.
const title = (id: string) => `'${'['}${id}] it holds (or not'`;
const A = title('AA1');
const B = title('BB2');

test('what runs counts, whatever brackets and quotes stand beside it', () => {
  expect(counted(`test(${A}, () => { expect("(it's").toMatch(/["'(]/); });\ntest.each([[1, '(']])(${B}, () => {});`)).toEqual(['AA1', 'BB2']);
});
test.each([
  ['skip', `test.skip(${A}, () => {}); test(${B}, () => {});`],
  ['fixme', `test.fixme(${A}, async () => {}); test(${B}, () => {});`],
  ['todo', `it.todo(${A}); it(${B}, () => {});`],
  ['each', `test.skip.each([1, 2])(${A}, () => {}); test(${B}, () => {});`],
  ['describe', `describe.skip('group', () => { test(${A}, () => {}); }); test(${B}, () => {});`],
  ['a described group of stories', `test.describe.skip('group', () => { test(${A}, () => {}); }); test(${B}, () => {});`],
  ['a condition', `test.skipIf(!strace)(${A}, () => {}); test(${B}, () => {});`],
  ['a condition for a group', `describe.runIf(found)('group', () => { test(${A}, () => {}); }); test(${B}, () => {});`],
  ['skipped from within', `test(${A}, async ({ page }) => { test.skip(process.platform === 'win32'); }); test(${B}, () => {});`],
  ['by its context', `test(${A}, (context) => { if (!found) return context.skip(); }); test(${B}, () => {});`],
])('what is skipped counts for nothing: %s', (_, source) => {
  expect(counted(source)).toEqual(['BB2']);
});
test('a skip within one test of a group leaves the others', () => {
  expect(counted(`describe('group', () => { test(${A}, (context) => context.skip()); test(${B}, () => {}); });`)).toEqual(['BB2']);
});
test('without PostgreSQL is not skipped: in CI there must be one', () => {
  expect(counted(`test.skipIf(server === null)(${A}, () => {});`, 'server/src/log.pg.test.ts')).toEqual(['AA1']);
  expect(counted(`describe.skipIf(postgres === null)('group', () => { test(${A}, () => {}); });`)).toEqual(['AA1']);
});
test('the long suite is not every day', () => {
  expect(counted(`test(${A}, () => {});`, 'e2e/long/soak.spec.ts')).toEqual([]);
});
