import type { Scope } from '@sitrep/shared/domain/words.ts';
import { Snapshot } from '@sitrep/shared/protocol/wire.ts';
import { ApiError, answeredAt, isShutOut, knownAt, PATIENCE_MS, problemOf, readJson, request, UNREADABLE } from './api.ts';

/** `serverNow`: the server's clock when it answered; `asOf`: when it last knew the board to be current. Both UTC ms; null when not given. */
interface Answered {
  readonly serverNow: number | null;
  readonly asOf: number | null;
}
export type Polled =
  | (Answered & { readonly kind: 'fresh'; readonly snapshot: Snapshot })
  | (Answered & { readonly kind: 'unchanged' })
  /** An answer that this page cannot read: from a newer server, or not from Sitrep. */
  | { readonly kind: 'unreadable' }
  /** `refused`: the server no longer lets this browser see the scope. */
  | { readonly kind: 'failed'; readonly refused: boolean; readonly retryAfterMs: number | null };
/** In: scope, and the ETag of the board held. */
export type Poll = (scope: Scope, etag: string | null) => Promise<Polled>;

/** Reads the prebuilt board over plain HTTP, for when sockets are refused or impossible. In: scope, the ETag held. */
export const pollBoard: Poll = async (scope, etag) => {
  try {
    const headers: HeadersInit = etag === null ? {} : { 'if-none-match': etag };
    const response = await request(`/board?scope=${scope}`, { cache: 'no-store', headers }, PATIENCE_MS);
    const answered = { serverNow: answeredAt(response), asOf: knownAt(response) };
    if (response.status === 304) return { kind: 'unchanged', ...answered };
    if (!response.ok) {
      const problem = await problemOf(response);
      return { kind: 'failed', refused: isShutOut(problem), retryAfterMs: problem.retryAfterMs };
    }
    const parsed = Snapshot.safeParse(await readJson(response));
    return parsed.success ? { kind: 'fresh', ...answered, snapshot: parsed.data } : { kind: 'unreadable' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.problem === UNREADABLE ? { kind: 'unreadable' } : { kind: 'failed', refused: false, retryAfterMs: null };
  }
};

export const POLL_EVERY_MS = 10_000;
export const POLL_SLOWEST_MS = 60_000;

/** When to poll again. In: failures in a row, a wait the server asked for, 0 <= random < 1. Out: ms; 10 s ± half of it, backing off to 60 s ± half of it. */
export const pollPause = (failures: number, retryAfterMs: number | null, random: number): number =>
  Math.max(retryAfterMs ?? 0, Math.min(POLL_SLOWEST_MS, POLL_EVERY_MS * 2 ** Math.min(failures, 3)) * (0.5 + random));
