import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Admission } from './admission.ts';
import { capIncoming } from './cap-incoming.ts';
import { asksForWebsocket, declineUpgrade } from './decline-upgrade.ts';
import type { Grant } from './grant.ts';

export interface UpgradePorts {
  readonly httpServer: Server;
  /** Upgrades of other paths are answered 404. */
  readonly path: string;
  /** True for a dial whose Host or Origin is not ours. `cors` does not cover websockets: any page may dial with the reader's cookie. */
  foreign(request: IncomingMessage): boolean;
  readonly admission: Admission;
  /** The separate admission of the server's own dials, which test that it admits and refuses correctly. */
  readonly probes: { readonly lane: Admission; readonly secret: string };
  /** The client's address; a forwarded one only from a trusted proxy. */
  addressOf(request: IncomingMessage): string;
  /** What the client may see; a dial that may see nothing is refused. A throw means that sign-in is unavailable: then it may see `unknown`. */
  authorise(request: IncomingMessage): Grant | Promise<Grant>;
  readonly unknown: Grant['scopes'];
  /** True while this node admits no one. */
  closing(): boolean;
  /** True while this node is overloaded and admits only its own probe. */
  shed(): boolean;
  /** Milliseconds; only differences count. */
  now(): number;
  /** 0 <= r < 1. */
  random(): number;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, grant: Grant): void;
  onError(error: unknown): void;
}
export interface UpgradeCounts {
  /** Connections closed because they sent far more than our client does. */
  flooding: number;
  foreign: number;
  shed: number;
  refused: number;
  /** Nobody who may see anything. */
  shut: number;
}

/** The header with the secret that marks the server's own dials. */
export const PROBE_HEADER = 'x-sitrep-probe';

/** The server's own dials, which are told what is no secret. */
const PROBE: Grant = { scopes: ['public'], principal: null };

/** Refuses dials before engine.io does any work for them. Returns the counts and a function that stops it. */
export const guardUpgrades = (ports: UpgradePorts): { counts: UpgradeCounts; stop(): void } => {
  const counts: UpgradeCounts = { flooding: 0, foreign: 0, shed: 0, refused: 0, shut: 0 };

  const refuse = (socket: Duplex): void => {
    counts.refused++;
    reply(socket, `503 Service Unavailable\r\nRetry-After: ${5 + Math.floor(ports.random() * 16)}`);
  };

  const onUpgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    // Until a websocket takes over, nothing else listens for 'error', and an unhandled error would end the process.
    socket.on('error', () => socket.destroy());
    if (request.url?.split('?', 1)[0] !== ports.path) {
      counts.refused++;
      return reply(socket, '404 Not Found');
    }
    if (ports.foreign(request)) {
      counts.foreign++;
      return reply(socket, '403 Forbidden');
    }
    const own = isProbe(request, ports.probes.secret);
    const admission = own ? ports.probes.lane : ports.admission;
    if (ports.closing() || (!own && ports.shed())) {
      counts.shed++;
      return refuse(socket);
    }
    const address = ports.addressOf(request);
    if (!admission.knock(address)) return refuse(socket);
    const grant = own ? PROBE : await settle(ports, request);
    if (socket.destroyed) return;
    if (grant.scopes.length === 0) {
      counts.shut++;
      return reply(socket, '401 Unauthorized');
    }
    const entry = admission.enter(address, grant.principal !== null, socket);
    if (!entry.admitted) return refuse(socket);
    socket.once('close', entry.leave);
    capIncoming(socket, ports.now, () => counts.flooding++);
    ports.accept(request, socket, head, grant);
  };

  const listener = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (asksForWebsocket(request))
      onUpgrade(request, socket, head).catch((error: unknown) => {
        ports.onError(error);
        socket.destroy();
      });
    else declineUpgrade(ports.httpServer, request, socket, head);
  };
  ports.httpServer.on('upgrade', listener);
  return { counts, stop: () => ports.httpServer.off('upgrade', listener) };
};

const settle = async (ports: UpgradePorts, request: IncomingMessage): Promise<Grant> => {
  try {
    return await ports.authorise(request);
  } catch (error) {
    ports.onError(error);
    return { scopes: ports.unknown, principal: null };
  }
};

const isProbe = ({ headers }: IncomingMessage, secret: string): boolean => {
  const said = headers[PROBE_HEADER];
  if (typeof said !== 'string') return false;
  const [a, b] = [Buffer.from(said), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
};

const reply = (socket: Duplex, head: string): void => {
  socket.end(`HTTP/1.1 ${head}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
};
