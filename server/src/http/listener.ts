import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { constants } from 'node:zlib';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import compression from 'compression';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { ScopeFeed } from '../projection/feed.ts';
import type { Gate } from './edge/gate.ts';
import { setCommonHeaders } from './edge/headers.ts';
import { oneAtATime } from './edge/one-at-a-time.ts';
import { problemOf, Refusal, refusalOf } from './edge/problem.ts';
import type { StaticFiles } from './edge/static-files.ts';
import { BOARD_PATH, isBoard, sendBoard } from './reads/prebuilt-board.ts';
import { mount } from './routing/mount.ts';
import type { Route } from './routing/route.ts';

export interface ListenerPorts {
  gate: Gate;
  feeds: Record<Scope, ScopeFeed>;
  /** When the feeds were last known to be what the log says, UTC ms. */
  knownAt: () => number;
  routes: readonly Route[];
  files: StaticFiles;
  /** True while heavy routes are given up. */
  overloaded(): boolean;
  newRequestId(): string;
  /** Seconds of any clock that never goes back. */
  stopwatch(): number;
  /** One reading of the board; these are too many to time each. */
  boardRead(): void;
  answered(method: string, route: string, status: number, seconds: number): void;
  /** Told of errors nobody foresaw, with the id the client was given. */
  onError(error: unknown, requestId: string): void;
}

// Lists with their skylines run to hundreds of kB. Only readings: an answer to a write may hold a secret, and a compressed secret can be guessed at.
const LISTS: compression.CompressionOptions = {
  threshold: 2_048,
  filter: (request, response) => request.method === 'GET' && compression.filter(request, response),
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
};

/** Answers everything: the prebuilt board and files first, ahead of Express, then the routes. */
export const makeListener = (ports: ListenerPorts): { listener: RequestListener; app: express.Express } => {
  const { gate, feeds, routes, files } = ports;
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing');
  app.use(compression(LISTS));
  for (const route of routes) mount(app, route, gate, ports.overloaded);
  app.use(() => {
    throw new Refusal('not_found', 'There is nothing at this address.');
  });
  // Express knows error handlers by their four parameters.
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => refuse(ports, error, response));

  const addresses = new Set(routes.map(({ path }) => path));
  const isRoute = (path: string) => path.startsWith('/api/') || addresses.has(path);

  const listener: RequestListener = (request, response) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const { url = '/' } = request;
    try {
      if (reads && isBoard(url)) {
        sendBoard(request, response, gate, feeds, ports.knownAt());
        ports.boardRead();
        return;
      }
    } catch (error) {
      begin(request, response);
      refuse(ports, error, response);
      return;
    }
    begin(request, response);
    try {
      const [path = '/'] = url.split('?', 1);
      if (!(reads && !isRoute(path) && files.send(request, response, path))) app(request, response);
    } catch (error) {
      refuse(ports, error, response);
    }
  };

  const begin = (request: IncomingMessage, response: ServerResponse): void => {
    setCommonHeaders(response, gate.isSecure(request), ports.newRequestId());
    const started = ports.stopwatch();
    // A connection on which nothing moves is closed; a reading that takes its time before it says anything is no such thing.
    response.on('timeout', (socket: Socket) => socket.writableLength > 0 && socket.destroy());
    response.once('close', () => ports.answered(request.method ?? '', routeOf(request), response.statusCode, ports.stopwatch() - started));
  };

  return { listener: oneAtATime(listener), app };
};

const routeOf = (request: IncomingMessage): string => {
  const { route } = request as { route?: { path?: string } };
  const path = (request.url ?? '/').split('?', 1)[0];
  return route?.path ?? (path === BOARD_PATH ? BOARD_PATH : path?.startsWith('/api/') ? 'unknown' : 'page');
};

const refuse = (ports: ListenerPorts, error: unknown, response: ServerResponse): void => {
  const requestId = String(response.getHeader('X-Request-Id') ?? '');
  const refusal = refusalOf(error);
  if (refusal.code === 'internal') ports.onError(error, requestId);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = problemOf(refusal, requestId);
  if (refusal.retryAfterSeconds !== undefined) response.setHeader('Retry-After', refusal.retryAfterSeconds);
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(problem.status, { 'Content-Type': 'application/problem+json; charset=utf-8' });
  response.end(JSON.stringify(problem));
};
