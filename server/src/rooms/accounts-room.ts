import { People } from '../auth/people.ts';
import { Principals } from '../auth/principals.ts';
import { screenLinkAt } from '../auth/screen-link.ts';
import { withRoom } from '../auth/with-room.ts';
import { accountRoutes } from '../http/access/account-routes.ts';
import { peopleRoutes } from '../http/access/people-routes.ts';
import { screenRoutes } from '../http/access/screen-routes.ts';
import { secondFactorRoutes } from '../http/access/second-factor-routes.ts';
import { sessionRoutes } from '../http/access/session-routes.ts';
import { tokenRoutes } from '../http/access/token-routes.ts';
import { Gate } from '../http/edge/gate.ts';
import type { AppPorts, AppSettings } from './app-ports.ts';
import { type Room, room } from './room.ts';

export interface AccountsRoom extends Room {
  readonly principals: Principals;
  readonly people: People;
  readonly gate: Gate;
  ownerLink(code: string): string;
}

/** Sign-in, tokens and rights. `baseUrl`: the server's address for browsers, once it listens. */
export const openAccounts = async ({ auth, clock, reserve, onError }: AppPorts, settings: AppSettings, baseUrl: () => string): Promise<AccountsRoom> => {
  const store = withRoom(auth, () => reserve?.release() ?? false);
  const principals = await Principals.open(store, clock, (error) => onError(error, 'auth'));
  for (const { id, name, token } of settings.ownerTokens) principals.addOwnerToken(id, name, token);
  const people = new People(store, principals, clock);
  const gate = new Gate(principals, settings);
  const passwordLink = (code: string) => `${baseUrl()}/password#code=${code}`;
  const ownerLink = (code: string) => `${baseUrl()}/#owner=${code}`;
  return room({
    principals,
    people,
    gate,
    ownerLink,
    routes: [
      ...sessionRoutes(principals, people, gate, { rule: settings.acknowledge, suspect: settings.suspect }, clock.now),
      ...accountRoutes(principals, people, gate, clock.now),
      ...secondFactorRoutes(people),
      ...peopleRoutes(principals, people, passwordLink),
      ...tokenRoutes(principals, ownerLink, clock.now),
      ...screenRoutes(principals, (token, view) => screenLinkAt(baseUrl(), token, view), clock.now),
    ],
    stop: () => principals.close(),
  });
};
