import * as z from 'zod/mini';
import type { Principals } from '../auth/principals.ts';
import { ROLES } from '../auth/role.ts';
import { cookieName, type Gate } from './gate.ts';
import { Refusal } from './problem.ts';
import type { Route } from './route.ts';

const Session = z.strictObject({
  scope: z.enum(['public', 'internal']),
  name: z.nullable(z.string()),
  role: z.nullable(z.enum(ROLES)),
  /** When the sign-in ends if it is not used again, UTC ms; null when it does not end by itself. */
  expiresAt: z.nullable(z.int()),
});
const NOBODY = { scope: 'public', name: null, role: null, expiresAt: null } as const;

/** The browser's own session: made from an owner link, shown, ended. */
export const sessionRoutes = (principals: Principals, gate: Gate, now: () => number): Route[] => [
  {
    method: 'GET',
    path: '/api/v1/session',
    access: 'anyone',
    tag: 'session',
    summary: 'Who am I, and what may I see',
    reply: { status: 200, words: 'The scope that answers use unless asked otherwise', schema: Session },
    run: async ({ principal }) => ({
      body: principal === null ? NOBODY : { scope: 'internal', name: principal.name, role: principal.role, expiresAt: principals.endOf(principal) },
      headers: { 'Cache-Control': 'private, no-store' },
    }),
  },
  {
    method: 'POST',
    path: '/api/v1/session',
    access: 'anyone',
    tag: 'session',
    summary: 'Exchange the one-time code of an owner link for a cookie',
    body: z.strictObject({ code: z.string().check(z.regex(/^[\w-]{43}$/, 'is not a code of this server')) }),
    reply: { status: 201, words: 'Signed in; the cookie is out of reach of scripts', schema: Session },
    run: async ({ body, client }) => {
      if (!gate.mayHoldSecrets(client))
        throw new Refusal('insecure_transport', 'Over plain http only the public scope is served. Use https, or set ALLOW_INSECURE.');
      const session = await principals.exchange(String(body.code));
      if (session === null)
        throw new Refusal('not_signed_in', 'This code was used before or has expired. Restart the server, or run "npm run sitrep -- owner-link", for another.');
      const seconds = Math.floor((session.expiresAt - now()) / 1000);
      return {
        body: { scope: 'internal', name: 'Owner', role: 'owner', expiresAt: session.idleUntil },
        headers: {
          'Set-Cookie': `${cookieName(client.secure)}=${session.secret}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${client.secure ? '; Secure' : ''}`,
        },
      };
    },
  },
  {
    method: 'DELETE',
    path: '/api/v1/session',
    access: 'anyone',
    tag: 'session',
    summary: 'Sign out',
    reply: { status: 204, words: 'Signed out', schema: null },
    run: async ({ principal, client }) => {
      if (principal !== null) await principals.endSession(principal);
      return {
        body: null,
        headers: { 'Set-Cookie': `${cookieName(client.secure)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict${client.secure ? '; Secure' : ''}` },
      };
    },
  },
];
