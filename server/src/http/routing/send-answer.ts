import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { acceptsBrotli } from '../edge/encoding.ts';
import { Made } from './made.ts';
import type { Answer, Route } from './route.ts';

/** Writes the answer of `run` as the route specifies: media type, caching, encoding, and 304 when the client already has it. */
export const sendAnswer = async (request: IncomingMessage, response: Response, route: Route, answer: Answer, anybody: boolean): Promise<void> => {
  const { reply } = route;
  const { body } = answer;
  const made = body instanceof Made;
  response.vary(made ? 'Accept-Encoding, Authorization, Cookie' : 'Authorization, Cookie');
  response.setHeader('Cache-Control', reply.cache ?? (anybody && route.method === 'GET' ? 'public, max-age=2' : 'private, no-store'));
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  const status = answer.status ?? reply.status;
  response.status(status);
  if (status === 204) {
    response.end();
    return;
  }
  response.setHeader('Content-Type', reply.type ?? 'application/json; charset=utf-8');
  if (made) {
    sendMade(request, response, body);
    return;
  }
  if (body instanceof Readable) {
    // A client that disconnects ends the stream; there is nobody to report it to.
    await pipeline(body, response).catch(() => response.destroy());
    return;
  }
  response.end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body));
};

const sendMade = (request: IncomingMessage, response: Response, { etag, plain, brotli }: Made): void => {
  // Already encoded: prevents another encoding on the way.
  response.locals[CODED] = true;
  if (etag !== null) response.setHeader('ETag', etag);
  if (etag !== null && isKnown(request.headers['if-none-match'], etag)) {
    response.removeHeader('Content-Type');
    response.status(304).end();
    return;
  }
  const compressed = acceptsBrotli(request);
  if (compressed) response.setHeader('Content-Encoding', 'br');
  const parts = compressed ? brotli : plain;
  response.setHeader(
    'Content-Length',
    parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0),
  );
  // Together in as few packets as one body would take.
  response.cork();
  for (const part of parts) response.write(part);
  response.end();
  response.uncork();
};

const CODED = 'coded';
/** Whether an answer was prebuilt. */
export const isCoded = (response: Pick<Response, 'locals'>): boolean => response.locals[CODED] === true;

/** In: an `If-None-Match` and the current ETag. A weak ETag matches its strong one, because proxies that re-encode an answer weaken it. */
export const isKnown = (header: string | undefined, etag: string): boolean =>
  header === etag || (header?.split(',').some((item) => item.trim().replace(/^W\//, '') === etag || item.trim() === '*') ?? false);
