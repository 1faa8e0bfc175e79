import { Principals } from '../auth/principals.ts';
import { screenLinkAt } from '../auth/screen-link.ts';
import { withRoom } from '../auth/with-room.ts';
import { screenRoutes } from '../http/access/screen-routes.ts';
import { sessionRoutes } from '../http/access/session-routes.ts';
import { tokenRoutes } from '../http/access/token-routes.ts';
import { Gate } from '../http/edge/gate.ts';
import type { AppPorts, AppSettings } from './app-ports.ts';
import { type Room, room } from './room.ts';

export interface AccountsRoom extends Room {
  readonly principals: Principals;
  readonly gate: Gate;
  ownerLink(code: string): string;
}

/** Sign-in, tokens and rights. `baseUrl`: the server's address for browsers, once it listens. */
export const openAccounts = async ({ auth, clock, reserve, onError }: AppPorts, settings: AppSettings, baseUrl: () => string): Promise<AccountsRoom> => {
  const principals = await Principals.open(
    withRoom(auth, () => reserve?.release() ?? false),
    clock,
    (error) => onError(error, 'auth'),
  );
  for (const { id, name, token } of settings.ownerTokens) principals.addOwnerToken(id, name, token);
  const gate = new Gate(principals, settings);
  const ownerLink = (code: string) => `${baseUrl()}/#owner=${code}`;
  return room({
    principals,
    gate,
    ownerLink,
    routes: [
      ...sessionRoutes(principals, gate, settings.acknowledge, clock.now),
      ...tokenRoutes(principals, ownerLink, clock.now),
      ...screenRoutes(principals, (token) => screenLinkAt(baseUrl(), token), clock.now),
    ],
    stop: () => principals.close(),
  });
};
