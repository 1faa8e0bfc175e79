import { RIGHTS, ROLES } from '@sitrep/shared/domain/rights.ts';
import type { TakeRule } from '@sitrep/shared/domain/take-rule.ts';
import type { Suspect } from '@sitrep/shared/domain/world.ts';
import * as z from 'zod/mini';
import type { People } from '../../auth/people.ts';
import type { Principal } from '../../auth/principal.ts';
import type { NewSession, Principals, SignedInFrom } from '../../auth/principals.ts';
import type { Gate } from '../edge/gate.ts';
import { Refusal } from '../edge/problem.ts';
import type { RateRule } from '../edge/rate-limit.ts';
import { jsonBody, type Route } from '../routing/route.ts';
import { requireSafe } from './account-routes.ts';
import { refusedCode, signInOver, TypedCode } from './second-factor-routes.ts';
import { Code, codeCookieOf, codeCookieText, cookieOf, cookieText, Email, fromOf, Password, refusedSignIn } from './signing-in.ts';

const Session = z.strictObject({
  scope: z.enum(['public', 'internal']),
  /** Name of the person, named screen or token. */
  name: z.nullable(z.string()),
  /** The id of the person, by which the board knows them; null for others, and for an owner without an account. */
  person: z.nullable(z.string()),
  role: z.nullable(z.enum(ROLES)),
  /** All rights, those of the role included. */
  rights: z.array(z.enum(RIGHTS)),
  kind: z.nullable(z.enum(['person', 'kiosk', 'token'])),
  /** When the sign-in ends if it is not used again, UTC ms; null when it does not end by itself. */
  expiresAt: z.nullable(z.int()),
  /** The password was right, and nobody is signed in before a code was sent. */
  codeNeeded: z.optional(z.literal(true)),
  /** False where the board is internal, and shows nothing without a sign-in; absent elsewhere. */
  anyoneReads: z.optional(z.literal(false)),
  /** Within how long an incident is to be acknowledged, ms, and who is asked next; absent for customers. */
  acknowledge: z.optional(z.strictObject({ withinMs: z.int(), next: z.array(z.string()) })),
  /** How many reports of customers about a component, within how long, ms, are a suspicion; absent for customers. */
  suspect: z.optional(z.strictObject({ count: z.int(), withinMs: z.int() })),
});
type Session = z.infer<typeof Session>;
const NOBODY: Session = { scope: 'public', name: null, person: null, role: null, rights: [], kind: null, expiresAt: null };
const KIND = { session: 'person', kiosk: 'kiosk', token: 'token' } as const satisfies Record<Principal['kind'], Session['kind']>;

/** A wall may run for months without reopening its link, so its cookie is renewed whenever the page asks who it is. */
const SCREEN_COOKIE_SECONDS = 90 * 24 * 3_600;

const Secret = z.strictObject({
  /** The code of an owner link. */
  code: z.optional(Code),
  /** The token of a screen link. */
  kiosk: z.optional(z.string().check(z.maxLength(200))),
  email: z.optional(Email),
  password: z.optional(Password),
});

const CODES: RateRule = { most: 30, perSeconds: 60, by: 'address', refusal: 'too_often' };
const WRONG_SIGN_IN = 'E-mail or password is wrong. An owner of this board can send you a link for a new password.';

interface Begun {
  readonly body: Session;
  readonly secret: string;
  readonly seconds: number;
}
/** The first of two steps. */
interface HalfBegun {
  readonly codeSecret: string;
}

/** Routes for the browser's session: create it by e-mail and password, from an owner link or a screen link, show it, end it. */
export const sessionRoutes = (
  principals: Principals,
  people: People,
  gate: Gate,
  { rule, suspect }: { rule: TakeRule; suspect: Suspect },
  now: () => number,
): Route[] => {
  const shut = gate.anyoneReads ? {} : { anyoneReads: false as const };
  const acknowledge = { withinMs: rule.withinMs, next: [...rule.next] };
  const sessionOf = (principal: Principal): Session => {
    const { name, person, role, rights, kind } = principal;
    return {
      scope: gate.scopeOf(principal),
      name,
      person,
      role,
      rights: [...rights],
      kind: KIND[kind],
      expiresAt: principals.endOf(principal),
      ...(gate.scopeOf(principal) === 'internal' && { acknowledge, suspect: { count: suspect.count, withinMs: suspect.withinMs } }),
      ...shut,
    };
  };
  const began = ({ principal, secret, expiresAt }: NewSession): Begun => ({
    body: sessionOf(principal),
    secret,
    seconds: Math.floor((expiresAt - now()) / 1000),
  });
  const passwordSession = async (email: string, password: string, earlier: readonly Principal[], from: SignedInFrom): Promise<Begun | HalfBegun> => {
    const signedIn = await people.signIn(email, password, from, earlier);
    if (signedIn.kind === 'code') return { codeSecret: signedIn.secret };
    if (signedIn.kind !== 'in') throw refusedSignIn(signedIn, new Refusal('not_signed_in', WRONG_SIGN_IN));
    return began(signedIn.session);
  };
  const ownerSession = async (code: string, earlier: readonly Principal[], from: SignedInFrom): Promise<Begun> => {
    const session = await principals.exchange(code, earlier, from);
    if (session === null) throw new Refusal('not_signed_in', 'This code was used before or has expired. Run "npm run sitrep -- owner-link" for another.');
    return began(session);
  };
  const screenSession = async (token: string, earlier: readonly Principal[], { agent }: SignedInFrom): Promise<Begun> => {
    const principal = principals.verdict(token, 'kiosk');
    if (principal === null)
      throw new Refusal(
        'not_signed_in',
        'This link was revoked, has expired or is incomplete. Make another at /tokens, or with "npm run sitrep -- token create --kiosk --name ...", and open that one on the screen.',
      );
    for (const one of earlier) await principals.endSession(one);
    principals.opened(principal, agent);
    return { body: sessionOf(principal), secret: token, seconds: SCREEN_COOKIE_SECONDS };
  };

  return [
    {
      method: 'GET',
      path: '/api/v1/session',
      access: 'anyone',
      tag: 'session',
      summary: 'Who this client is and what it may see',
      reply: { status: 200, words: '`scope` is the default scope of answers', schema: Session, cache: 'private, no-store' },
      run: async ({ principal, request, client }) => {
        const cookie = principal === null || principal.kind === 'token' ? null : gate.cookieOf(request, client);
        // A page asks this when it opens and once a day, so a session that is used gets its new secret here.
        const renewed = cookie?.principal.kind === 'session' ? principals.renewed(cookie.secret) : null;
        return {
          body: principal === null ? { ...NOBODY, ...shut } : sessionOf(principal),
          ...(cookie?.principal.kind === 'kiosk' && { headers: { 'Set-Cookie': cookieText(client, cookie.secret, SCREEN_COOKIE_SECONDS) } }),
          ...(renewed !== null && { headers: cookieOf(client, renewed, now()) }),
        };
      },
    },
    {
      method: 'POST',
      path: '/api/v1/session',
      access: 'anyone',
      tag: 'session',
      summary:
        'Exchange e-mail and password (202 where a code is needed too), the one-time code of an owner link, or the token of a screen link, for a cookie; this ends the earlier sign-in of the same browser',
      body: jsonBody(
        Secret.check(
          z.refine(
            ({ code, kiosk, email, password }) =>
              [code, kiosk, email].filter((one) => one !== undefined).length === 1 && (email === undefined) === (password === undefined),
            'needs e-mail and password, or a code, or kiosk',
          ),
        ),
      ),
      reply: { status: 201, words: 'Signed in; the cookie is HttpOnly', schema: Session },
      run: async ({ body, client, request }) => {
        requireSafe(gate, client);
        const { code, kiosk, email, password = '' } = body as z.infer<typeof Secret>;
        const earlier = gate.sessionsOf(request, client);
        const from = fromOf({ client, request });
        const session = await (email !== undefined
          ? passwordSession(email, password, earlier, from)
          : code !== undefined
            ? ownerSession(code, earlier, from)
            : screenSession(kiosk ?? '', earlier, from));
        if ('codeSecret' in session)
          return { status: 202, body: { ...NOBODY, codeNeeded: true }, headers: { 'Set-Cookie': codeCookieText(client, session.codeSecret) } };
        return { body: session.body, headers: { 'Set-Cookie': cookieText(client, session.secret, session.seconds) } };
      },
    },
    {
      method: 'POST',
      path: '/api/v1/session/code',
      access: 'anyone',
      rate: CODES,
      tag: 'session',
      summary: 'The second step of a sign-in: the code of an authenticator app, or a backup code. Sent by the browser that made the first step',
      body: jsonBody(z.strictObject({ code: TypedCode })),
      reply: { status: 201, words: 'Signed in; the cookie is HttpOnly', schema: Session },
      run: async ({ body, client, request }) => {
        requireSafe(gate, client);
        const secret = codeCookieOf({ client, request });
        if (secret === null) throw signInOver();
        const entered = await people.enterCode(secret, (body as { code: string }).code, fromOf({ client, request }), gate.sessionsOf(request, client));
        if (entered.kind === 'over') throw signInOver();
        if (entered.kind !== 'in') throw refusedCode(entered);
        const session = began(entered.session);
        return { body: session.body, headers: { 'Set-Cookie': cookieText(client, session.secret, session.seconds) } };
      },
    },
    {
      method: 'DELETE',
      path: '/api/v1/session',
      access: 'anyone',
      tag: 'session',
      summary: 'Sign out; a screen link stays valid',
      reply: { status: 204, words: 'Signed out', schema: null },
      run: async ({ principal, client }) => {
        if (principal !== null) await principals.endSession(principal);
        return { body: null, headers: { 'Set-Cookie': cookieText(client, '', 0) } };
      },
    },
  ];
};
