import { ApiError, answeredAt, PATIENCE_MS, problemOf, readJson, request, UNREADABLE } from './api.ts';
import type { ServerClock } from './server-clock.ts';
import type { Visitor } from './sync-store.ts';

/** Asks the server who this browser is. The answer also sets the clock, before the first heartbeat does. Throws `ApiError`. */
export const askWhoAmI = async (clock: ServerClock): Promise<Visitor> => {
  const response = await request('/session', { headers: { accept: 'application/json' }, cache: 'no-store' }, PATIENCE_MS);
  if (!response.ok) throw new ApiError(await problemOf(response));
  const visitor = (await readJson(response)) as Visitor | null;
  // The answer of a captive portal may be well-formed too.
  if (visitor?.scope !== 'public' && visitor?.scope !== 'internal') throw new ApiError(UNREADABLE);
  const serverNow = answeredAt(response);
  if (serverNow !== null) clock.heard(serverNow);
  return visitor;
};
