import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { ScopeView } from '../../projection/scope-view.ts';
import { acceptsBrotli } from '../edge/encoding.ts';
import type { Gate } from '../edge/gate.ts';
import { commonHeaders } from '../edge/headers.ts';
import type { PrebuiltAnswers, Recipe } from '../prebuilt/prebuilt-answers.ts';
import type { Made } from '../routing/made.ts';
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
  views: Record<Scope, ScopeView>;
  boards: PrebuiltAnswers;
  /** When the board was last known to be current, UTC ms. */
  knownAt(): number;
  /** Counts one read; reads are too frequent to be timed. */
  boardRead(): void;
}
const AS_OF = 'When the board was last known to be so, UTC ms, whatever kept this answer since';

/** On a board of which nobody outside reads anything no cache keeps what is public to those inside. */
const cacheOf = ({ anyoneReads }: Gate, scope: Scope): string => CACHE[anyoneReads ? scope : 'internal'];

/** The snapshot without its `epoch` and `pos`. */
const recipeOf = (view: ScopeView): Recipe => ({
  key: 'board',
  tag: '',
  body: () => {
    const { epoch: _, pos: _pos, ...rest } = view.message();
    return rest;
  },
});

/**
 * The board. As long as it has not changed it is answered as last built, without database, session table or framework; N readers cost O(1) work. The first
 * reader after a change has it built, and a large board that keeps changing rests between two builds, by what they cost.
 */
export const boardRoute = ({ gate, views, boards, knownAt, boardRead }: BoardPorts): Route => ({
  method: 'GET',
  path: BOARD_PATH,
  access: 'anyone',
  tag: 'read',
  summary: 'The whole board as one snapshot; ask again with If-None-Match',
  scoped: true,
  reply: { status: 200, words: 'As visible in the requested scope', schema: BoardReply, etag: true, headers: { 'Sitrep-As-Of': AS_OF } },
  ahead: (request, response) => {
    const { authorization, cookie } = request.headers;
    const signed = authorization !== undefined || cookie !== undefined;
    const scope = gate.readingScope(signed ? gate.principalOf(request, gate.clientOf(request)) : null, askedScope(request.url ?? ''));
    const made = boards.held(views[scope], 'board');
    if (made === null) return false;
    send(request, response, dress(made, cacheOf(gate, scope)), gate.isSecure(request), knownAt());
    boardRead();
    return true;
  },
  run: async ({ scope, gone }) => {
    // Before the build: what is built is no older than the request, but it may change meanwhile.
    const asOf = knownAt();
    const body = await boards.get(views[scope], recipeOf(views[scope]), { gone: gone() });
    boardRead();
    return { body, headers: { 'Cache-Control': cacheOf(gate, scope), 'Sitrep-As-Of': String(asOf) } };
  },
});

/** The headers are written as one prepared list, because setting them one by one costs as much as all the rest. `knownAt` is sent to the reader, because caches and this node itself may keep answering after that. */
const send = (request: IncomingMessage, response: ServerResponse, { plain, brotli }: Dresses, secure: boolean, knownAt: number): void => {
  const { etag, body, headers, unchanged } = acceptsBrotli(request) ? brotli() : plain();
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
interface Dresses {
  plain(): Dressed;
  brotli(): Dressed;
}
const dressed = new WeakMap<Made, Dresses>();

const dress = (made: Made, cache: string): Dresses => {
  const known = dressed.get(made);
  if (known) return known;
  const both = {
    plain: once(() => dressAs(made, cache, made.plain, [])),
    brotli: once(() => dressAs(made, cache, made.brotli, ['Content-Encoding', 'br'])),
  };
  dressed.set(made, both);
  return both;
};

const dressAs = ({ etag }: Made, cache: string, parts: Made['plain'], encoding: readonly string[]): Dressed => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const always = ['ETag', etag ?? '', 'Cache-Control', cache, 'Vary', 'Accept-Encoding, Authorization, Cookie'];
  const content = ['Content-Type', 'application/json; charset=utf-8', ...encoding, 'Content-Length', String(body.length)];
  const both = (more: readonly string[]) => {
    const [open = [], secure = []] = [false, true].map((https) => [...commonHeaders(https), ...always, ...more, 'Sitrep-As-Of', '']);
    return (https: boolean, knownAt: number) => {
      const list = https ? secure : open;
      list[list.length - 1] = String(knownAt);
      return list;
    };
  };
  return { etag: etag ?? '', body, headers: both(content), unchanged: both([]) };
};

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
