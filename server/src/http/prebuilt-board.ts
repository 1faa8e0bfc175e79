import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { ScopeFeed } from '../projection/feed.ts';
import type { Client } from './client.ts';
import { acceptsBrotli } from './encoding.ts';
import type { Gate } from './gate.ts';

export const BOARD_PATH = '/api/v1/board';
const CACHE: Record<Scope, string> = {
  public: 'public, max-age=2, stale-while-revalidate=30, stale-if-error=86400',
  internal: 'private, no-store',
};

/** Answers with the board as last built: no database, no session table, no framework. N readers cost O(1) work. Throws a Refusal. */
export const sendBoard = (
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  gate: Gate,
  client: Client,
  feeds: Record<Scope, ScopeFeed>,
): void => {
  const scope = gate.scopeOf(gate.principalOf(request, client), query.get('scope'));
  const board = feeds[scope].snapshot();
  response.setHeader('ETag', board.etag);
  response.setHeader('Cache-Control', CACHE[scope]);
  response.setHeader('Vary', 'Accept-Encoding, Authorization, Cookie');
  if (matches(request.headers['if-none-match'], board.etag)) {
    response.writeHead(304).end();
    return;
  }
  const compressed = acceptsBrotli(request);
  const body = compressed ? board.brotli : Buffer.from(board.json);
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  if (compressed) response.setHeader('Content-Encoding', 'br');
  response.writeHead(200, { 'Content-Length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
};

const matches = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((item) => item.trim().replace(/^W\//, '') === etag || item.trim() === '*') ?? false;
