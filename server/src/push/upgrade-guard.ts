import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Admission } from './admission.ts';
import { capIncoming } from './cap-incoming.ts';
import { asksForWebsocket, declineUpgrade } from './decline-upgrade.ts';
import type { Grant } from './grant.ts';

export interface UpgradePorts {
  readonly httpServer: Server;
  /** Upgrades elsewhere are none of ours and are answered 404. */
  readonly path: string;
  /** True for a dial by a name that is not ours, or from a page that is not. `cors` does not gate websockets: any page may dial with the reader's cookie. */
  foreign(request: IncomingMessage): boolean;
  readonly admission: Admission;
  /** The server's own dials, which prove that it takes and refuses as it should. They have a lane of their own. */
  readonly probes: { readonly lane: Admission; readonly secret: string };
  /** The client's address; a forwarded one only from a trusted proxy. */
  addressOf(request: IncomingMessage): string;
  /** What the dialler may see. A throw means that nobody can be signed in now: the public scope stays open. */
  authorise(request: IncomingMessage): Grant | Promise<Grant>;
  /** True while this node takes nobody. */
  closing(): boolean;
  /** True while this node takes nobody but its own probe: overloaded. */
  shed(): boolean;
  /** Milliseconds of any clock. */
  now(): number;
  /** 0 <= r < 1. */
  random(): number;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, grant: Grant): void;
  onError(error: unknown): void;
}
export interface UpgradeCounts {
  /** Ended because they sent more than any client of ours. */
  flooding: number;
  foreign: number;
  shed: number;
  refused: number;
}

/** Carries the secret by which a dial of the server itself is known. */
export const PROBE_HEADER = 'x-sitrep-probe';

const ANYONE: Grant = { scopes: ['public'], principal: null };

/** Answers dials that are not to be taken before engine.io does any work for them. Returns the counts and the end of it. */
export const guardUpgrades = (ports: UpgradePorts): { counts: UpgradeCounts; stop(): void } => {
  const counts: UpgradeCounts = { flooding: 0, foreign: 0, shed: 0, refused: 0 };

  const refuse = (socket: Duplex): void => {
    counts.refused++;
    reply(socket, `503 Service Unavailable\r\nRetry-After: ${5 + Math.floor(ports.random() * 16)}`);
  };

  const onUpgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    // Until a websocket takes over, nobody else listens, and an unheard error would end the process.
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
    const grant = await settle(ports, request);
    if (socket.destroyed) return;
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
    return ANYONE;
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
