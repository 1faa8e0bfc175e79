import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { BlockList } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandType } from '@sitrep/shared/domain/command.ts';
import { COMMAND } from '@sitrep/shared/domain/command.ts';
import { SUSPECT } from '@sitrep/shared/domain/world.ts';
import { type App, createApp } from '../app.ts';
import { openSqliteAuthStore } from '../auth/sqlite-auth-store.ts';
import { systemClock } from '../ground/clock.ts';
import { ownBus } from '../ground/node-bus.ts';
import { systemTimers } from '../ground/timers.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import type { AppPorts, AppSettings } from '../rooms/app-ports.ts';
import { openSqliteEvidenceStore } from '../samples/sqlite-evidence-store.ts';

export const OWNER_TOKEN = 'owner-token-of-the-tests';

export interface TestApp extends App {
  readonly url: string;
  readonly folder: string;
  readonly ports: AppPorts;
  /** Unexpected errors reported so far. */
  readonly errors: unknown[];
  /** Advances the server's clock. */
  advance(ms: number): void;
  /** Sends a request as the owner, or with `token`; null sends it anonymously. */
  ask(method: string, path: string, options?: Ask): Promise<Reply>;
  /** Sends one command over HTTP as the owner. Throws when it is refused. */
  give(type: CommandType, fields: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Closes the app and the log, keeping the folder. */
  stop(): Promise<void>;
  /** Stops and deletes the folder. */
  dispose(): Promise<void>;
}
export interface Ask {
  token?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
}
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read any JSON that came back
  body: any;
}

export interface StartOptions {
  folder?: string;
  ports?: Partial<AppPorts>;
  settings?: Partial<AppSettings>;
}

/** A real app on a free port, on SQLite in a temporary folder unless given other stores. */
export const startApp = async (options: StartOptions = {}): Promise<TestApp> => {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'sitrep-app-'));
  const errors: unknown[] = [];
  let offset = 0;
  const ports: AppPorts = {
    log: options.ports?.log ?? openSqliteLog(join(folder, 'log.sqlite')),
    auth: options.ports?.auth ?? openSqliteAuthStore(join(folder, 'auth.sqlite')),
    evidence: openSqliteEvidenceStore(join(folder, 'samples.sqlite')),
    bus: ownBus(),
    clock: { ...systemClock, now: () => systemClock.now() + offset },
    timers: systemTimers,
    // Tests must not depend on the load of the machine.
    readVitals: () => ({ lagMs: 0, memory: 0 }),
    reserve: null,
    stopwatch: () => performance.now() / 1000,
    random: Math.random,
    newUuid: randomUUID,
    newId: (prefix) => `${prefix}-${randomBytes(5).toString('hex')}`,
    onError: (error) => errors.push(error),
    ...options.ports,
  };
  const app = await createApp(ports, {
    publicUrl: null,
    proxies: new BlockList(),
    allowInsecure: false,
    visibility: 'both',
    tls: null,
    maxLagMs: null,
    admission: {},
    holdMs: 10_000,
    acknowledge: { withinMs: 300_000, next: ['Bo', 'Cy'] },
    suspect: SUSPECT,
    ownerTokens: [{ id: 'run', name: 'Tests', token: OWNER_TOKEN }],
    clientFolder: join(folder, 'client'),
    build: 'test',
    ...options.settings,
  });
  // Client and server share one thread here: after a long turn the server would close an idle connection while the client sends on it.
  app.server.keepAliveTimeout = 600_000;
  // Node dates its answers by the machine's clock, of which a board has none but the one it is given.
  app.server.prependListener('request', (_, response) => response.setHeader('Date', new Date(ports.clock.now()).toUTCString()));
  app.server.listen(0, '127.0.0.1');
  await once(app.server, 'listening');
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

  const ask: TestApp['ask'] = async (method, path, { token = OWNER_TOKEN, body, headers = {} } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && !response.headers.get('content-type')?.includes('ndjson');
    return { status: response.status, headers: response.headers, text, body: isJson && text !== '' ? JSON.parse(text) : null };
  };
  const stop = async () => {
    await app.close();
    await ports.log.close();
  };
  return {
    ...app,
    url,
    folder,
    ports,
    errors,
    advance: (ms) => {
      offset += ms;
    },
    ask,
    give: async (type, fields) => {
      const [method = '', pattern = ''] = COMMAND[type].http?.split(' ') ?? [];
      const path = pattern.replace(/:(\w+)/g, (_, name: string) => String(fields[name]));
      const reply = await ask(method, `/api/v1${path}`, { body: fields });
      if (reply.status !== 201) throw new Error(`${type}: ${reply.text}`);
      return reply.body.ids;
    },
    stop,
    dispose: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
