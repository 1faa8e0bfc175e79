import { RIGHTS, ROLES } from '@sitrep/shared/domain/rights.ts';
import { SaidLine } from '@sitrep/shared/domain/said.ts';
import * as z from 'zod/mini';
import type { People } from '../../auth/people.ts';
import type { Person } from '../../auth/person.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Principals } from '../../auth/principals.ts';
import type { Gate } from '../edge/gate.ts';
import { Refusal } from '../edge/problem.ts';
import type { RateRule } from '../edge/rate-limit.ts';
import { jsonBody, type Route } from '../routing/route.ts';
import { Code, codeCookieText, cookieOf, Email, fromOf, NewPassword, Password, refusedSignIn, usedLink, wrongPassword } from './signing-in.ts';

export const OwnSession = z.strictObject({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  createdAt: z.int(),
  lastUsedAt: z.int(),
  /** The network it was begun from, and what the browser called itself. */
  network: z.nullable(z.string()),
  agent: z.nullable(z.string()),
});
const Account = z.strictObject({
  /** Null for a token, and for an owner without an account. */
  person: z.nullable(z.strictObject({ id: z.string(), name: z.string(), email: z.string(), role: z.nullable(z.enum(ROLES)), rights: z.array(z.enum(RIGHTS)) })),
  sessions: z.array(OwnSession),
  /** Since when it is on, with the backup codes that are left; when an owner removed it, and who that was. */
  secondFactor: z.nullable(
    z.strictObject({ onSince: z.nullable(z.int()), codesLeft: z.int(), removedAt: z.nullable(z.int()), removedBy: z.nullable(z.string()) }),
  ),
});
/** Every role has this right, and no screen. */
const SIGNED_IN = ['sight'] as const;
const LINKS: RateRule = { most: 30, perSeconds: 60, by: 'address', refusal: 'too_often' };
const FRESH = { status: 201, words: 'Signed in; the cookie is HttpOnly', schema: z.strictObject({ name: z.string() }) };

/** Routes of somebody's own account: set it up, see and end its sessions, change the password, choose one by a link. In: the clock, UTC ms. */
export const accountRoutes = (principals: Principals, people: People, gate: Gate, now: () => number): Route[] => {
  return [
    {
      method: 'GET',
      path: '/api/v1/account',
      access: SIGNED_IN,
      tag: 'session',
      summary: 'Your account and its open sessions',
      reply: { status: 200, words: 'Times in UTC ms', schema: Account, cache: 'private, no-store' },
      run: async ({ principal }) => {
        const person = principal?.person == null ? null : people.find(principal.person);
        if (person === null) return { body: { person: null, sessions: [], secondFactor: null } };
        const { id, name, email, role, rights } = person;
        const sessions = principals.sessionsOf(id).map((session) => ({ ...session, current: principal?.id === `session:${session.id}` }));
        const { confirmedAt, removedAt, removedBy } = principals.secondFactorOf(id);
        const secondFactor = { onSince: confirmedAt, codesLeft: await people.secondFactors.codesLeft(id), removedAt, removedBy };
        return { body: { person: { id, name, email, role, rights: [...rights] }, sessions, secondFactor } };
      },
    },
    {
      method: 'POST',
      path: '/api/v1/account',
      access: ['own'],
      tag: 'session',
      summary: 'Give an owner who came by an owner link an account of their own',
      body: jsonBody(z.strictObject({ name: SaidLine, email: Email, password: NewPassword })),
      reply: FRESH,
      run: async ({ principal, body, client, request }) => {
        if (principal === null || principal.kind !== 'session' || principal.person !== null)
          throw new Refusal('in_use', 'Only a browser that an owner link signed in sets up an account. Sign in with yours, or invite somebody.');
        const asked = body as { name: string; email: string; password: string };
        const done = await people.setUp(asked, fromOf({ client, request }), gate.sessionsOf(request, client));
        if (done.kind === 'taken') throw taken();
        if (done.kind !== 'in') throw refusedSignIn(done, usedLink());
        return { body: { name: done.session.principal.name }, headers: cookieOf(client, done.session, now()) };
      },
    },
    {
      method: 'POST',
      path: '/api/v1/account/password',
      access: SIGNED_IN,
      tag: 'session',
      summary: 'Change your password; every other session of yours ends',
      body: jsonBody(z.strictObject({ current: Password, password: NewPassword })),
      reply: FRESH,
      run: async ({ principal, body, client, request }) => {
        const { current, password } = body as { current: string; password: string };
        const signedIn = await people.changePassword(personOf(people, principal), current, password, fromOf({ client, request }), asOne(principal));
        if (signedIn.kind !== 'in') throw refusedSignIn(signedIn as Exclude<typeof signedIn, { kind: 'code' }>, wrongPassword('current'));
        return { body: { name: signedIn.session.principal.name }, headers: cookieOf(client, signedIn.session, now()) };
      },
    },
    {
      method: 'DELETE',
      path: '/api/v1/account/sessions/:sessionId',
      access: SIGNED_IN,
      tag: 'session',
      summary: 'End one of your sessions; its open connections close at once',
      reply: { status: 204, words: 'Ended', schema: null },
      run: async ({ principal, params }) => {
        const mine = principals.sessionsOf(personOf(people, principal).id).find(({ id }) => id === params.sessionId);
        if (mine === undefined) throw new Refusal('not_found', 'You have no such session; it may have ended.');
        await principals.endSession({ id: `session:${mine.id}`, kind: 'session' });
        return { body: null };
      },
    },
    {
      method: 'POST',
      path: '/api/v1/password/look',
      access: 'anyone',
      rate: LINKS,
      tag: 'session',
      summary: 'Whose an invitation or a link for a new password is',
      body: jsonBody(z.strictObject({ code: Code })),
      reply: { status: 200, words: 'The link stays valid', schema: z.strictObject({ name: z.string(), email: z.string(), isNew: z.boolean() }) },
      run: async ({ body }) => {
        const person = await people.ofLink((body as { code: string }).code);
        if (person === null) throw usedLink();
        return { status: 200, body: { name: person.name, email: person.email, isNew: person.password === null } };
      },
    },
    {
      method: 'POST',
      path: '/api/v1/password',
      access: 'anyone',
      rate: LINKS,
      tag: 'session',
      summary:
        'Choose a password by an invitation or a link for a new one; every session of that person ends, and this browser is signed in, or asked for a code (202)',
      body: jsonBody(z.strictObject({ code: Code, password: NewPassword })),
      reply: { ...FRESH, schema: z.strictObject({ name: z.optional(z.string()), codeNeeded: z.optional(z.literal(true)) }) },
      run: async ({ body, client, request }) => {
        requireSafe(gate, client);
        const { code, password } = body as { code: string; password: string };
        const chosen = await people.choose(code, password, fromOf({ client, request }), gate.sessionsOf(request, client));
        if (chosen.kind === 'code') return { status: 202, body: { codeNeeded: true }, headers: { 'Set-Cookie': codeCookieText(client, chosen.secret) } };
        if (chosen.kind !== 'in') throw refusedSignIn(chosen, usedLink());
        return { body: { name: chosen.session.principal.name }, headers: cookieOf(client, chosen.session, now()) };
      },
    },
  ];
};

/** As whom a browser that asks is signed in. */
export const asOne = (principal: Principal | null): Principal[] => (principal === null ? [] : [principal]);
/** The person who asks. */
export const personOf = (people: People, principal: Principal | null): Person => {
  const person = principal?.person == null ? null : people.find(principal.person);
  if (person === null) throw new Refusal('not_found', 'Only people have an account; this is a token, a screen or an owner link.');
  return person;
};
export const requireSafe = (gate: Gate, client: Parameters<Gate['mayHoldSecrets']>[0]): void => {
  if (!gate.mayHoldSecrets(client))
    throw new Refusal('insecure_transport', 'Over plain http only the public scope is served. Use https, or set ALLOW_INSECURE.');
};
export const taken = (): Refusal =>
  new Refusal('already_exists', 'Somebody else has this e-mail address.', { errors: [{ field: 'email', detail: 'belongs to somebody else' }] });
