import { ApiError, answeredAt, problemOf, request } from './api.ts';
import type { ServerClock } from './server-clock.ts';
import type { Visitor } from './sync-store.ts';

/** Asks the server for whom it takes this browser. Its answer also sets the clock, before the first heartbeat does. Throws `ApiError`. */
export const askWhoAmI = async (clock: ServerClock): Promise<Visitor> => {
  const response = await request('/session', { headers: { accept: 'application/json' }, cache: 'no-store' });
  const serverNow = answeredAt(response);
  if (serverNow !== null) clock.heard(serverNow);
  if (!response.ok) throw new ApiError(await problemOf(response));
  return (await response.json()) as Visitor;
};
