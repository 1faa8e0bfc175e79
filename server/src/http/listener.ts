import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { constants } from 'node:zlib';
import compression from 'compression';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Gate } from './edge/gate.ts';
import { setCommonHeaders } from './edge/headers.ts';
import { oneAtATime } from './edge/one-at-a-time.ts';
import { problemOf, Refusal, refusalOf } from './edge/problem.ts';
import type { StaticFiles } from './edge/static-files.ts';
import { mountAll } from './routing/mount.ts';
import type { Route } from './routing/route.ts';
import { isCoded } from './routing/send-answer.ts';

export interface ListenerPorts {
  gate: Gate;
  routes: readonly Route[];
  files: StaticFiles;
  /** True while heavy routes are shed. */
  overloaded(): boolean;
  newRequestId(): string;
  /** Monotonic seconds. */
  stopwatch(): number;
  answered(method: string, route: string, status: number, seconds: number): void;
  /** Called with unexpected errors and the request id that the client got. */
  onError(error: unknown, requestId: string): void;
}

// Lists run to hundreds of kB. Only reads are compressed: an answer to a write may contain a secret, which compression could leak.
const LISTS: compression.CompressionOptions = {
  threshold: 2_048,
  filter: (request, response) => request.method === 'GET' && !isCoded(response) && compression.filter(request, response),
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
};

/** Answers every request: prebuilt answers and files first, then the routes through Express. */
export const makeListener = (ports: ListenerPorts): { listener: RequestListener; app: express.Express } => {
  const { gate, routes, files } = ports;
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing');
  app.use(compression(LISTS));
  mountAll(app, routes, ports);
  app.use(() => {
    throw new Refusal('not_found', 'There is nothing at this address.');
  });
  // Express recognises error handlers by their four parameters.
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => refuse(ports, error, response));

  const aheads = new Map(routes.flatMap((route) => (route.ahead === undefined ? [] : [[route.path, route] as const])));
  const outside = routes.filter(({ path }) => !path.startsWith('/api/')).map(({ path }) => patternOf(path));
  const isRoute = (path: string) => path.startsWith('/api/') || outside.some((pattern) => pattern.test(path));

  const listener: RequestListener = (request, response) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const path = pathOf(request);
    try {
      const route = reads ? aheads.get(path) : undefined;
      if (route?.ahead?.(request, response)) return;
    } catch (error) {
      begin(request, response);
      refuse(ports, error, response);
      return;
    }
    begin(request, response);
    try {
      if (!(reads && !isRoute(path) && files.send(request, response, path))) app(request, response);
    } catch (error) {
      refuse(ports, error, response);
    }
  };

  const begin = (request: IncomingMessage, response: ServerResponse): void => {
    setCommonHeaders(response, gate.isSecure(request), ports.newRequestId());
    const started = ports.stopwatch();
    // A slow response that has not started is not idle; only one whose client stopped reading is closed.
    response.on('timeout', (socket: Socket) => socket.writableLength > 0 && socket.destroy());
    response.once('close', () => ports.answered(request.method ?? '', routeOf(request), response.statusCode, ports.stopwatch() - started));
  };
  const routeOf = (request: IncomingMessage): string => {
    const { route } = request as { route?: { path?: string } };
    const path = pathOf(request);
    return route?.path ?? (aheads.has(path) ? path : path.startsWith('/api/') ? 'unknown' : 'page');
  };

  return { listener: oneAtATime(listener), app };
};

const pathOf = ({ url = '/' }: IncomingMessage): string => {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
};

/** A pattern for the addresses of a route; each parameter matches one path segment. */
const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split(/(:\w+)/)
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('')}/?$`,
  );

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
