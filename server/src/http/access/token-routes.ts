import { type Grant, RIGHTS, ROLES, rightsOf, SCREEN_RIGHTS } from '@sitrep/shared/domain/rights.ts';
import { SaidInstant, SaidLine } from '@sitrep/shared/domain/said.ts';
import { Id } from '@sitrep/shared/domain/words.ts';
import { RIGHT_WORDS } from '@sitrep/shared/words/right-words.ts';
import * as z from 'zod/mini';
import type { Principal } from '../../auth/principal.ts';
import type { Principals, TokenInfo } from '../../auth/principals.ts';
import { notTheirs, TOKEN_DAYS, TOKEN_DAYS_AT_MOST, tokenEnd } from '../../auth/token-rules.ts';
import { Refusal } from '../edge/problem.ts';
import { jsonBody, type Route } from '../routing/route.ts';

const time = z.nullable(z.int());
/** Which part of the board a screen shows, and in which theme. */
export const View = z.strictObject({ groups: z.array(Id).check(z.maxLength(50)), theme: z.nullable(z.enum(['dark', 'light'])) });
const Info = {
  id: z.string(),
  kind: z.enum(['token', 'kiosk']),
  /** What has ended is listed for 30 days. */
  state: z.enum(['active', 'expired', 'revoked']),
  name: z.string(),
  /** Null for one that has its rights alone. */
  role: z.nullable(z.enum(ROLES)),
  /** Rights beside those of the role. */
  rights: z.array(z.enum(RIGHTS)),
  createdAt: z.int(),
  expiresAt: time,
  revokedAt: time,
  lastUsedAt: time,
  /** `person`: the id of one who has, or had (`ended`), an account. */
  madeBy: z.nullable(z.strictObject({ person: z.nullable(z.string()), name: z.string(), ended: z.boolean() })),
  /** Of a screen: what its link shows, when it was opened last, and by which browser, as that calls itself. */
  view: z.nullable(View),
  openedAt: time,
  agent: z.nullable(z.string()),
};
/** Those who define the board make tokens and screens too, with rights of theirs. */
export const MAKERS = ['manage', 'own'] as const;

/** A role, rights beside it, or rights alone: what a program needs and no more. */
const NewToken = z
  .strictObject({
    name: SaidLine,
    role: z.optional(z.nullable(z.enum(ROLES))),
    rights: z.optional(z.array(z.enum(RIGHTS)).check(z.maxLength(RIGHTS.length))),
    expiresAt: z.optional(z.nullable(SaidInstant)),
  })
  .check(z.refine(({ role = null, rights = [] }) => role !== null || rights.length > 0, { path: ['role'], error: 'is missing: give a role, or rights' }));

/** Routes for API tokens and owner links. */
export const tokenRoutes = (principals: Principals, ownerLink: (code: string) => string, now: () => number): Route[] => [
  {
    method: 'GET',
    path: '/api/v1/tokens',
    access: MAKERS,
    tag: 'tokens',
    summary: 'List API tokens and screen links, without their secrets',
    reply: {
      status: 200,
      words: 'Those that are valid, and those that ended up to 30 days ago. Times in UTC ms',
      schema: z.strictObject({ tokens: z.array(z.strictObject(Info)) }),
      cache: 'private, no-store',
    },
    run: async () => ({ body: { tokens: principals.tokens() } }),
  },
  {
    method: 'POST',
    path: '/api/v1/tokens',
    access: MAKERS,
    tag: 'tokens',
    summary: `Create an API token with rights that you have yourself. It ends after ${TOKEN_DAYS} days, or at a date within ${TOKEN_DAYS_AT_MOST} days`,
    body: jsonBody(NewToken),
    reply: { status: 201, words: 'The text of the token is shown only in this answer', schema: z.strictObject({ ...Info, token: z.string() }) },
    run: async ({ body, principal }) => {
      const { name, role = null, rights = [], expiresAt = null } = body as z.infer<typeof NewToken>;
      requireAhead(expiresAt, now());
      requireTheirs(principal, { role, rights }, 'You cannot give a right that you do not have');
      const end = tokenEnd(expiresAt, now());
      if (end === null) throw tooLong();
      return { body: await stillIn(principals, principal, await principals.createToken(name, role, end, rights, principal)) };
    },
  },
  {
    method: 'DELETE',
    path: '/api/v1/tokens/:tokenId',
    access: MAKERS,
    tag: 'tokens',
    summary: 'Revoke a token or screen link; its open connections close at once',
    reply: { status: 204, words: 'Revoked', schema: null },
    run: async ({ params, principal }) => {
      const token = principals.tokens().find(({ id }) => id === params.tokenId);
      // Whoever made one may always end it.
      if (token !== undefined && (principal?.person == null || token.madeBy?.person !== principal.person))
        requireTheirs(principal, grantOf(token), 'Only an owner, or whoever made it, revokes what may do more than you');
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

/** What a token gives, or a screen: that it is a screen is no right of people. */
export const grantOf = ({ kind, role, rights }: TokenInfo): Grant => (kind === 'kiosk' ? SCREEN_GRANT : { role, rights });
export const SCREEN_GRANT: Grant = { role: null, rights: SCREEN_RIGHTS.filter((right) => right !== 'kiosk') };

/** Throws a Refusal that begins with `sentence` for a right of the grant that this principal does not have. */
export const requireTheirs = (principal: Principal | null, grant: Grant, sentence: string): void => {
  const lacking = notTheirs(principal?.rights ?? rightsOf({ role: null, rights: [] }), grant);
  if (lacking.length > 0) throw new Refusal('not_allowed', `${sentence}: to ${lacking.map((right) => `${RIGHT_WORDS[right]} (${right})`).join(', to ')}.`);
};
/** What was made, unless its maker was ended while the store wrote it: whoever ended them has not seen it. */
export const stillIn = async <T extends { id: string }>(principals: Principals, maker: Principal | null, made: T): Promise<T> => {
  if (maker === null || principals.isStillIn(maker)) return made;
  await principals.revokeToken(made.id);
  throw new Refusal('not_signed_in', 'You were signed out meanwhile, and nothing was made.');
};
const tooLong = () =>
  new Refusal('invalid', `A token lasts ${TOKEN_DAYS_AT_MOST} days at most. Make another before it ends.`, {
    errors: [{ field: 'expiresAt', detail: `is more than ${TOKEN_DAYS_AT_MOST} days away` }],
  });

/** Throws a Refusal for an end in the past. */
export const requireAhead = (expiresAt: number | null, now: number): void => {
  if (expiresAt !== null && expiresAt <= now) throw new Refusal('invalid', 'expiresAt has passed.', { errors: [{ field: 'expiresAt', detail: 'has passed' }] });
};
