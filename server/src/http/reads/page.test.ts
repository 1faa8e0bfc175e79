import { expect, test } from 'vitest';
import { type Page, pageOf } from './page.ts';

test('[HT21] a page ends by bytes, not by characters, which may have three', () => {
  const listed = Array.from({ length: 12 }, (_, order) => ({ ms: order, order, item: '障'.repeat(100_000) }));
  const seen: number[] = [];
  for (let cursor: string | null = null, next = true; next; next = cursor !== null) {
    const page: Page<string> | null = pageOf(listed, (item) => item, { cursor, limit: 50 });
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(1_100_000);
    seen.push(page?.items.length ?? 0);
    cursor = page?.next ?? null;
  }
  expect(seen).toEqual([3, 3, 3, 3]);
});
