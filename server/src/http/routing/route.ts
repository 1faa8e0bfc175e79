import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type * as z from 'zod/mini';
import type { Principal } from '../../auth/principal.ts';
import type { Role } from '../../auth/role.ts';
import type { Client } from '../../ground/client.ts';
import type { RateRule } from '../edge/rate-limit.ts';
import type { Made } from './made.ts';

/** `anyone`: no sign-in needed; what is shown then is the public scope. */
export type Access = 'anyone' | Role;
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** How the bytes of one media type become what `run` gets: fields of a schema, a text, the bytes as they were sent, or a stream that `run` reads itself. */
export type Reading = 'json' | 'form' | 'text' | 'bytes' | 'stream';
export interface Body {
  /** By media type, in lower case; a key of `*` `/` `*` takes whatever has no row of its own. */
  readonly media: Readonly<Record<string, Reading>>;
  /** Of the fields of `json` and `form`. Fields named like path parameters are taken from the path. */
  readonly schema?: z.ZodMiniObject;
  /** Bytes; null for a stream without an end of its own. */
  readonly limit: number | null;
}

export interface Reply {
  readonly status: number;
  readonly words: string;
  readonly schema: z.core.$ZodType | null;
  /** The media type, with its charset, of an answer that is not JSON. */
  readonly type?: string;
  /** The `Cache-Control` of an answer. Without one: 2 s for readings of nobody in particular, none for the rest. */
  readonly cache?: string;
  /** Carries an ETag: unchanged, it is answered 304. */
  readonly etag?: boolean;
  /** Headers beside those of every answer, and what they mean. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Pages of other origins may call this. `Access-Control-Allow-Origin: *`, on refusals too, and the answer may be embedded elsewhere. Cookies count for
 * nothing here, so that no page can ride on somebody's sign-in; a token does.
 */
export interface CrossOrigin {
  /** Headers of requests that such a page may set beside the plain ones. */
  readonly headers?: readonly string[];
}

/** What is told of one address of the API: what it takes, who may, what it answers. Router, OpenAPI document and checks of rights are all made from these. */
interface Described {
  readonly method: Method;
  /** As Express writes it: `/api/v1/incidents/:incidentId`. */
  readonly path: string;
  readonly access: Access;
  /** From this very machine anybody may. */
  readonly openHere?: boolean;
  readonly tag: string;
  readonly summary: string;
  readonly query?: z.ZodMiniObject;
  readonly body?: Body;
  /** Takes an `Idempotency-Key`. */
  readonly idempotent?: boolean;
  /** Costs enough to be given up under overload. */
  readonly heavy?: boolean;
  /** Answers differ by scope: `?scope=` is understood. */
  readonly scoped?: boolean;
  readonly crossOrigin?: CrossOrigin;
  /** How often one caller may ask. */
  readonly rate?: RateRule;
  readonly reply: Reply;
}
/** `ahead`: answers by itself, before Express, with every header; throws Refusals. For what is read too often for anything else. */
export type Route = Described &
  ({ run(asked: Asked): Promise<Answer>; readonly ahead?: never } | { ahead(request: IncomingMessage, response: ServerResponse): void; readonly run?: never });

/** A request that has passed the gate and the schemas. */
export interface Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The fields of a JSON or form body, and those of the path; none for other bodies. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The other kinds of body: exactly what was sent. Empty unless the route takes one. */
  readonly text: string;
  readonly bytes: Buffer;
  readonly stream: Readable;
  readonly principal: Principal | null;
  readonly scope: Scope;
  readonly client: Client;
  readonly idempotencyKey: string | null;
  readonly request: IncomingMessage;
}

/** A `body` of text, bytes or a stream leaves as it is, with `reply.type`; one that was made ahead with its ETag and coding; any other as JSON. */
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
