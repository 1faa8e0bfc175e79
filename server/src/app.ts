import type { Server } from 'node:http';
import type { People } from './auth/people.ts';
import type { Principals } from './auth/principals.ts';
import type { Handle } from './command/handle.ts';
import type { GuardWatch } from './guard/guard-watch.ts';
import type { LoadWatch } from './guard/load-watch.ts';
import { readStaticFiles } from './http/edge/static-files.ts';
import { makeListener } from './http/listener.ts';
import type { Route } from './http/routing/route.ts';
import type { Projection } from './projection/projection.ts';
import type { Admission } from './push/admission.ts';
import type { Hub } from './push/hub.ts';
import { openAccounts } from './rooms/accounts-room.ts';
import type { AppPorts, AppSettings } from './rooms/app-ports.ts';
import { openProjection, readersRoom } from './rooms/board-room.ts';
import { openCommands } from './rooms/command-room.ts';
import { baseUrl, openDoor } from './rooms/door-room.ts';
import { openDuties } from './rooms/duty-room.ts';
import { openLoad } from './rooms/load-room.ts';
import { openNames } from './rooms/names-room.ts';
import { OpenRooms } from './rooms/open-rooms.ts';
import { openOperations } from './rooms/operations-room.ts';
import { openPush } from './rooms/push-room.ts';
import type { Room } from './rooms/room.ts';
import { storeRoom } from './rooms/store-room.ts';

export interface App {
  /** Not listening yet. */
  readonly server: Server;
  readonly projection: Projection;
  readonly principals: Principals;
  readonly people: People;
  readonly handle: Handle;
  readonly hub: Hub;
  readonly guards: GuardWatch;
  readonly load: LoadWatch;
  /** The TCP connections, by address. */
  readonly connections: Admission;
  readonly rooms: readonly Room[];
  readonly routes: readonly Route[];
  /** The address of an owner link, once listening. */
  ownerLink(code: string): string;
  /** Tells clients when to reconnect, lets answers under way finish, saves the fold. The log stays open; the caller closes it. */
  close(): Promise<void>;
}

/** One node, complete except for listening. Resolves once its board is at the head of the log. */
export const createApp = async (ports: AppPorts, settings: AppSettings): Promise<App> => {
  const rooms = new OpenRooms();
  try {
    return await openAll(ports, settings, rooms);
  } catch (error) {
    await rooms.stop().catch((second) => ports.onError(second, 'stopping'));
    throw error;
  }
};

/** The list of rooms. Each may depend on those before it, so they stop in reverse order. */
const openAll = async (ports: AppPorts, settings: AppSettings, open: OpenRooms): Promise<App> => {
  const accounts = open.add(await openAccounts(ports, settings, () => baseUrl(server, settings)));
  const { principals, gate, ownerLink } = accounts;
  const { projection } = open.add(await openProjection(ports));
  open.add(readersRoom(ports, settings, projection, gate));
  open.add(storeRoom(ports, settings, projection));
  const { server, connections } = open.add(openDoor(ports, settings));
  const { load } = open.add(openLoad(ports, settings));
  const { hub } = open.add(openPush(ports, settings, { server, gate, principals, projection, load }));
  const { leadership } = open.add(await openDuties(ports));
  const { handle } = open.add(openCommands(ports, projection, { leadership, people: accounts.people }, settings));
  open.add(openNames(ports, accounts, projection, handle));
  const operations = open.add(openOperations(ports, settings, open.all.slice(), projection));

  const rooms = open.all.slice();
  const routes = rooms.flatMap((room) => room.routes);
  const { listener } = makeListener({
    gate,
    routes,
    overloaded: () => load.shedder.step >= 1,
    files: readStaticFiles(settings.clientFolder),
    newRequestId: ports.newUuid,
    stopwatch: ports.stopwatch,
    answered: operations.answered,
    onError: (error, requestId) => ports.onError(error, `request ${requestId}`),
  });
  server.on('request', listener);

  return {
    server,
    projection,
    principals,
    people: accounts.people,
    handle,
    hub,
    guards: operations.watch,
    load,
    connections,
    rooms,
    routes,
    ownerLink,
    close: async () => {
      operations.goingDown();
      await open.stop();
    },
  };
};
