import { randomBytes } from 'node:crypto';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { type TOPIC_KINDS, WATCHERS } from '@sitrep/shared/protocol/topic.ts';
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
  /** What the dialler may see, by the headers of its dial. May throw or reject while sign-in is down. */
  authorise(request: IncomingMessage): Grant | Promise<Grant>;
  /** Told of every throw that was contained. */
  onError(error: unknown): void;
  readonly build: string;
  /** True for a dial by a name that is not ours, or from a page that is not. */
  foreign(request: IncomingMessage): boolean;
  /** The client's address. Default: the TCP peer's. */
  addressOf?(request: IncomingMessage): string;
  /** True while no newcomer is to be taken. */
  shed?(): boolean;
  /** Known to this process alone: by it the server's own dials get their lane. Default: nobody does. */
  readonly probeSecret?: string;
  /** Where the nodes of this board tell each other who watches. Default: there is one node. */
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
  /** Frames by the path they took. */
  readonly writes: Readonly<Record<'direct' | 'stock', number>>;
}

export interface Hub {
  figures(): HubFigures;
  /** For those who watch the guards: the one everybody passes, and the lane of the server's own dials. */
  readonly admission: Admission;
  readonly probeLane: Admission;
  /** Closes readers that lag for longer than they may. */
  cutLagging(): void;
  /** Whose connections are open and answer pings, each once. */
  connected(): ReadonlySet<string>;
  /** Ends every connection of this principal. Returns how many. */
  revoke(principal: string): number;
  /** Gives every client a slot to come back in and closes it; newcomers are refused. */
  drain(): void;
  /** Drains, then lets go of the HTTP server, which stays the caller's to close. */
  close(): Promise<void>;
}

/** Rights settled at the dial, good for one entrance. They may be withdrawn before the Socket.IO handshake is through. */
interface Ticket {
  readonly grant: Grant;
  state: 'unused' | 'used' | 'revoked';
  /** The websocket, once there is one. */
  connection: Connection<Frame> | null;
}

/** A peer that does not read may never complete the close handshake. */
export const GOODBYE_MS = 1_000;

/** Puts Socket.IO, admission and the TCP sockets under the hub's core. Listens for upgrades on `httpServer`; does not listen itself. */
export const createHub = (options: HubOptions): Hub => {
  const { httpServer, timers, onError } = options;
  const settings = { ...HUB_SETTINGS, ...options.settings };
  const admission = new Admission({ ...ADMISSION_SETTINGS, ...options.admission }, options.now);
  // One socket, so that a second dial is one too many.
  const probeLane = new Admission({ sockets: 1, perAddress: 10, handshakesPerSecond: 10, reserved: 0 }, options.now);
  const writes = { direct: 0, stock: 0 };
  const tickets = new Map<IncomingMessage, Ticket>();
  const mono = options.mono ?? options.now;
  let closing = false;

  const watchers = new Watchers({ bus: options.bus ?? ownBus(), node: randomBytes(6).toString('base64url'), mono, who: () => core.watchers() });
  // Ahead of the hub's own tick, which tells what this one brings.
  const stopCounting = timers.every(settings.ephemeralMs, () => watchers.tick());
  const core = new HubCore<Frame>({
    feeds: options.feeds,
    blind: options.blind ?? (() => false),
    encode: encodeFrame,
    now: options.now,
    random: options.random,
    after: timers.after,
    every: timers.every,
    build: options.build,
    sources: { [WATCHERS]: watchers } satisfies Record<(typeof TOPIC_KINDS)[number], TopicSource>,
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
    closing: () => closing,
    shed: options.shed ?? (() => false),
    now: options.now,
    random: options.random,
    accept: (request, socket, head, grant) => {
      const ticket: Ticket = { grant, state: 'unused', connection: null };
      tickets.set(request, ticket);
      socket.once('close', () => tickets.delete(request));
      // A handshake that comes to nothing holds its slot no longer than one without a hello.
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
    // Pongs are packets, too.
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
        const cancel = timers.after(GOODBYE_MS, () => terminate(conn));
        conn.once('close', cancel);
      },
    };
  };

  engine.on('connection', (conn: EngineSocket) => {
    const ticket = tickets.get(conn.request);
    const connection = connectionOf(conn);
    if (ticket === undefined || ticket.state === 'revoked') return connection.close();
    ticket.connection = connection;
    // The websocket would wait half a minute for the peer's part of the goodbye, or for ever where the peer has ended its side and reads no more.
    const { socket: tcp } = conn.request;
    conn.once('close', () =>
      tcp.once(
        'close',
        timers.after(GOODBYE_MS, () => tcp.destroy()),
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
    // A second entrance by one websocket would be a way around every limit on hellos.
    if (!connection || ticket.state !== 'unused') return socket.disconnect(true);
    ticket.state = 'used';
    socket.on('disconnect', () => {
      core.leave(connection);
      connection.close();
    });
    // Nothing but packets that cannot be read.
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
      core.drain();
      core.close();
      upgrades.stop();
      await io.close();
    },
  };
};
