import type { IncomingMessage } from 'node:http';
import express, { type Router } from 'express';
import * as z from 'zod';
import type { Gate } from '../edge/gate.ts';
import { type FieldError, Refusal } from '../edge/problem.ts';
import type { Asked, Route } from './route.ts';

const BODY_LIMIT = 64 * 1024;
const MOST_ERRORS = 20;
const LONGEST = 120;
const utf8 = new TextDecoder('utf-8', { fatal: true });
/** Overload does not end sooner than this. */
const RETRY_SECONDS = 5;
const readJson = express.json({
  limit: BODY_LIMIT,
  strict: true,
  inflate: false,
  type: 'application/json',
  verify: (_request, _response, bytes, charset) => {
    // Another decoder would put U+FFFD, or other letters, where nobody wrote them.
    if (charset !== 'utf-8') throw Object.assign(new Error(), { type: 'charset.unsupported' });
    utf8.decode(bytes);
  },
});

/**
 * Puts `route` on `router`. The order is the point: rights, then load, then origin, then body, then existence. Throws Refusals for the one mapper behind it.
 * `overloaded`: heavy routes are to be given up now.
 */
export const mount = (router: Router, route: Route, gate: Gate, overloaded: () => boolean): void => {
  const method = route.method.toLowerCase() as Lowercase<Route['method']>;
  router[method](route.path, async (request, response) => {
    const client = gate.clientOf(request);
    const principal = gate.principalOf(request, client);
    if (route.access !== 'anyone') gate.require(principal, route.access);
    if (route.heavy && overloaded())
      throw new Refusal('overloaded', 'The server is busy keeping the board up to date. Ask for this again in a moment.', { retryAfterSeconds: RETRY_SECONDS });
    const search = searchOf(request.url);
    const scope = gate.scopeOf(principal, route.scoped ? search.get('scope') : null);
    if (route.method !== 'GET') gate.requireOwnPage(request, principal);
    const query = route.query ? read(route.query, fromQuery(search, route.scoped === true), 'query') : {};
    const params = request.params as Record<string, string>;
    const body = route.body ? read(route.body, { ...(await jsonBody(request, response, params)), ...params }, 'body') : {};
    // A body may take its time, and rights may end meanwhile.
    if (route.body && route.access !== 'anyone') gate.require(gate.principalOf(request, client), route.access);
    const idempotencyKey = route.idempotent ? keyOf(request) : null;
    const asked: Asked = { params, query, body, principal, scope, client, idempotencyKey, request, response };
    const answer = await route.run(asked);
    if (answer === 'sent') return;
    response.setHeader('Vary', 'Authorization, Cookie');
    response.setHeader('Cache-Control', principal === null && route.method === 'GET' ? 'public, max-age=2' : 'private, no-store');
    for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
    const status = answer.status ?? route.reply.status;
    if (status === 204) response.status(204).end();
    else response.status(status).json(answer.body);
  });
};

/** The address may be a whole one, as for a proxy, with a host or a port that is none. */
const searchOf = (url: string): URLSearchParams => {
  if (!URL.canParse(url, 'http://host')) throw new Refusal('bad_request', 'The address of the request cannot be read.');
  return new URL(url, 'http://host').searchParams;
};

const fromQuery = (search: URLSearchParams, scoped: boolean): Record<string, string> => {
  const fields: Record<string, string> = {};
  for (const [name, value] of search) {
    if (Object.hasOwn(fields, name)) throw invalid([{ field: name, detail: 'is given twice' }]);
    if (!(scoped && name === 'scope')) fields[name] = value;
  }
  return fields;
};

const jsonBody = async (
  request: IncomingMessage,
  response: Parameters<typeof readJson>[1],
  params: Record<string, string>,
): Promise<Record<string, unknown>> => {
  const empty = request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0;
  if (empty) return {};
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new Refusal('wrong_content_type', 'Send the body as Content-Type: application/json.');
  await new Promise<void>((resolve, reject) => {
    readJson(request as Parameters<typeof readJson>[0], response, (error?: unknown) => (error ? reject(bodyRefusal(error)) : resolve()));
  });
  const body = (request as { body?: unknown }).body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refusal('bad_request', 'The body must be a JSON object.');
  for (const [name, value] of Object.entries(params)) {
    if (Object.hasOwn(body, name) && (body as Record<string, unknown>)[name] !== value)
      throw invalid([{ field: name, detail: 'differs from the one in the path' }]);
  }
  return body as Record<string, unknown>;
};

const bodyRefusal = (error: unknown): unknown => {
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large') return new Refusal('too_large', `A body may hold at most ${BODY_LIMIT} bytes.`);
  if (type === 'entity.parse.failed') return new Refusal('bad_request', 'The body is not valid JSON.');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') return new Refusal('wrong_content_type', 'Send the body as plain UTF-8 JSON.');
  if (type === 'entity.verify.failed') return new Refusal('bad_request', 'The body is not valid UTF-8.');
  const theirs = type !== undefined || (status !== undefined && status >= 400 && status < 500);
  return theirs ? new Refusal('bad_request', 'The body ended early or cannot be read.') : error;
};

const KEY = /^[\x21-\x7e]{1,200}$/;
const keyOf = (request: IncomingMessage): string | null => {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key)) throw new Refusal('bad_request', 'Idempotency-Key must be 1 to 200 visible ASCII characters.');
  return key;
};

const read = (schema: NonNullable<Route['body']>, value: unknown, where: 'query' | 'body'): Record<string, unknown> => {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data as Record<string, unknown>;
  throw invalid(fieldErrors(result.error.issues, where));
};

/** In: the issues of zod. Out: one line per field, its path written as in `impacts.0.level`. */
const fieldErrors = (issues: readonly z.core.$ZodIssue[], where: string): FieldError[] =>
  issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), detail: 'is not a field of this request' }));
    return [{ field: issue.path.join('.') || where, detail: issue.message }];
  });

/** Names are the client's own words, so both their number and their length are cut. */
const invalid = (found: FieldError[]): Refusal => {
  const errors = found.slice(0, MOST_ERRORS).map(({ field, detail }) => ({ field: cut(field), detail: cut(detail) }));
  return new Refusal('invalid', `${errors.map(({ field, detail }) => `${field}: ${detail}`).join('; ')}.`, { errors });
};
/** As many of its first characters as take `LONGEST` bytes in an answer. */
const cut = (text: string): string => {
  let kept = text.slice(0, LONGEST);
  while (Buffer.byteLength(JSON.stringify(kept)) > LONGEST + 2) kept = kept.slice(0, -1);
  return kept === text ? text : `${kept}...`;
};
