import { ApiError, isOurs, PATIENCE_MS, type Problem, problemOf, request } from './api.ts';
import type { EntryLink } from './entry-link.ts';

/** Exchanges the secret of a link for a cookie. Out: null on success, else why not. */
export const exchangeLink = async (link: EntryLink): Promise<Problem | null> => {
  const body = link.kind === 'owner' ? { code: link.code } : { kiosk: link.token };
  // An owner's code is not given up: it works once, and may already have worked.
  const patienceMs = link.kind === 'kiosk' ? PATIENCE_MS : null;
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await request('/session', { method: 'POST', headers, body: JSON.stringify(body) }, patienceMs);
    return response.ok ? null : await problemOf(response);
  } catch (error) {
    if (error instanceof ApiError) return error.problem;
    throw error;
  }
};

const REFUSALS: readonly number[] = [400, 401, 403, 422];
/** Whether the server itself has refused for good. Any other failure may be a network that is not up yet, or a proxy whose server is down. */
export const isRefusal = (problem: Problem): boolean => REFUSALS.includes(problem.status) && isOurs(problem);
