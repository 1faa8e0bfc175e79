import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Timers } from '../ground/timers.ts';
import { connectionGuard } from '../guard/admission-guards.ts';
import { capConnections } from '../guard/cap-connections.ts';
import { ADMISSION_SETTINGS, Admission } from '../push/admission.ts';
import type { AppPorts, AppSettings } from './app-ports.ts';
import { type Room, room } from './room.ts';

const MOST_CONNECTIONS = 6_000;
const CONNECTIONS_FOR_ALL = 1.2;
/** A browser opens several connections beside its socket, and many people may share one address. */
const CONNECTIONS_PER_SOCKET = 4;
const CONNECTIONS_BESIDES = 64;
/**
 * An HTTP connection on which nothing moves for this long is closed, ms; one whose answer is not read within twice as long, because Node waits once more after the
 * last bytes it could hand over. Websockets are exempt.
 */
const QUIET_MS = 9_000;
/** How long answers under way may take at shutdown, ms. */
const GRACE_MS = 3_000;

export interface DoorRoom extends Room {
  /** Not listening yet. */
  readonly server: Server;
  /** The TCP connections, by address. */
  readonly connections: Admission;
}

/** The server that accepts connections, and the limit on them. */
export const openDoor = ({ clock: { now }, timers }: AppPorts, { tls, proxies, admission }: AppSettings): DoorRoom => {
  const options = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 2_000 };
  const server = tls ? createTlsServer({ ...tls, ...options, handshakeTimeout: 10_000 }) : createServer(options);
  const limits = { ...ADMISSION_SETTINGS, ...admission };
  const most = Math.max(MOST_CONNECTIONS, Math.ceil(CONNECTIONS_FOR_ALL * limits.sockets));
  Object.assign(server, { maxConnections: most, maxRequestsPerSocket: 1_000, timeout: QUIET_MS });
  const perAddress = CONNECTIONS_PER_SOCKET * limits.perAddress + CONNECTIONS_BESIDES;
  const connections = new Admission({ sockets: most, perAddress, handshakesPerSecond: Number.MAX_SAFE_INTEGER, reserved: 0 }, now);
  capConnections(server, connections, proxies);
  return room({ server, connections, guards: [connectionGuard(connections, timers)], stop: () => closeServer(server, timers) });
};

/** The server's address for browsers: PUBLIC_URL, or an address on this machine. */
export const baseUrl = (server: Server, { publicUrl, tls }: Pick<AppSettings, 'publicUrl' | 'tls'>): string => {
  if (publicUrl !== null) return publicUrl.replace(/\/$/, '');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server is not listening');
  const host = ['0.0.0.0', '::', '127.0.0.1'].includes(address.address) ? 'localhost' : address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `${tls ? 'https' : 'http'}://${host}:${address.port}`;
};

/** The websocket address of this server, from this machine. */
export const ownSocketUrl = (server: Server, { tls }: Pick<AppSettings, 'tls'>): string => {
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
