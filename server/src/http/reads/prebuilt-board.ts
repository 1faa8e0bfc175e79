import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { Prebuilt, ScopeFeed } from '../../projection/feed.ts';
import { acceptsBrotli } from '../edge/encoding.ts';
import type { Gate } from '../edge/gate.ts';
import { commonHeaders } from '../edge/headers.ts';
import type { Route } from '../routing/route.ts';
import { isKnown } from '../routing/send-answer.ts';
import { BoardReply } from './replies.ts';

const BOARD_PATH = '/api/v1/board';
const CACHE: Record<Scope, string> = {
  public: 'public, max-age=2, stale-while-revalidate=30, stale-if-error=86400',
  internal: 'private, no-store',
};

export interface BoardPorts {
  gate: Gate;
  feeds: Record<Scope, ScopeFeed>;
  /** When the feeds were last known to be current, UTC ms. */
  knownAt(): number;
  /** Counts one read; reads are too frequent to be timed. */
  boardRead(): void;
}
const AS_OF = 'When the board was last known to be so, UTC ms, whatever kept this answer since';

export const boardRoute = ({ gate, feeds, knownAt, boardRead }: BoardPorts): Route => ({
  method: 'GET',
  path: BOARD_PATH,
  access: 'anyone',
  tag: 'read',
  summary: 'The whole board as one snapshot; ask again with If-None-Match',
  scoped: true,
  reply: { status: 200, words: 'As visible in the requested scope', schema: BoardReply, etag: true, headers: { 'Sitrep-As-Of': AS_OF } },
  ahead: (request, response) => {
    sendBoard(request, response, gate, feeds, knownAt());
    boardRead();
  },
});

/**
 * Answers with the board as last built, without database, session table or framework; N readers cost O(1) work. `knownAt`: when it was last known to be
 * current, UTC ms; sent to the reader, because caches and this node itself may keep answering after that. Throws a Refusal.
 * The headers are written as one prepared list, because setting them one by one costs as much as all the rest.
 */
const sendBoard = (request: IncomingMessage, response: ServerResponse, gate: Gate, feeds: Record<Scope, ScopeFeed>, knownAt: number): void => {
  const { authorization, cookie } = request.headers;
  const asked = askedScope(request.url ?? '');
  const signed = authorization !== undefined || cookie !== undefined;
  const scope = gate.scopeOf(signed ? gate.principalOf(request, gate.clientOf(request)) : null, asked);
  const { plain, brotli } = dress(feeds[scope].snapshot(), scope);
  const { etag, body, headers, unchanged } = acceptsBrotli(request) ? brotli() : plain();
  const secure = gate.isSecure(request);
  if (isKnown(request.headers['if-none-match'], etag)) {
    response.writeHead(304, unchanged(secure, knownAt)).end();
    return;
  }
  response.writeHead(200, headers(secure, knownAt));
  response.end(request.method === 'HEAD' ? undefined : body);
};

/** The `scope` of the query. The usual queries need no parser. */
const askedScope = (url: string): string | null => {
  const search = url.slice(url.indexOf('?') + 1 || url.length);
  if (search === '') return null;
  return search === 'scope=public' ? 'public' : new URLSearchParams(search).get('scope');
};

interface Dressed {
  readonly etag: string;
  readonly body: Buffer;
  headers(secure: boolean, knownAt: number): string[];
  unchanged(secure: boolean, knownAt: number): string[];
}
const dressed = new WeakMap<Prebuilt, { plain(): Dressed; brotli(): Dressed }>();

const dress = (board: Prebuilt, scope: Scope) => {
  const known = dressed.get(board);
  if (known) return known;
  const made = {
    plain: once(() => dressAs(board, scope, Buffer.from(board.json), [])),
    brotli: once(() => dressAs(board, scope, board.brotli, ['Content-Encoding', 'br'])),
  };
  dressed.set(board, made);
  return made;
};

const dressAs = ({ etag }: Prebuilt, scope: Scope, body: Buffer, encoding: readonly string[]): Dressed => {
  const always = ['ETag', etag, 'Cache-Control', CACHE[scope], 'Vary', 'Accept-Encoding, Authorization, Cookie'];
  const content = ['Content-Type', 'application/json; charset=utf-8', ...encoding, 'Content-Length', String(body.length)];
  const both = (more: readonly string[]) => {
    const [open = [], secure = []] = [false, true].map((https) => [...commonHeaders(https), ...always, ...more, 'Sitrep-As-Of', '']);
    return (https: boolean, knownAt: number) => {
      const list = https ? secure : open;
      list[list.length - 1] = String(knownAt);
      return list;
    };
  };
  return { etag, body, headers: both(content), unchanged: both([]) };
};

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
