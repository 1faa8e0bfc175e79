import { expect, test } from 'vitest';
import { ApiError, againIn, UNREACHED } from './api.ts';

const refused = (status: number, retryAfterMs: number | null = null) => new ApiError({ ...UNREACHED, status, retryAfterMs });

test('[VW27] what a loaded or missing server did not answer is asked again by itself, when it said or after some seconds', () => {
  expect(againIn(refused(503, 12_000), 0)).toBe(12_000);
  expect(againIn(refused(503, 12_000), 1)).toBe(18_000);
  expect(againIn(refused(0), 0)).toBe(5_000);
  expect(againIn(refused(500), 0)).toBe(5_000);
  expect(againIn(refused(429, 1_000), 0)).toBe(1_000);
});

test('[VW27] an answer that would be the same is not asked for again', () => {
  for (const status of [400, 401, 403, 404, 409, 422]) expect(againIn(refused(status), 0)).toBe(false);
  expect(againIn(new Error('ours'), 0)).toBe(false);
  expect(againIn(null, 0)).toBe(false);
});
