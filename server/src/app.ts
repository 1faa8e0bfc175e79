import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, BlockList } from 'node:net';
import type { AuthStore } from './auth/auth-store.ts';
import { Principals } from './auth/principals.ts';
import { screenLinkAt } from './auth/screen-link.ts';
import { newSecret } from './auth/secret.ts';
import { withRoom } from './auth/with-room.ts';
import { type Handle, makeHandle } from './command/handle.ts';
import { startScheduler } from './command/scheduler.ts';
import type { Clock } from './ground/clock.ts';
import type { Timers } from './ground/timers.ts';
import { admissionGuards, connectionGuard } from './guard/admission-guards.ts';
import { capConnections } from './guard/cap-connections.ts';
import { type DiskReserve, reserveGuard } from './guard/disk-reserve.ts';
import { GuardWatch } from './guard/guard-watch.ts';
import { hubGuards } from './guard/hub-guards.ts';
import { loadGuards } from './guard/load-guards.ts';
import { LoadWatch } from './guard/load-watch.ts';
import { probe } from './guard/probe.ts';
import type { Vitals } from './guard/vitals.ts';
import { screenRoutes } from './http/access/screen-routes.ts';
import { sessionRoutes } from './http/access/session-routes.ts';
import { tokenRoutes } from './http/access/token-routes.ts';
import { Gate } from './http/edge/gate.ts';
import { refusalOf } from './http/edge/problem.ts';
import { readStaticFiles } from './http/edge/static-files.ts';
import { makeListener } from './http/listener.ts';
import { logRoutes } from './http/operations/log-routes.ts';
import { type NotReady, opsRoutes } from './http/operations/ops-routes.ts';
import { boardRoute } from './http/reads/prebuilt-board.ts';
import { readRoutes } from './http/reads/read-routes.ts';
import { docsRoutes } from './http/routing/docs-routes.ts';
import type { Route } from './http/routing/route.ts';
import { commandRoutes } from './http/writes/command-routes.ts';
import type { EventLog } from './log/event-log.ts';
import { Projection } from './projection/projection.ts';
import { ADMISSION_SETTINGS, Admission, type AdmissionSettings } from './push/admission.ts';
import { createHub, type Hub } from './push/hub.ts';
import { HUB_SETTINGS } from './push/settings.ts';
import { createMetrics } from './rooms/metrics.ts';

export interface AppPorts {
  log: EventLog;
  auth: AuthStore;
  clock: Clock;
  timers: Timers;
  /** Seconds of a clock that never goes back. */
  stopwatch(): number;
  /** Room kept back on the disk of the log; null when the log is not on a disk of ours. */
  reserve: DiskReserve | null;
  /** How loaded this process was since the call before. */
  readVitals(): Vitals;
  /** 0 <= r < 1. */
  random(): number;
  newUuid(): string;
  /** A fresh id such as `inc-7k2mqr`. */
  newId(prefix: string): string;
  /** Told of what went wrong without anybody to answer to. */
  onError(error: unknown, about: string): void;
}
export interface AppSettings {
  publicUrl: string | null;
  proxies: BlockList;
  allowInsecure: boolean;
  tls: { cert: Buffer; key: Buffer } | null;
  admission: Partial<AdmissionSettings>;
  /** Lag of the event loop that counts as overload, ms; null for the default. */
  maxLagMs: number | null;
  /** Owner tokens given at start; only their hashes are kept. */
  ownerTokens: readonly { id: string; name: string; token: string }[];
  clientFolder: string;
  build: string;
}
export interface App {
  /** Not listening yet. */
  readonly server: Server;
  readonly projection: Projection;
  readonly principals: Principals;
  readonly handle: Handle;
  readonly hub: Hub;
  readonly guards: GuardWatch;
  readonly load: LoadWatch;
  /** The TCP connections, by address. */
  readonly connections: Admission;
  readonly routes: readonly Route[];
  /** The address of an owner link, once listening. */
  ownerLink(code: string): string;
  /** Sends clients away in slots, lets answers under way finish, puts the fold aside. The log stays open; it is the caller's. */
  close(): Promise<void>;
}

const MOST_CONNECTIONS = 6_000;
const CONNECTIONS_FOR_ALL = 1.2;
/** A browser opens several connections beside each socket, and may do so for many people behind one address. */
const CONNECTIONS_PER_SOCKET = 4;
const CONNECTIONS_BESIDES = 64;
/** A connection on which nothing moves for so long is closed, such as one whose answer nobody reads. A websocket is past this. */
const QUIET_MS = 30_000;
/** How long answers under way may take at the end. */
const GRACE_MS = 3_000;
/** How often open connections count as having been seen. */
const SEEN_EVERY_MS = 15_000;

/** One node: everything but the listening. Resolves once its board is at the head of the log. */
export const createApp = async (ports: AppPorts, settings: AppSettings): Promise<App> => {
  const { log, clock, timers, onError } = ports;
  const { now } = clock;
  const projection = await Projection.open({ log, clock, stopwatch: ports.stopwatch, onError: (error) => onError(error, 'projection') });
  const makeRoom = () => ports.reserve?.release() ?? false;
  const principals = await Principals.open(withRoom(ports.auth, makeRoom), clock, (error) => onError(error, 'auth'));
  for (const { id, name, token } of settings.ownerTokens) principals.addOwnerToken(id, name, token);
  const handle = makeHandle({ log, projection, clock, newId: ports.newId, newEventId: ports.newUuid, makeRoom });
  const gate = new Gate(principals, settings);
  const options = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 2_000 };
  const server = settings.tls ? createTlsServer({ ...settings.tls, ...options, handshakeTimeout: 10_000 }) : createServer(options);
  const limits = { ...ADMISSION_SETTINGS, ...settings.admission };
  const mostConnections = Math.max(MOST_CONNECTIONS, Math.ceil(CONNECTIONS_FOR_ALL * limits.sockets));
  Object.assign(server, { maxConnections: mostConnections, maxRequestsPerSocket: 1_000, timeout: QUIET_MS });
  const perAddress = CONNECTIONS_PER_SOCKET * limits.perAddress + CONNECTIONS_BESIDES;
  const connections = new Admission({ sockets: mostConnections, perAddress, handshakesPerSecond: Number.MAX_SAFE_INTEGER, reserved: 0 }, now);
  capConnections(server, connections, settings.proxies);
  const load = new LoadWatch({ readVitals: ports.readVitals, timers, now, maxLagMs: settings.maxLagMs });
  const feeds = { internal: projection.internal, public: projection.public };
  const probeSecret = newSecret();
  const hub = createHub({
    httpServer: server,
    feeds,
    blind: () => projection.blind,
    timers,
    now,
    random: ports.random,
    authorise: (request) => {
      const principal = principalOf(gate, request);
      return { scopes: principal === null ? ['public'] : ['public', 'internal'], principal: principal?.id ?? null };
    },
    onError: (error) => onError(error, 'push'),
    build: settings.build,
    foreign: (request) => gate.isForeignHost(request) || gate.isForeignPage(request),
    addressOf: (request) => gate.clientOf(request).address,
    probeSecret,
    shed: () => load.shedder.step >= 2,
    admission: settings.admission,
  });
  principals.onEnded((id) => hub.revoke(id));
  const stopSeeing = clock.every(SEEN_EVERY_MS, () => principals.connected(hub.connected()));
  let stopping = false;
  const guards = new GuardWatch(
    [
      connectionGuard(connections, timers),
      ...admissionGuards(hub.admission, limits, timers),
      ...loadGuards(load, now),
      ...hubGuards(
        hub,
        async () => {
          if (!server.listening) return null;
          const fault = await probe({ url: ownUrl(server, settings), secret: probeSecret, timers, heartbeatMs: HUB_SETTINGS.heartbeatMs });
          // A node without its log is silent on purpose.
          return projection.blind ? null : fault;
        },
        ports.stopwatch,
      ),
      ...(ports.reserve === null ? [] : [reserveGuard(ports.reserve)]),
    ],
    { timers, now, onError: (error) => onError(error, 'guard') },
  );
  const metrics = createMetrics(projection, hub, guards.watched, ports.reserve);
  const notReady = (): NotReady | null => (stopping ? 'stopping' : projection.blind ? 'log_unreachable' : guards.failing().length > 0 ? 'guard_failed' : null);
  const ownerLink = (code: string) => `${baseUrl(server, settings)}/#owner=${code}`;
  const screenLink = (token: string) => screenLinkAt(baseUrl(server, settings), token);
  const routes: Route[] = [
    ...commandRoutes(handle),
    boardRoute({ gate, feeds, knownAt: () => now() - projection.confirmedAgo, boardRead: metrics.boardRead }),
    ...readRoutes({ projection, now, wait: (ms) => new Promise((resolve) => void timers.after(ms, resolve)) }),
    ...sessionRoutes(principals, gate, now),
    ...tokenRoutes(principals, ownerLink, now),
    ...screenRoutes(principals, screenLink, now),
    ...logRoutes({
      exportLines: () => log.exportLines(),
      verify: () => log.verify(),
      restore: async (lines) => {
        const restored = await log.restore(lines);
        await projection.catchUp();
        return restored;
      },
      isEmpty: async () => (await log.head()).seq === 0,
    }),
    ...opsRoutes({ build: settings.build, metrics, notReady, failingGuards: () => guards.failing() }),
  ];
  routes.push(...docsRoutes(routes, settings.build));
  const { listener } = makeListener({
    gate,
    routes,
    overloaded: () => load.shedder.step >= 1,
    files: readStaticFiles(settings.clientFolder),
    newRequestId: ports.newUuid,
    stopwatch: ports.stopwatch,
    answered: metrics.answered,
    onError: (error, requestId) => onError(error, `request ${requestId}`),
  });
  server.on('request', listener);
  const stopScheduler = startScheduler({ projection, clock, handle, log, onError: (error) => onError(error, 'scheduler') });

  return {
    server,
    projection,
    principals,
    handle,
    hub,
    guards,
    load,
    connections,
    routes,
    ownerLink,
    close: async () => {
      stopping = true;
      guards.stop();
      load.stop();
      stopSeeing();
      await stopScheduler();
      await hub.close();
      await closeServer(server, timers);
      await projection.close();
      await principals.close();
    },
  };
};

/** A wrong token dials as anybody; the page finds out by its own requests. */
const principalOf = (gate: Gate, request: Parameters<Gate['principalOf']>[0]) => {
  try {
    return gate.principalOf(request, gate.clientOf(request));
  } catch (error) {
    if (refusalOf(error).code === 'internal') throw error;
    return null;
  }
};

/** Where a browser on this machine, or behind PUBLIC_URL, finds the server. */
export const baseUrl = (server: Server, { publicUrl, tls }: Pick<AppSettings, 'publicUrl' | 'tls'>): string => {
  if (publicUrl !== null) return publicUrl.replace(/\/$/, '');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server is not listening');
  const host = ['0.0.0.0', '::', '127.0.0.1'].includes(address.address) ? 'localhost' : address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `${tls ? 'https' : 'http'}://${host}:${address.port}`;
};

/** Where this very server answers sockets, from this machine. */
const ownUrl = (server: Server, { tls }: AppSettings): string => {
  const { address, port, family } = server.address() as AddressInfo;
  const host = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address;
  return `${tls ? 'wss' : 'ws'}://${family === 'IPv6' ? `[${host}]` : host}:${port}`;
};

const closeServer = async (server: Server, timers: Timers): Promise<void> => {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const cancel = timers.after(GRACE_MS, () => server.closeAllConnections());
  await closed;
  cancel();
};
