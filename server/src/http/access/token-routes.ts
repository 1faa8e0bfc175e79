import { RIGHTS, ROLES } from '@sitrep/shared/domain/rights.ts';
import { SaidInstant, SaidLine } from '@sitrep/shared/domain/said.ts';
import * as z from 'zod/mini';
import type { Principals } from '../../auth/principals.ts';
import { Refusal } from '../edge/problem.ts';
import { jsonBody, type Route } from '../routing/route.ts';

const time = z.nullable(z.int());
const TokenInfo = {
  id: z.string(),
  kind: z.enum(['token', 'kiosk']),
  name: z.string(),
  /** Null for one that has its rights alone. */
  role: z.nullable(z.enum(ROLES)),
  /** Rights beside those of the role. */
  rights: z.array(z.enum(RIGHTS)),
  createdAt: z.int(),
  expiresAt: time,
  lastUsedAt: time,
};

/** A role, rights beside it, or rights alone: what a program needs and no more. */
const NewToken = z
  .strictObject({
    name: SaidLine,
    role: z.optional(z.nullable(z.enum(ROLES))),
    rights: z.optional(z.array(z.enum(RIGHTS)).check(z.maxLength(RIGHTS.length))),
    expiresAt: z.optional(z.nullable(SaidInstant)),
  })
  .check(z.refine(({ role = null, rights = [] }) => role !== null || rights.length > 0, { path: ['role'], error: 'is missing: give a role, or rights' }));

/** Routes for API tokens and owner links. For owners only. */
export const tokenRoutes = (principals: Principals, ownerLink: (code: string) => string, now: () => number): Route[] => [
  {
    method: 'GET',
    path: '/api/v1/tokens',
    access: ['own'],
    tag: 'tokens',
    summary: 'List API tokens and screen links, without their secrets',
    reply: { status: 200, words: 'All valid tokens. Times in UTC ms', schema: z.strictObject({ tokens: z.array(z.strictObject(TokenInfo)) }) },
    run: async () => ({ body: { tokens: principals.tokens() } }),
  },
  {
    method: 'POST',
    path: '/api/v1/tokens',
    access: ['own'],
    tag: 'tokens',
    summary: 'Create an API token',
    body: jsonBody(NewToken),
    reply: { status: 201, words: 'The text of the token is shown only in this answer', schema: z.strictObject({ ...TokenInfo, token: z.string() }) },
    run: async ({ body }) => {
      const { name, role = null, rights = [], expiresAt = null } = body as z.infer<typeof NewToken>;
      requireAhead(expiresAt, now());
      return { body: await principals.createToken(name, role, expiresAt, rights) };
    },
  },
  {
    method: 'DELETE',
    path: '/api/v1/tokens/:tokenId',
    access: ['own'],
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
    access: ['own'],
    tag: 'tokens',
    summary: 'Create a link that signs one browser in as owner, once; with a token only',
    reply: { status: 201, words: 'Good for a day', schema: z.strictObject({ url: z.string() }) },
    run: async ({ principal }) => {
      // Such a link is nobody's: it would outlive the account of whoever made it.
      if (principal?.kind === 'session') throw new Refusal('not_allowed', MADE_BY_NO_BROWSER);
      return { body: { url: ownerLink(await principals.newOwnerLink()) } };
    },
  },
];

const MADE_BY_NO_BROWSER =
  'A browser makes no owner links. Invite people at /people, make a token and use that, or run `npm run sitrep -- owner-link` on the machine of the server.';

/** Throws a Refusal for an end in the past. */
export const requireAhead = (expiresAt: number | null, now: number): void => {
  if (expiresAt !== null && expiresAt <= now) throw new Refusal('invalid', 'expiresAt has passed.', { errors: [{ field: 'expiresAt', detail: 'has passed' }] });
};
