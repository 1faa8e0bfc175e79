import { SaidInstant, SaidLine } from '@sitrep/shared/domain/said.ts';
import * as z from 'zod/mini';
import type { Principals } from '../../auth/principals.ts';
import { ROLES, type Role } from '../../auth/role.ts';
import { Refusal } from '../edge/problem.ts';
import { jsonBody, type Route } from '../routing/route.ts';

const time = z.nullable(z.int());
const TokenInfo = {
  id: z.string(),
  kind: z.enum(['token', 'kiosk']),
  name: z.string(),
  role: z.enum(ROLES),
  createdAt: z.int(),
  expiresAt: time,
  lastUsedAt: time,
};

/** Routes for API tokens and owner links. For owners only. */
export const tokenRoutes = (principals: Principals, ownerLink: (code: string) => string, now: () => number): Route[] => [
  {
    method: 'GET',
    path: '/api/v1/tokens',
    access: 'owner',
    tag: 'tokens',
    summary: 'List API tokens and screen links, without their secrets',
    reply: { status: 200, words: 'All valid tokens. Times in UTC ms', schema: z.strictObject({ tokens: z.array(z.strictObject(TokenInfo)) }) },
    run: async () => ({ body: { tokens: principals.tokens() } }),
  },
  {
    method: 'POST',
    path: '/api/v1/tokens',
    access: 'owner',
    tag: 'tokens',
    summary: 'Create an API token',
    body: jsonBody(z.strictObject({ name: SaidLine, role: z.enum(ROLES), expiresAt: z.optional(z.nullable(SaidInstant)) })),
    reply: { status: 201, words: 'The text of the token is shown only in this answer', schema: z.strictObject({ ...TokenInfo, token: z.string() }) },
    run: async ({ body }) => {
      const { name, role, expiresAt = null } = body as { name: string; role: Role; expiresAt?: number | null };
      requireAhead(expiresAt, now());
      return { body: await principals.createToken(name, role, expiresAt) };
    },
  },
  {
    method: 'DELETE',
    path: '/api/v1/tokens/:tokenId',
    access: 'owner',
    tag: 'tokens',
    summary: 'Revoke a token or screen link; its open connections close at once',
    reply: { status: 204, words: 'Revoked', schema: null },
    run: async ({ params }) => {
      if (!(await principals.revokeToken(params.tokenId ?? ''))) throw new Refusal('not_found', 'There is no such token.');
      return { body: null };
    },
  },
  {
    method: 'POST',
    path: '/api/v1/owner-links',
    access: 'owner',
    tag: 'tokens',
    summary: 'Create a link that signs one browser in as owner, once',
    reply: { status: 201, words: 'Good for a day', schema: z.strictObject({ url: z.string() }) },
    run: async () => ({ body: { url: ownerLink(principals.newOwnerLink()) } }),
  },
];

/** Throws a Refusal for an end in the past. */
export const requireAhead = (expiresAt: number | null, now: number): void => {
  if (expiresAt !== null && expiresAt <= now) throw new Refusal('invalid', 'expiresAt has passed.', { errors: [{ field: 'expiresAt', detail: 'has passed' }] });
};
