import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NewEvent } from '@sitrep/shared/domain/event.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { DownEvents } from '@sitrep/shared/protocol/wire.ts';
import { io, type Socket } from 'socket.io-client';
import { systemTimers } from '../ground/timers.ts';
import { Projection } from '../projection/projection.ts';
import { createHub, type Hub, type HubOptions } from './hub.ts';

/** The part of the log that the projection reads. */
type Log = Parameters<typeof Projection.open>[0]['log'];

/** One node on a free port, for tests and measurements: the real projection, hub and sockets over `log`. */
export interface TestNode {
  readonly url: string;
  readonly port: number;
  readonly hub: Hub;
  readonly projection: Projection;
  readonly errors: unknown[];
  close(): Promise<void>;
}

/** `Authorization: Bearer <name>` signs in as that name and opens the internal scope. A node that does not poll learns of new events only from `catchUp`. */
export const startNode = async (log: Log, options: Partial<HubOptions> = {}, { polls = true } = {}): Promise<TestNode> => {
  const errors: unknown[] = [];
  const onError = (error: unknown): void => {
    errors.push(error);
  };
  const clock = { now: () => Date.now(), every: polls ? systemTimers.every : () => () => {} };
  const projection = await Projection.open({ log, clock, stopwatch: () => performance.now() / 1000, onError });
  const httpServer = createServer((_, response) => response.writeHead(404).end());
  const hub = createHub({
    httpServer,
    feeds: { public: projection.public, internal: projection.internal },
    blind: () => projection.blind,
    timers: systemTimers,
    now: clock.now,
    random: Math.random,
    foreign: ({ headers: { origin, host } }) => origin !== undefined && origin !== `http://${host}`,
    build: 'test',
    onError,
    authorise: ({ headers }) => {
      const name = headers.authorization?.replace('Bearer ', '');
      return name === undefined ? { scopes: ['public'], principal: null } : { scopes: ['public', 'internal'], principal: name, watches: true };
    },
    ...options,
  });
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  const { port } = httpServer.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    hub,
    projection,
    errors,
    close: async () => {
      await hub.close();
      await projection.close();
      httpServer.closeAllConnections();
      httpServer.close();
    },
  };
};

let ids = 0;
/** An update of an incident that was never opened: it counts in the chain of its scope even though the board ignores it. */
export const said = (scope: Scope, text: string): NewEvent => ({
  v: 1,
  stream: 'incident:one',
  scope,
  at: exactly(1_700_000_000_000),
  saidAt: null,
  actor: { kind: 'person', name: 'Robin' },
  drill: null,
  type: 'update-posted',
  data: { incidentId: 'one', updateId: `u${++ids}`, kind: 'update', text },
});

/** Appends the events as one command, and waits until the nodes catch up. */
export const write = async (log: Log, nodes: readonly TestNode[], ...events: NewEvent[]): Promise<void> => {
  await log.append({ events: events.map((event) => ({ ...event, id: `e${++ids}`, recordedAt: 1_700_000_000_000 })), expected: {}, idempotency: null });
  for (const node of nodes) await node.projection.catchUp();
};

export type Heard = { [N in keyof DownEvents]: { name: N; message: Parameters<DownEvents[N]>[0] } }[keyof DownEvents];
type HeardAs<N extends keyof DownEvents> = Parameters<DownEvents[N]>[0];

/** A client that records what it receives. `auth` null: no hello in the handshake. */
export class Listener {
  readonly socket: Socket;
  readonly heard: Heard[] = [];
  closed = false;
  #waiters: (() => void)[] = [];

  constructor(url: string, hello: unknown, headers: Record<string, string> = {}) {
    this.socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, auth: hello === null ? {} : { hello }, extraHeaders: headers });
    this.socket.onAny((name, message) => {
      this.heard.push({ name, message });
      this.#wake();
    });
    const end = () => {
      this.closed = true;
      this.#wake();
    };
    this.socket.on('disconnect', end);
    this.socket.on('connect_error', end);
  }

  /** The first message of this name after skipping `skip` of them. Rejects after a minute. */
  async next<N extends keyof DownEvents>(name: N, skip = 0): Promise<HeardAs<N>> {
    await this.until(() => this.#all(name).length > skip, `a ${name}`);
    return this.#all(name)[skip] as HeardAs<N>;
  }
  async until(holds: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!holds()) {
      if (Date.now() > deadline) throw new Error(`no ${what} came; heard ${this.heard.map(({ name }) => name).join(', ') || 'nothing'}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 50);
        this.#waiters.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }
  ended(): Promise<void> {
    return this.until(() => this.closed, 'end');
  }
  close(): void {
    this.socket.close();
  }

  #all(name: string): unknown[] {
    return this.heard.filter((one) => one.name === name).map(({ message }) => message);
  }
  #wake(): void {
    for (const wake of this.#waiters.splice(0)) wake();
  }
}
