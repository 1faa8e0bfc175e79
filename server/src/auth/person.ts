import { type Grant, rightsOf } from '@sitrep/shared/domain/rights.ts';

/** A person with an account. `password`: its hash; null until they have chosen one. Times are UTC ms. */
export interface Person extends Grant {
  readonly id: string;
  /** In lower case; no two people who have not ended share one. */
  readonly email: string;
  readonly name: string;
  readonly password: string | null;
  readonly createdAt: number;
  /** When the account was ended; it is kept, so that its id names nobody else. */
  readonly endedAt: number | null;
}
export type PersonChange = Partial<Pick<Person, 'name' | 'email' | 'role' | 'rights' | 'password' | 'endedAt'>>;

/** What became of a change. `last_owner`: nobody could manage people any more. */
export type Changed = 'changed' | 'unknown' | 'email_taken' | 'last_owner';

/** Somebody who can sign in and manage people. */
const isOwner = (person: Person): boolean => person.endedAt === null && person.password !== null && rightsOf(person).has('own');

/** Whether a change to one of these people may be made; `changed` when it may. A board without an owner yet may stay so. `present`: the password hash they must have. */
export const judge = (people: readonly Person[], id: string, change: PersonChange, present?: string | null): Changed => {
  const before = people.find((person) => person.id === id);
  if (before === undefined || before.endedAt !== null) return 'unknown';
  if (present !== undefined && before.password !== present) return 'unknown';
  const after = { ...before, ...change };
  const others = people.filter((person) => person.id !== id);
  if (others.some(({ email, endedAt }) => endedAt === null && email === after.email)) return 'email_taken';
  return isOwner(before) && !isOwner(after) && !others.some(isOwner) ? 'last_owner' : 'changed';
};
