import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Right } from '@sitrep/shared/domain/rights.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type * as z from 'zod/mini';
import type { Principal } from '../../auth/principal.ts';
import type { Client } from '../../ground/client.ts';
import type { RateRule } from '../edge/rate-limit.ts';
import type { Made } from './made.ts';

/** Any of these rights. `anyone`: no sign-in needed; the answer is then of the public scope. */
export type Access = 'anyone' | readonly Right[];
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** How a body is passed to `run`: fields of a schema, a text, the raw bytes, or a stream that `run` reads itself. */
export type Reading = 'json' | 'form' | 'text' | 'bytes' | 'stream';
export interface Body {
  /** By media type, in lower case; the key `*` `/` `*` covers all other types. */
  readonly media: Readonly<Record<string, Reading>>;
  /** Schema of `json` and `form` fields. Fields named like path parameters are taken from the path. */
  readonly schema?: z.ZodMiniObject;
  /** Maximum size, bytes; null for an unlimited stream. */
  readonly limit: number | null;
}

export interface Reply {
  readonly status: number;
  readonly words: string;
  readonly schema: z.core.$ZodType | null;
  /** The media type, with its charset, of an answer that is not JSON. */
  readonly type?: string;
  /** The `Cache-Control` of an answer. Default: 2 s for anonymous reads, no caching for the rest. */
  readonly cache?: string;
  /** The answer has an ETag; an unchanged one is answered 304. */
  readonly etag?: boolean;
  /** Additional headers, with descriptions. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Pages of other origins may call this: `Access-Control-Allow-Origin: *`, on refusals too, and the answer may be embedded elsewhere. Cookies are
 * ignored here, so that no page can use another person's sign-in; tokens are accepted.
 */
export interface CrossOrigin {
  /** Additional request headers that such a page may set. */
  readonly headers?: readonly string[];
}

/** One route of the API: input, rights and answer as data. Router, OpenAPI document and rights checks are generated from it. */
interface Described {
  readonly method: Method;
  /** In Express syntax: `/api/v1/incidents/:incidentId`. */
  readonly path: string;
  readonly access: Access;
  /** From this machine no sign-in is needed. */
  readonly openHere?: boolean;
  readonly tag: string;
  readonly summary: string;
  readonly query?: z.ZodMiniObject;
  readonly body?: Body;
  /** Accepts an `Idempotency-Key`. */
  readonly idempotent?: boolean;
  /** Expensive enough to be shed under overload. */
  readonly heavy?: boolean;
  /** Accepts `?scope=`; answers differ by scope. */
  readonly scoped?: boolean;
  /** Needs the internal scope besides the rights of `access`: on a board that is public, `read` alone does not give it. */
  readonly inside?: boolean;
  readonly crossOrigin?: CrossOrigin;
  /** Rate limit per caller. */
  readonly rate?: RateRule;
  readonly reply: Reply;
}
export interface Route extends Described {
  run(asked: Asked): Promise<Answer>;
  /** Answers before Express, including all headers, or returns false and leaves it to `run`; throws Refusals. For very frequent reads. */
  ahead?(request: IncomingMessage, response: ServerResponse): boolean;
}

/** A request that passed the gate and the schemas. */
export interface Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Fields of a JSON or form body and path parameters; empty for other bodies. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Other kinds of body, exactly as sent. Empty unless the route takes one. */
  readonly text: string;
  readonly bytes: Buffer;
  readonly stream: Readable;
  readonly principal: Principal | null;
  readonly scope: Scope;
  readonly client: Client;
  readonly idempotencyKey: string | null;
  readonly request: IncomingMessage;
  /** A signal that is aborted when the connection of the request closes: nobody waits for the answer any more. */
  gone(): AbortSignal;
}

/** A text, bytes or stream `body` is sent unchanged with `reply.type`; a prebuilt one with its ETag and encoding; any other as JSON. */
export interface Answer {
  readonly status?: number;
  readonly body: string | Uint8Array | Readable | Made | object | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A JSON body of at most 64 KiB, as commands have. */
export const jsonBody = (schema: z.ZodMiniObject): Body & { readonly schema: z.ZodMiniObject } => ({
  media: { 'application/json': 'json' },
  schema,
  limit: 64 * 1024,
});
