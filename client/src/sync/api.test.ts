import { afterEach, expect, test, vi } from 'vitest';
import { ApiError, againIn, answeredAt, isShutOut, knownAt, problemOf, UNREACHED } from './api.ts';
import { newerPage } from './newer-page.ts';
import { pollBoard } from './poll.ts';
import { createServerClock } from './server-clock.ts';
import { askWhoAmI } from './who-am-i.ts';

afterEach(() => void vi.unstubAllGlobals());
const answer = (body: string, init: ResponseInit = {}) => vi.stubGlobal('fetch', async () => new Response(body, init));
/** A network that loses every request, and a browser whose timeout fires at once. */
const swallow = (): void => {
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => (signal?.aborted ? Promise.reject(signal.reason) : new Promise(() => undefined)));
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    expect(ms).toBe(10_000);
    return AbortSignal.abort(new DOMException('late', 'TimeoutError'));
  });
};
const clock = createServerClock({ mono: () => 0, wall: () => 0 });

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

test('[VW28] an answer that a cache kept tells when it was written, and when the server knew it', () => {
  const date = 'Wed, 25 Nov 2026 10:00:00 GMT';
  const at = Date.parse(date);
  expect(answeredAt(new Response('', { headers: { date } }))).toBe(at);
  expect(answeredAt(new Response('', { headers: { date, age: '90' } }))).toBe(at + 90_000);
  expect(knownAt(new Response('', { headers: { date, 'sitrep-as-of': String(at - 5) } }))).toBe(at - 5);
  expect(knownAt(new Response('', { headers: { date } }))).toBeNull();
});

test('[VW7] only the server itself signs a browser out, no proxy that answers for it', async () => {
  const says = async (status: number, body: string) => isShutOut(await problemOf(new Response(body, { status })));
  expect(await says(401, '{"code":"unauthenticated"}')).toBe(true);
  expect(await says(403, '<h1>Forbidden</h1>')).toBe(false);
  expect(await says(401, '')).toBe(false);
  expect(await says(404, '{"code":"not_found"}')).toBe(false);
  answer('<h1>401</h1>', { status: 401 });
  expect(await pollBoard('internal', null)).toMatchObject({ kind: 'failed', refused: false });
  answer('{"code":"unauthenticated"}', { status: 401 });
  expect(await pollBoard('internal', null)).toMatchObject({ kind: 'failed', refused: true });
});

test('[VW30] what is no board and no visitor is said to be unreadable', async () => {
  for (const body of ['<h1>Room number?</h1>', '{"hello":1}', 'null']) {
    answer(body);
    expect(await pollBoard('public', null)).toEqual({ kind: 'unreadable' });
    await expect(askWhoAmI(clock)).rejects.toMatchObject({ problem: { code: 'unreadable' } });
  }
});

test('[VW28] what is asked again by itself has ten seconds to be answered', async () => {
  swallow();
  expect(await pollBoard('public', null)).toEqual({ kind: 'failed', refused: false, retryAfterMs: null });
  await expect(askWhoAmI(clock)).rejects.toMatchObject({ problem: UNREACHED });
  expect(await newerPage()).toBeNull();
});
