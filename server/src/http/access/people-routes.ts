import { PASSWORD_LINK_DAYS } from '@sitrep/shared/domain/account-rules.ts';
import { RIGHTS, ROLES, rightsOf } from '@sitrep/shared/domain/rights.ts';
import { SaidLine } from '@sitrep/shared/domain/said.ts';
import * as z from 'zod/mini';
import type { People } from '../../auth/people.ts';
import type { Changed, Person, PersonChange } from '../../auth/person.ts';
import type { Principals } from '../../auth/principals.ts';
import { notTheirs } from '../../auth/token-rules.ts';
import { Refusal } from '../edge/problem.ts';
import { jsonBody, type Route } from '../routing/route.ts';
import { OwnSession, taken } from './account-routes.ts';
import { Email } from './signing-in.ts';
import { grantOf } from './token-routes.ts';

const grant = { role: z.nullable(z.enum(ROLES)), rights: z.array(z.enum(RIGHTS)) };
const PersonInfo = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  ...grant,
  createdAt: z.int(),
  /** Whether they have chosen a password; until then their invitation is open. */
  joined: z.boolean(),
  /** When they were last seen, UTC ms; null without an open session. */
  lastSeenAt: z.nullable(z.int()),
  /** How many valid tokens and screen links they made, whose secrets they may know. */
  made: z.int(),
  /** Whether signing in takes a code too; when an owner removed that, and who it was. */
  secondFactor: z.strictObject({ onSince: z.nullable(z.int()), removedAt: z.nullable(z.int()), removedBy: z.nullable(z.string()) }),
});
const Access = z.strictObject({
  /** Browsers that an owner link signed in and that have no account. */
  sessions: z.array(OwnSession),
  /** Links that were not used yet. */
  links: z.array(z.strictObject({ id: z.string(), expiresAt: z.int() })),
});
const WithLink = z.strictObject({ person: PersonInfo, url: z.string() });
const Rights = z.array(z.enum(RIGHTS)).check(z.maxLength(RIGHTS.length));

/** Routes for those who manage people. `passwordLink`: the address of a link by which somebody chooses a password, from its code. */
export const peopleRoutes = (principals: Principals, people: People, passwordLink: (code: string) => string): Route[] => {
  const info = ({ id, name, email, role, rights, createdAt, password }: Person) => {
    const [last] = principals.sessionsOf(id);
    const { confirmedAt, removedAt, removedBy } = principals.secondFactorOf(id);
    const secondFactor = { onSince: confirmedAt, removedAt, removedBy };
    return {
      id,
      name,
      email,
      role,
      rights: [...rights],
      createdAt,
      joined: password !== null,
      lastSeenAt: last?.lastUsedAt ?? null,
      made: madeBy(id).length,
      secondFactor,
    };
  };
  const madeBy = (id: string) => principals.tokens().filter(({ state, madeBy }) => state === 'active' && madeBy?.person === id);
  /** Of those, the ones that may do more than this person may. */
  const beyondTheirs = (person: Person) => madeBy(person.id).filter((token) => notTheirs(rightsOf(person), grantOf(token)).length > 0);
  const one = (id = ''): Person => {
    const person = people.find(id);
    if (person === null) throw noSuchPerson();
    return person;
  };
  const owner = { access: ['own'], tag: 'people' } as const;
  return [
    {
      ...owner,
      method: 'GET',
      path: '/api/v1/people',
      summary: 'List the people of this board',
      reply: { status: 200, words: 'By name. Times in UTC ms', schema: z.strictObject({ people: z.array(PersonInfo) }), cache: 'private, no-store' },
      run: async () => ({ body: { people: people.list().map(info) } }),
    },
    {
      ...owner,
      method: 'POST',
      path: '/api/v1/people',
      summary: 'Invite a person; they choose a password by the link',
      body: jsonBody(z.strictObject({ name: SaidLine, email: Email, role: z.enum(ROLES), rights: z.optional(Rights) })),
      reply: { status: 201, words: `The link is shown only in this answer, works once, and ends after ${PASSWORD_LINK_DAYS} days`, schema: WithLink },
      run: async ({ body }) => {
        const { name, email, role, rights = [] } = body as { name: string; email: string; role: Person['role']; rights?: Person['rights'] };
        const invited = await people.invite({ name, email, role, rights });
        if (invited === null) throw taken();
        return { body: { person: info(invited.person), url: passwordLink(invited.code) } };
      },
    },
    {
      ...owner,
      method: 'PUT',
      path: '/api/v1/people/:personId',
      summary:
        'Change name, e-mail, role or further rights of a person; but for the name, that ends their sessions within 2 s, and tokens they made that may do more than they now may',
      body: jsonBody(
        z.strictObject({
          personId: z.string(),
          name: z.optional(SaidLine),
          email: z.optional(Email),
          role: z.optional(z.enum(ROLES)),
          rights: z.optional(Rights),
        }),
      ),
      reply: { status: 200, words: 'As they are now', schema: PersonInfo },
      run: async ({ params, body }) => {
        const { personId: _, email, ...rest } = body as PersonChange & { personId: string };
        const before = one(params.personId);
        const change = changed(before, { ...rest, ...(email !== undefined && { email: email.toLowerCase() }) });
        if (Object.keys(change).length > 0) refuse(await people.change(before.id, change));
        // Sent again, it goes on with those that failed.
        if (rest.role !== undefined || rest.rights !== undefined) for (const { id } of beyondTheirs(one(before.id))) await principals.revokeToken(id);
        return { status: 200, body: info(one(before.id)) };
      },
    },
    {
      ...owner,
      method: 'POST',
      path: '/api/v1/people/:personId/link',
      summary: 'Create a link by which a person chooses a new password; the current one stays valid until then',
      reply: { status: 201, words: `The link is shown only in this answer, works once, and ends after ${PASSWORD_LINK_DAYS} days`, schema: WithLink },
      run: async ({ params }) => {
        const person = one(params.personId);
        return { body: { person: info(person), url: passwordLink(await people.newLink(person.id)) } };
      },
    },
    {
      ...owner,
      method: 'POST',
      path: '/api/v1/people/:personId/second-factor/remove',
      summary: 'Remove the second factor of a person who lost it; they read who did, and when. Not one’s own',
      reply: { status: 204, words: 'Removed; they sign in with their password alone until they set up another', schema: null },
      run: async ({ params, principal }) => {
        const person = one(params.personId);
        if (person.id === (principal?.person ?? principal?.maker))
          throw new Refusal('not_allowed', 'Switch your own second factor off at /you, with a code. If you have none left, ask another owner to remove it.');
        if (!(await people.secondFactors.remove(person.id, principal?.name ?? 'An owner')))
          throw new Refusal('nothing_to_change', `${person.name} has no second factor.`);
        await people.changed();
        return { body: null };
      },
    },
    {
      ...owner,
      method: 'POST',
      path: '/api/v1/people/:personId/end',
      summary:
        'End the account of a person: all of their sessions and links end within 2 s, with `tokens` also the tokens and screen links they made, of somebody who has ended already too. What they did keeps their name',
      body: jsonBody(z.strictObject({ personId: z.string(), tokens: z.optional(z.boolean()) })),
      reply: { status: 204, words: 'Ended', schema: null },
      run: async ({ params, body }) => {
        const id = params.personId ?? '';
        const tokens = (body as { tokens?: boolean }).tokens === true;
        const changed = await people.end(id);
        // Tokens end one after another, and one may fail: sent again, it goes on with the rest of somebody who has ended.
        if (changed !== 'unknown' || !tokens || madeBy(id).length === 0) refuse(changed);
        if (tokens) for (const token of madeBy(id)) await principals.revokeToken(token.id);
        return { body: null };
      },
    },
    {
      ...owner,
      method: 'GET',
      path: '/api/v1/owner-access',
      summary: 'List the browsers that owner links signed in without an account, and the owner links that were not used yet',
      reply: { status: 200, words: 'Times in UTC ms', schema: Access, cache: 'private, no-store' },
      run: async ({ principal }) => {
        const sessions = principals.sessionsOf(null).map((session) => ({ ...session, current: principal?.id === `session:${session.id}` }));
        return { body: { sessions, links: await principals.ownerLinks() } };
      },
    },
    {
      ...owner,
      method: 'DELETE',
      path: '/api/v1/owner-access/sessions/:sessionId',
      summary: 'Sign out a browser that an owner link signed in; its open connections close at once',
      reply: { status: 204, words: 'Signed out', schema: null },
      run: async ({ params }) => {
        const session = principals.sessionsOf(null).find(({ id }) => id === params.sessionId);
        if (session === undefined) throw new Refusal('not_found', 'There is no such browser; it may have signed out.');
        await principals.endSession({ id: `session:${session.id}`, kind: 'session' });
        return { body: null };
      },
    },
    {
      ...owner,
      method: 'DELETE',
      path: '/api/v1/owner-access/links/:linkId',
      summary: 'End an owner link that was not used yet',
      reply: { status: 204, words: 'Ended', schema: null },
      run: async ({ params }) => {
        if (!(await principals.endOwnerLink(params.linkId ?? ''))) throw new Refusal('not_found', 'There is no such link; it was used or has ended.');
        return { body: null };
      },
    },
  ];
};

/** What a change changes. */
const changed = (before: Person, asked: PersonChange): PersonChange =>
  Object.fromEntries(
    Object.entries(asked).filter(([field, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(before[field as keyof Person])),
  );

const noSuchPerson = () => new Refusal('not_found', 'There is no such person; the account may have been ended.');
const refuse = (changed: Changed): void => {
  switch (changed) {
    case 'changed':
      return;
    case 'unknown':
      throw noSuchPerson();
    case 'email_taken':
      throw taken();
    case 'last_owner':
      throw new Refusal('in_use', 'This is the last owner. Make somebody else an owner first, who has signed in.');
  }
};
