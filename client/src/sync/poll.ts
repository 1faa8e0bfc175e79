import type { Scope } from '@sitrep/shared/domain/words.ts';
import { Snapshot } from '@sitrep/shared/protocol/wire.ts';
import { answeredAt, problemOf, request } from './api.ts';

export type Polled =
  | { readonly kind: 'fresh'; readonly serverNow: number | null; readonly snapshot: Snapshot; readonly etag: string | null }
  | { readonly kind: 'unchanged'; readonly serverNow: number | null }
  | { readonly kind: 'failed'; readonly status: number; readonly retryAfterMs: number | null };
export type Poll = (scope: Scope, etag: string | null) => Promise<Polled>;

/** Reads the prebuilt board over plain HTTP: the way in when sockets are refused or impossible. In: scope, the ETag held. */
export const pollBoard: Poll = async (scope, etag) => {
  try {
    const response = await request(`/board?scope=${scope}`, { cache: 'no-store', headers: etag === null ? {} : { 'if-none-match': etag } });
    const serverNow = answeredAt(response);
    if (response.status === 304) return { kind: 'unchanged', serverNow };
    if (!response.ok) return { kind: 'failed', status: response.status, retryAfterMs: (await problemOf(response)).retryAfterMs };
    const parsed = Snapshot.safeParse(await response.json());
    return parsed.success
      ? { kind: 'fresh', serverNow, snapshot: parsed.data, etag: response.headers.get('etag') }
      : { kind: 'failed', status: 200, retryAfterMs: null };
  } catch {
    return { kind: 'failed', status: 0, retryAfterMs: null };
  }
};

export const POLL_EVERY_MS = 10_000;
export const POLL_SLOWEST_MS = 60_000;

/** When to poll again. In: failures in a row, a wait the server asked for, 0 <= random < 1. Out: ms; 10 s give or take a half, backing off to 60 s. */
export const pollPause = (failures: number, retryAfterMs: number | null, random: number): number =>
  Math.max(retryAfterMs ?? 0, Math.min(POLL_SLOWEST_MS, POLL_EVERY_MS * 2 ** Math.min(failures, 3)) * (0.5 + random));
