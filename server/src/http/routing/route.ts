import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type * as z from 'zod/mini';
import type { Principal } from '../../auth/principal.ts';
import type { Role } from '../../auth/role.ts';
import type { Client } from '../../ground/client.ts';

/** `anyone`: no sign-in needed; what is shown then is the public scope. */
export type Access = 'anyone' | Role;

/** One address of the API: what it takes, who may, what it answers. The router, the OpenAPI document and the checks of rights are all made from these. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As Express writes it: `/api/v1/incidents/:incidentId`. */
  readonly path: string;
  readonly access: Access;
  readonly tag: string;
  readonly summary: string;
  readonly query?: z.ZodMiniObject;
  /** The JSON body. Fields named like path parameters are taken from the path. */
  readonly body?: z.ZodMiniObject;
  /** A body that is not JSON is left to `run`; its media type. */
  readonly streams?: string;
  /** Takes an `Idempotency-Key`. */
  readonly idempotent?: boolean;
  /** Costs enough to be given up under overload. */
  readonly heavy?: boolean;
  /** Answers differ by scope: `?scope=` is understood. */
  readonly scoped?: boolean;
  readonly reply: { readonly status: number; readonly words: string; readonly schema: z.core.$ZodType | null; readonly type?: string };
  run(asked: Asked): Promise<Answer>;
}

/** A request that has passed the gate and the schemas. */
export interface Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly principal: Principal | null;
  readonly scope: Scope;
  readonly client: Client;
  readonly idempotencyKey: string | null;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** `sent`: the route has written its own answer. */
export type Answer = { readonly status?: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> } | 'sent';
