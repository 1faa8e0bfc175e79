import { ApiError, type Problem, problemOf, request, UNREACHED } from './api.ts';
import type { EntryLink } from './entry-link.ts';

// A network that is half up swallows what is sent. An owner's code is not given up on: it works once, and may have worked.
const SCREEN_PATIENCE_MS = 10_000;

/** In: what a link brought. Out: null when this browser now has the cookie, else why not. */
export const exchangeLink = async (link: EntryLink): Promise<Problem | null> => {
  const body = link.kind === 'owner' ? { code: link.code } : { kiosk: link.token };
  const signal = link.kind === 'kiosk' ? AbortSignal.timeout(SCREEN_PATIENCE_MS) : null;
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await request('/session', { method: 'POST', headers, body: JSON.stringify(body), signal });
    return response.ok ? null : await problemOf(response);
  } catch (error) {
    if (signal?.aborted) return UNREACHED;
    if (error instanceof ApiError) return error.problem;
    throw error;
  }
};

const REFUSALS: readonly number[] = [400, 401, 403, 422];
/** Whether the server itself has said no, for good. Anything else may be a network that is not up yet, or a proxy whose server is away. */
export const isRefusal = ({ status, code }: Problem): boolean => REFUSALS.includes(status) && code !== `http_${status}`;
