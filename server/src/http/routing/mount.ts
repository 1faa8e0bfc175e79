import type { IncomingMessage } from 'node:http';
import { shapeErrors } from '@sitrep/shared/words/shape.ts';
import type { Request, Response, Router } from 'express';
import * as z from 'zod';
import { ownerOfKeys, type Principal } from '../../auth/principal.ts';
import type { Gate } from '../edge/gate.ts';
import { setOpenHeaders, setPreflightHeaders } from '../edge/headers.ts';
import { invalid, Refusal } from '../edge/problem.ts';
import { RateLimit } from '../edge/rate-limit.ts';
import { bodySchemaOf, type Json } from './body-schema.ts';
import { bodyExampleOf } from './example-of.ts';
import { onceEach, readBody, type Sent } from './read-body.ts';
import type { Answer, Asked, Route } from './route.ts';
import { sendAnswer } from './send-answer.ts';

/** Overload lasts at least this long, s. */
const RETRY_SECONDS = 5;
const NO_BYTES = Buffer.alloc(0);
/** Shared, because an error of its own for each request would cost more than all the rest. */
const GONE = new Error('the client has gone');

export interface MountPorts {
  gate: Gate;
  /** True while heavy routes are shed. */
  overloaded(): boolean;
  /** Monotonic seconds. */
  stopwatch(): number;
}

/** Mounts the routes on `router`. Refusals are thrown for the error mapper behind it. */
export const mountAll = (router: Router, routes: readonly Route[], ports: MountPorts): void => {
  // Express would answer HEAD from a GET mounted earlier.
  for (const route of routes.toSorted((a, b) => Number(b.method === 'HEAD') - Number(a.method === 'HEAD'))) mount(router, route, ports);
  for (const [path, open] of Map.groupBy(
    routes.filter(({ crossOrigin }) => crossOrigin !== undefined),
    ({ path }) => path,
  ))
    router.options(path, (_request, response) => {
      const headers = open.flatMap(({ crossOrigin, body }) => [...(crossOrigin?.headers ?? []), ...(body === undefined ? [] : ['Content-Type'])]);
      setPreflightHeaders(
        response,
        open.map(({ method }) => method),
        [...new Set(headers)],
      );
      response.status(204).end();
    });
};

/** The order is the point: rights, then load, then origin, then body, then existence. */
const mount = (router: Router, route: Route, { gate: itsGate, overloaded, stopwatch }: MountPorts): void => {
  // TypeScript requires an explicit type for assertion functions.
  const gate: Gate = itsGate;
  const limit = route.rate === undefined ? null : new RateLimit(route.rate, stopwatch);
  const open = route.crossOrigin !== undefined;
  const method = route.method.toLowerCase() as Lowercase<Route['method']>;
  router[method](route.path, async (request: Request, response: Response) => {
    if (open) setOpenHeaders(response);
    const client = gate.clientOf(request);
    const whoNow = () => (open ? gate.bearerOf(request, client) : gate.principalOf(request, client));
    const principal = whoNow();
    const access = route.openHere && client.loopback ? 'anyone' : route.access;
    const requireAccess = (who: Principal | null): void => {
      if (access !== 'anyone') gate.require(who, access);
      if (route.inside) gate.requireScope(who, 'internal');
    };
    requireAccess(principal);
    limit?.take(client.address, request.path, principal === null ? null : ownerOfKeys(principal));
    if (route.heavy && overloaded())
      throw new Refusal('overloaded', 'The server is busy keeping the board up to date. Ask for this again in a moment.', { retryAfterSeconds: RETRY_SECONDS });
    const search = searchOf(request.url);
    const scope = route.scoped ? gate.readingScope(principal, search.get('scope')) : gate.scopeOf(principal);
    if (!open && !isReading(route)) gate.requireOwnPage(request, principal);
    const query = route.query ? read(route.query, fromQuery(search, route.scoped === true), 'query') : {};
    const params = request.params as Record<string, string>;
    const { sent, body } = await bodyOf(request, route, params);
    // Reading the body may take long, and the rights may end meanwhile.
    if (route.body) requireAccess(whoNow());
    const idempotencyKey = route.idempotent ? keyOf(request) : null;
    const { text = '', bytes = NO_BYTES, stream = request } = sent ?? {};
    const gone = () => goneOf(response);
    const asked: Asked = { params, query, body, text, bytes, stream, principal, scope, client, idempotencyKey, request, gone };
    const answer: Answer = await route.run(asked);
    // An answer may take seconds to be there, and the rights may end meanwhile. A write is done by then, and its author is told.
    if (isReading(route) && access !== 'anyone') requireAccess(whoNow());
    else if (isReading(route) && route.scoped && (scope === 'internal' || !gate.anyoneReads)) gate.requireScope(whoNow(), scope);
    await sendAnswer(request, response, route, answer, principal === null);
  });
};

const bodyOf = async (
  request: IncomingMessage,
  route: Route,
  params: Readonly<Record<string, string>>,
): Promise<{ sent: Sent | null; body: Record<string, unknown> }> => {
  try {
    const sent = route.body ? await readBody(request, route.body, params) : null;
    return { sent, body: route.body?.schema && sent?.fields ? read(route.body.schema, { ...sent.fields, ...params }, 'body') : {} };
  } catch (error) {
    throw error instanceof Refusal ? withExample(error, route) : error;
  }
};
/** A refusal of an invalid body, with an example of a valid one that shows the invalid fields, and the names of the known fields where one was not. */
const withExample = (refused: Refusal, route: Route): Refusal => {
  const known = Object.keys((bodySchemaOf(route)?.properties ?? {}) as Json);
  // A field of that name may be meant: a reader of the sentence has no schema at hand.
  const strange = (refused.errors ?? []).some(({ field }) => !known.includes(field.split('.', 1)[0] ?? ''));
  const refusal = strange && known.length > 0 ? refused.withFields(known) : refused;
  const example = bodyExampleOf(
    route,
    (refusal.errors ?? []).map(({ field }) => field),
  );
  return example === null ? refusal : refusal.withExample(example);
};

/** Aborted when the connection closes before the whole answer was handed over. */
const goneOf = (response: Response): AbortSignal => {
  const gone = new AbortController();
  response.once('close', () => response.writableFinished || gone.abort(GONE));
  if (response.destroyed) gone.abort(GONE);
  return gone.signal;
};

const isReading = ({ method }: Route): boolean => method === 'GET' || method === 'HEAD';

/** The request target may be absolute, as for a proxy, with an invalid host or port. */
const searchOf = (url: string): URLSearchParams => {
  if (!URL.canParse(url, 'http://host')) throw new Refusal('bad_request', 'The address of the request cannot be read.');
  return new URL(url, 'http://host').searchParams;
};

const fromQuery = (search: URLSearchParams, scoped: boolean): Record<string, string> => {
  const { scope, ...rest } = onceEach(search);
  return scoped || scope === undefined ? rest : { ...rest, scope };
};

const KEY = /^[\x21-\x7e]{1,200}$/;
const keyOf = (request: IncomingMessage): string | null => {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key)) throw new Refusal('bad_request', 'Idempotency-Key must be 1 to 200 visible ASCII characters.');
  return key;
};

const read = (schema: NonNullable<Route['query']>, value: unknown, where: 'query' | 'body'): Record<string, unknown> => {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data as Record<string, unknown>;
  // A path is written as in `impacts.0.level`.
  throw invalid(shapeErrors(result.error.issues, value).map(({ path, detail }) => ({ field: path.join('.') || where, detail })));
};
