import { BACKUP_CODES, CODE_MINUTES, CODE_TRIES } from '@sitrep/shared/domain/account-rules.ts';
import * as z from 'zod/mini';
import type { People, SignedIn } from '../../auth/people.ts';
import type { Person } from '../../auth/person.ts';
import type { Principal } from '../../auth/principal.ts';
import type { CodeVerdict } from '../../auth/second-factor.ts';
import { Refusal } from '../edge/problem.ts';
import type { Asked, Route } from '../routing/route.ts';
import { jsonBody } from '../routing/route.ts';
import { asOne, personOf } from './account-routes.ts';
import { fromOf, Password, refusedSignIn, wrongPassword } from './signing-in.ts';

/** A code as somebody typed it: of an authenticator app, or a backup code. */
export const TypedCode = z.string().check(z.maxLength(40));
const BackupCodes = z.strictObject({ codes: z.array(z.string()) });
const ONCE = `${BACKUP_CODES} backup codes, each good for one sign-in. They are shown only in this answer`;
/** Every role has this right, and no screen. */
const SIGNED_IN = ['sight'] as const;

/** Routes of one's own second factor. All but the confirmation ask for the password again. */
export const secondFactorRoutes = (people: People): Route[] => {
  const { secondFactors } = people;
  const requirePassword = async (person: Person, password: string, asked: Asked): Promise<void> => {
    const right = await people.isTheirs(person, password, fromOf(asked), asOne(asked.principal));
    if (right.kind !== 'right') throw refusedSignIn(right as Exclude<SignedIn, { kind: 'in' | 'code' }>, wrongPassword('password'));
  };
  const requireCode = async (person: Person, code: string, asked: Asked): Promise<void> => {
    const verdict = await secondFactors.check(person, code, people.whoOf(person, fromOf(asked), asOne(asked.principal)));
    if (verdict.kind !== 'right') throw refusedCode(verdict);
  };
  const mine = ({ principal }: { principal: Principal | null }): Person => personOf(people, principal);
  return [
    {
      method: 'POST',
      path: '/api/v1/account/second-factor',
      access: SIGNED_IN,
      tag: 'session',
      summary: 'Start a second factor: a secret for an authenticator app, which a first code confirms',
      body: jsonBody(z.strictObject({ password: Password })),
      reply: {
        status: 201,
        words: 'The secret as text (Base32) and as address, for a QR code. It is shown only in this answer',
        schema: z.strictObject({ secret: z.string(), uri: z.string() }),
      },
      run: async (asked) => {
        const person = mine(asked);
        await requirePassword(person, (asked.body as { password: string }).password, asked);
        const started = await secondFactors.start(person);
        if (started === null) throw new Refusal('in_use', 'Your second factor is on already. Switch it off first, to set up another.');
        return { body: started };
      },
    },
    {
      method: 'POST',
      path: '/api/v1/account/second-factor/confirm',
      access: SIGNED_IN,
      tag: 'session',
      summary: 'Switch the second factor on by a first code',
      body: jsonBody(z.strictObject({ code: TypedCode })),
      reply: { status: 201, words: ONCE, schema: BackupCodes },
      run: async (asked) => {
        const person = mine(asked);
        const done = await secondFactors.confirm(person, (asked.body as { code: string }).code, people.whoOf(person, fromOf(asked), asOne(asked.principal)));
        if (done.kind === 'already') throw new Refusal('in_use', 'It is on already. If you have not seen its backup codes, make new ones.');
        if (done.kind !== 'on') throw refusedCode(done as Exclude<CodeVerdict, { kind: 'right' }>);
        await people.changed();
        return { body: { codes: done.codes } };
      },
    },
    {
      method: 'POST',
      path: '/api/v1/account/second-factor/codes',
      access: SIGNED_IN,
      tag: 'session',
      summary: 'Make new backup codes; the earlier ones no longer work',
      body: jsonBody(z.strictObject({ password: Password, code: TypedCode })),
      reply: { status: 201, words: ONCE, schema: BackupCodes },
      run: async (asked) => {
        const person = mine(asked);
        const { password, code } = asked.body as { password: string; code: string };
        await requirePassword(person, password, asked);
        await requireCode(person, code, asked);
        return { body: { codes: await secondFactors.newCodes(person.id) } };
      },
    },
    {
      method: 'POST',
      path: '/api/v1/account/second-factor/off',
      access: SIGNED_IN,
      tag: 'session',
      summary: 'Switch the second factor off',
      body: jsonBody(z.strictObject({ password: Password, code: TypedCode })),
      reply: { status: 200, words: 'Off; the secret and the backup codes are deleted', schema: z.strictObject({ onSince: z.null() }) },
      run: async (asked) => {
        const person = mine(asked);
        const { password, code } = asked.body as { password: string; code: string };
        await requirePassword(person, password, asked);
        await requireCode(person, code, asked);
        await secondFactors.remove(person.id, null);
        await people.changed();
        return { status: 200, body: { onSince: null } };
      },
    },
  ];
};

/** What a code that was not taken is refused with. */
export const refusedCode = (verdict: { readonly kind: CodeVerdict['kind'] } | { readonly kind: 'wait'; readonly ms: number }): Refusal => {
  if (!('ms' in verdict))
    return new Refusal('invalid', 'This code is wrong, or was used before. Wait for the next one of your app, or use a backup code.', {
      errors: [{ field: 'code', detail: 'is wrong, or was used before' }],
    });
  const seconds = Math.ceil(verdict.ms / 1_000);
  return new Refusal('too_often', `There were too many wrong codes. Wait ${seconds} s, then try again.`, { retryAfterSeconds: seconds });
};
/** A sign-in whose second step came too late. */
export const signInOver = (): Refusal =>
  new Refusal(
    'not_signed_in',
    `This sign-in has ended: it waits ${CODE_MINUTES} minutes for its code, for ${CODE_TRIES} tries. Enter e-mail and password again.`,
  );
