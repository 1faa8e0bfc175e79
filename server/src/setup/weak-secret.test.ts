import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { weakSecret } from './weak-secret.ts';

test.each([
  'a'.repeat(24),
  '0'.repeat(64),
  'ab'.repeat(12),
  'abcabcabcabcabcabcabcabcabc',
  'secret-secret-secret-secret',
  'sitrep-owner-1sitrep-owner-1',
  'abcdefghijklmnopqrstuvwxyz',
  'zyxwvutsrqponmlkjihgfedcba',
  '123456789012345678901234567890',
  '0123456789abcdefghijklmnop',
  'qwertyuiopasdfghjklzxcvbnm',
  'QWERTYuiopASDFGHjklZXCVBNM',
  'aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeeffffffff',
  '111122223333444455556666',
  'passwordpasswordpassword1',
  `${'x'.repeat(23)}y`,
])('[HT28] %s can be guessed', (secret) => {
  expect(weakSecret(secret)).toMatch(/^(has|repeats|follows) /);
});

test('[HT28] secrets made by chance pass: 24 characters of hex or base64, 32 digits', () => {
  const bytes = (n: number) => createHash('sha512').update(`secret ${n}`).digest();
  const digits = (n: number) => [...bytes(n)].map((byte) => byte % 10).join('');
  const weak = Array.from({ length: 2_000 }, (_, n) => [
    bytes(n).toString('hex').slice(0, 24),
    digits(n).slice(0, 32),
    bytes(n).toString('base64url').slice(0, 24),
  ])
    .flat()
    .filter((secret) => weakSecret(secret) !== null);
  expect(weak).toEqual([]);
  expect(weakSecret('correct horse battery staple')).toBeNull();
});
