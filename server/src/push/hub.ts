import { randomBytes } from 'node:crypto';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { type TOPIC_KINDS, WATCHERS, WRITERS, WRITES } from '@sitrep/shared/protocol/topic.ts';
import { Server as Engine, type ServerOptions as EngineOptions, type Socket as EngineSocket } from 'engine.io';
import { Server, type Socket } from 'socket.io';
import { Encoder } from 'socket.io-parser';
import { type NodeBus, ownBus } from '../ground/node-bus.ts';
import type { Timers } from '../ground/timers.ts';
import type { ScopeFeed } from '../projection/feed.ts';
import { ADMISSION_SETTINGS, Admission, type AdmissionSettings } from './admission.ts';
import { encodeFrame, type Frame, queuedIn, terminate, writeFrame } from './direct-write.ts';
import type { TopicSource } from './ephemeral.ts';
import type { Grant } from './grant.ts';
import { type Connection, HubCore, type HubCounts } from './hub-core.ts';
import { HUB_SETTINGS, type HubSettings } from './settings.ts';
import { CONNECT_TIMEOUT, ENGINE_OPTIONS, JsonDecoder, SOCKET_PATH } from './socket-options.ts';
import { guardUpgrades, type UpgradeCounts } from './upgrade-guard.ts';
import { Watchers } from './watchers.ts';
import { writes as saysThatItWrites, Writers } from './writers.ts';

export interface HubOptions {
  readonly httpServer: HttpServer;
  readonly feeds: Readonly<Record<Scope, ScopeFeed>>;
  /** See `HubPorts`. Default: never. */
  blind?(): boolean;
  readonly timers: Timers;
  /** UTC milliseconds. */
  now(): number;
  /** Milliseconds of a clock that never goes back. Default: `now`. */
  mono?(): number;
  /** 0 <= r < 1. */
  random(): number;
  /** What the client may see, decided from its request headers. May throw or reject while sign-in is down. */
  authorise(request: IncomingMessage): Grant | Promise<Grant>;
  /** What a dial may see while it cannot be known whose it is. Default: the public scope. */
  readonly unknown?: Grant['scopes'];
  /** Called with every error that was contained. */
  onError(error: unknown): void;
  readonly build: string;
  /** True for a dial whose Host or Origin is not ours. */
  foreign(request: IncomingMessage): boolean;
  /** The client's address. Default: the TCP peer's. */
  addressOf?(request: IncomingMessage): string;
  /** True while new connections are refused. */
  shed?(): boolean;
  /** A secret known only to this process: it marks the server's own dials, which get a separate lane. Default: no such lane. */
  readonly probeSecret?: string;
  /** The bus on which the nodes of this board share who watches. Default: a single node. */
  readonly bus?: NodeBus;
  readonly settings?: Partial<HubSettings>;
  /** Default: those of `socket-options.ts`. */
  readonly pings?: Pick<EngineOptions, 'pingInterval' | 'pingTimeout'>;
  readonly admission?: Partial<AdmissionSettings>;
}

/** Numbers for `/metrics`, read at any time. */
export interface HubFigures {
  readonly counts: Readonly<HubCounts>;
  readonly census: ReturnType<HubCore<Frame>['census']>;
  readonly admission: { readonly open: number; readonly trips: Readonly<Admission['trips']> };
  readonly upgrades: Readonly<UpgradeCounts>;
  /** Frames sent, by the path they took. */
  readonly writes: Readonly<Record<'direct' | 'stock', number>>;
}

export interface Hub {
  figures(): HubFigures;
  /** For the guard tests: the admission of all clients, and that of the server's own dials. */
  readonly admission: Admission;
  readonly probeLane: Admission;
  /** Closes readers that lag for longer than allowed. */
  cutLagging(): void;
  /** Principals whose connections are open and answer pings, each once. */
  connected(): ReadonlySet<string>;
  /** Closes every connection of this principal. Returns how many. */
  revoke(principal: string): number;
  /** Tells every client when to reconnect and closes it; new connections are refused. */
  drain(): void;
  /** Drains, then detaches from the HTTP server, which the caller closes. */
  close(): Promise<void>;
}

/** Rights decided at the upgrade, valid for one Socket.IO handshake. They may be revoked before it completes. */
interface Ticket {
  readonly grant: Grant;
  state: 'unused' | 'used' | 'revoked';
  /** The websocket, once it is open. */
  connection: Connection<Frame> | null;
}

/** A connection that is still open this long after it was closed is cut, ms: a peer that does not read may never complete the close handshake. */
export const CLOSE_TIMEOUT_MS = 1_000;

/** Connects the hub's core to Socket.IO, admission and the TCP sockets. Handles upgrades of `httpServer`; does not open a port. */
export const createHub = (options: HubOptions): Hub => {
  const { httpServer, timers, onError } = options;
  const settings = { ...HUB_SETTINGS, ...options.settings };
  const admission = new Admission({ ...ADMISSION_SETTINGS, ...options.admission }, options.now);
  // Capacity 1, so that the probe can test refusal.
  const probeLane = new Admission({ sockets: 1, perAddress: 10, handshakesPerSecond: 10, reserved: 0 }, options.now);
  const writes = { direct: 0, stock: 0 };
  const tickets = new Map<IncomingMessage, Ticket>();
  const mono = options.mono ?? options.now;
  let closing = false;

  const beside = { bus: options.bus ?? ownBus(), node: randomBytes(6).toString('base64url'), mono };
  const watchers = new Watchers({ ...beside, who: () => core.watchers() });
  const writers = new Writers({ ...beside, who: () => core.writers() });
  // Before the hub's own tick, which sends what this one collects.
  const stopCounting = timers.every(settings.ephemeralMs, () => {
    watchers.tick();
    writers.tick();
  });
  const core = new HubCore<Frame>({
    feeds: options.feeds,
    blind: options.blind ?? (() => false),
    encode: encodeFrame,
    now: options.now,
    random: options.random,
    after: timers.after,
    every: timers.every,
    build: options.build,
    sources: { [WATCHERS]: watchers, [WRITERS]: writers, [WRITES]: saysThatItWrites } satisfies Record<(typeof TOPIC_KINDS)[number], TopicSource>,
    settings,
    onError,
  });

  const engine = new Engine({ ...ENGINE_OPTIONS, ...options.pings });
  const io = new Server({ serveClient: false, connectTimeout: CONNECT_TIMEOUT, parser: { Encoder, Decoder: JsonDecoder } });
  io.bind(engine);

  const upgrades = guardUpgrades({
    httpServer,
    path: SOCKET_PATH,
    foreign: options.foreign,
    admission,
    probes: { lane: probeLane, secret: options.probeSecret ?? randomBytes(32).toString('hex') },
    addressOf: options.addressOf ?? ((request) => request.socket.remoteAddress ?? 'unknown'),
    authorise: options.authorise,
    unknown: options.unknown ?? ['public'],
    closing: () => closing,
    shed: options.shed ?? (() => false),
    now: options.now,
    random: options.random,
    accept: (request, socket, head, grant) => {
      const ticket: Ticket = { grant, state: 'unused', connection: null };
      tickets.set(request, ticket);
      socket.once('close', () => tickets.delete(request));
      // An unfinished handshake holds its slot no longer than a connection without a hello.
      socket.once(
        'close',
        timers.after(settings.helloMs, () => void (ticket.connection === null && socket.destroy())),
      );
      engine.handleUpgrade(request as Parameters<Engine['handleUpgrade']>[0], socket, head);
    },
    onError,
  });

  const connectionOf = (conn: EngineSocket): Connection<Frame> => {
    let heardAt = mono();
    // Pongs count as packets too.
    conn.on('packet', () => {
      heardAt = mono();
    });
    return {
      silentMs: () => mono() - heardAt,
      send: (frame) => {
        writes[writeFrame(conn, frame)]++;
      },
      queued: () => queuedIn(conn),
      close: () => {
        if (conn.readyState === 'closed') return;
        conn.close();
        const cancel = timers.after(CLOSE_TIMEOUT_MS, () => terminate(conn));
        conn.once('close', cancel);
      },
    };
  };

  engine.on('connection', (conn: EngineSocket) => {
    const ticket = tickets.get(conn.request);
    const connection = connectionOf(conn);
    if (ticket === undefined || ticket.state === 'revoked') return connection.close();
    ticket.connection = connection;
    // The websocket would wait 30 s for the peer's close frame, or for ever when the peer has half-closed and no longer reads.
    const { socket: tcp } = conn.request;
    conn.once('close', () =>
      tcp.once(
        'close',
        timers.after(CLOSE_TIMEOUT_MS, () => tcp.destroy()),
      ),
    );
    const cancel = timers.after(settings.helloMs, () => {
      if (ticket.state === 'unused') connection.close();
    });
    conn.once('close', cancel);
  });

  io.on('connection', (socket: Socket) => {
    const ticket = tickets.get(socket.request);
    const connection = ticket?.connection;
    // A second Socket.IO handshake on one websocket would bypass every limit on hellos.
    if (!connection || ticket.state !== 'unused') return socket.disconnect(true);
    ticket.state = 'used';
    socket.on('disconnect', () => {
      core.leave(connection);
      connection.close();
    });
    // Reached only by unreadable packets.
    socket.on('error', () => core.unexpected(connection, 'a packet this server cannot read'));
    socket.onAny((event: string, ...args: unknown[]) => {
      if (event === 'hello' && args.length === 1) core.hello(connection, args[0]);
      else if ((event === 'watch' || event === 'unwatch') && args.length === 1) core.watch(connection, event, args[0]);
      else core.unexpected(connection, 'a message this server does not know');
    });
    core.join(connection, ticket.grant);
    const { hello } = socket.handshake.auth as { hello?: unknown };
    if (hello !== undefined) core.hello(connection, hello);
  });

  return {
    admission,
    probeLane,
    cutLagging: () => core.cutLagging(),
    connected: () => core.connected(),
    figures: () => ({
      counts: core.counts,
      census: core.census(),
      admission: { open: admission.open, trips: admission.trips },
      upgrades: upgrades.counts,
      writes,
    }),
    revoke: (principal) => {
      const early = [...tickets.values()].filter(({ grant, state }) => grant.principal === principal && state === 'unused');
      for (const ticket of early) {
        ticket.state = 'revoked';
        ticket.connection?.close();
      }
      return early.length + core.revoke(principal);
    },
    drain: () => {
      closing = true;
      core.drain();
    },
    close: async () => {
      closing = true;
      stopCounting();
      watchers.stop();
      writers.stop();
      core.drain();
      core.close();
      upgrades.stop();
      await io.close();
    },
  };
};
