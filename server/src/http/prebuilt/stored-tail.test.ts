import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressHead, storedTail } from './stored-tail.ts';

test('[HT70] a compressed beginning and any stored end are one brotli stream', async () => {
  const heads = ['', 'x', 'The same words again and again. '.repeat(5_000)].map((text) => Buffer.from(text));
  for (const head of heads) {
    const compressed = await compressHead(head);
    for (const length of [0, 1, 2, 31, 32, 8_191, 8_192, 65_536]) {
      const tail = Buffer.from('0123456789abcdef'.repeat(4_096).slice(0, length));
      expect(brotliDecompressSync(Buffer.concat([compressed, storedTail(tail)])).equals(Buffer.concat([head, tail]))).toBe(true);
    }
  }
  expect(() => storedTail(new Uint8Array(65_537))).toThrow(RangeError);
});
