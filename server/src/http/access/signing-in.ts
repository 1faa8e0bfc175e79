import { CODE_MINUTES, PASSWORD_LENGTH } from '@sitrep/shared/domain/account-rules.ts';
import * as z from 'zod/mini';
import type { Busy, SignedIn, Weak } from '../../auth/people.ts';
import type { NewSession, SignedInFrom } from '../../auth/principals.ts';
import { type Client, networkOf } from '../../ground/client.ts';
import { cookieName, cookiesOf } from '../edge/gate.ts';
import { Refusal } from '../edge/problem.ts';
import type { Asked } from '../routing/route.ts';

const { least, most } = PASSWORD_LENGTH;
/** A password that somebody chooses. */
export const NewPassword = z.string().check(z.minLength(least, `needs at least ${least} characters`), z.maxLength(most, `has more than ${most} characters`));
/** A password that somebody has. */
export const Password = z.string().check(z.maxLength(1_000));
/** An e-mail address: a name, an @ and a host, without white space. It is compared in lower case. */
export const Email = z.string().check(z.maxLength(254), z.regex(/^[^\s@\p{C}]+@[^\s@\p{C}]+$/u, 'must be an e-mail address'));
/** The code of a one-time link. */
export const Code = z.string().check(z.regex(/^[\w-]{43}$/, 'is not a code of this server'));

const LONGEST_AGENT = 200;

/** Where a request signs in from: its network, and what the browser calls itself. */
export const fromOf = ({ client, request }: Pick<Asked, 'client' | 'request'>): SignedInFrom => ({
  network: networkOf(client.address),
  agent: request.headers['user-agent']?.slice(0, LONGEST_AGENT) ?? null,
});

export const cookieText = ({ secure }: Client, secret: string, seconds: number): string =>
  `${cookieName(secure)}=${secret}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
/** The header that puts a fresh sign-in into the browser. `now`: UTC ms. */
export const cookieOf = (client: Client, { secret, expiresAt }: Pick<NewSession, 'secret' | 'expiresAt'>, now: number): { 'Set-Cookie': string } => ({
  'Set-Cookie': cookieText(client, secret, Math.floor((expiresAt - now) / 1_000)),
});

const codeCookieName = (secure: boolean): string => `${cookieName(secure)}-code`;
/** Ties the second step of a sign-in to the browser that made the first. */
export const codeCookieText = ({ secure }: Client, secret: string): string =>
  `${codeCookieName(secure)}=${secret}; Path=/; Max-Age=${secret === '' ? 0 : CODE_MINUTES * 60}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
/** The secret of the first step; null without one. The last of several is ours: another server of this host may have planted the others. */
export const codeCookieOf = ({ client, request }: Pick<Asked, 'client' | 'request'>): string | null =>
  cookiesOf(request, codeCookieName(client.secure)).findLast((text) => /^[\w-]{43}$/.test(text)) ?? null;

/** `field`: that of the wrong password. */
export const wrongPassword = (field: string): Refusal =>
  new Refusal('invalid', 'This is not your current password.', { errors: [{ field, detail: 'is not your current password' }] });
/** What a sign-in, or a password that somebody chose, is refused with. `wrong`: what is said of a wrong password or link. */
export const refusedSignIn = (why: Exclude<SignedIn, { kind: 'in' | 'code' }> | Busy | Weak, wrong: Refusal): Refusal => {
  switch (why.kind) {
    case 'wrong':
      return wrong;
    case 'wait': {
      const seconds = Math.ceil(why.ms / 1_000);
      return new Refusal('too_often', `There were too many wrong passwords. Wait ${seconds} s, then try again; an owner can send a link for a new password.`, {
        retryAfterSeconds: seconds,
      });
    }
    case 'weak':
      return new Refusal('invalid', `This password ${why.why}.`, { errors: [{ field: 'password', detail: why.why }] });
    case 'busy':
      return new Refusal('overloaded', 'Many people are signing in at once. Try again in a moment.', { retryAfterSeconds: 2 });
  }
};
export const usedLink = (): Refusal => new Refusal('not_signed_in', 'This link was used before or has expired. Ask an owner of this board for another.');
