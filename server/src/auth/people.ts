import { CODE_MINUTES, CODE_TRIES, PASSWORD_LINK_DAYS } from '@sitrep/shared/domain/account-rules.ts';
import { type Grant, type Right, rightsOf } from '@sitrep/shared/domain/rights.ts';
import type { Clock } from '../ground/clock.ts';
import type { AuthStore } from './auth-store.ts';
import type { Waiter } from './fair-turns.ts';
import { Passwords } from './password.ts';
import { passwordFault } from './password-fault.ts';
import type { Changed, Person, PersonChange } from './person.ts';
import type { Principal } from './principal.ts';
import type { NewSession, Principals, SignedInFrom } from './principals.ts';
import { type CodeVerdict, SecondFactors } from './second-factor.ts';
import { hashSecret, newCredentialId, newSecret } from './secret.ts';
import { SignInLimit } from './sign-in-limit.ts';

const CODE_LIFETIME = CODE_MINUTES * 60_000;
const LINK_LIFETIME = PASSWORD_LINK_DAYS * 24 * 3_600_000;

/** Who a person is to be. */
export interface NewPerson extends Grant {
  readonly name: string;
  readonly email: string;
}
export type SignedIn =
  | { readonly kind: 'in'; readonly session: NewSession }
  /** The password is right, and a code is still to come. `secret` goes into a cookie of its own and nowhere else. */
  | { readonly kind: 'code'; readonly secret: string }
  /** E-mail or password is wrong; which one is not told. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly ms: number }
  | Busy;
/** Too many passwords are being checked. */
export interface Busy {
  readonly kind: 'busy';
}
/** A password that was chosen is refused; `why` goes on after “password”. */
export interface Weak {
  readonly kind: 'weak';
  readonly why: string;
}
const BUSY: Busy = { kind: 'busy' };

/** Accounts of people: they are added by a link and choose their own password. */
export class People {
  readonly #store: AuthStore;
  readonly #principals: Principals;
  readonly #clock: Clock;
  readonly #passwords = new Passwords();
  readonly #limit: SignInLimit;
  readonly secondFactors: SecondFactors;
  readonly #namedListeners = new Set<(id: string, name: string) => void>();

  constructor(store: AuthStore, principals: Principals, clock: Clock) {
    this.#store = store;
    this.#principals = principals;
    this.#clock = clock;
    this.#limit = new SignInLimit(clock.now);
    this.secondFactors = new SecondFactors(store, clock);
  }

  /** Those who have an account, by name. */
  list(): Person[] {
    return [...this.#principals.people.values()].filter(({ endedAt }) => endedAt === null).sort((a, b) => byName.compare(a.name, b.name));
  }
  find(id: string): Person | null {
    const person = this.#principals.people.get(id);
    return person === undefined || person.endedAt !== null ? null : person;
  }

  /** Whether somebody has a right, by their id: false once their account has ended or lost it. True for who has no account, and while nobody is known. */
  mayStill(id: string | undefined, right: Right): boolean {
    const person = id === undefined ? undefined : this.#principals.people.get(id);
    return person === undefined || (person.endedAt === null && rightsOf(person).has(right));
  }

  /** Signs in by e-mail and password, or asks for a code. `earlier`: the sign-ins of the same browser, which end. */
  async signIn(email: string, password: string, from: SignedInFrom, earlier: readonly Principal[]): Promise<SignedIn> {
    const account = email.toLowerCase();
    const person = this.list().find((one) => one.email === account) ?? null;
    const asked = this.#whoOf(account, person, from);
    const counted = countedAs(asked, person, earlier);
    const ms = this.#limit.wait(counted);
    if (ms > 0) return { kind: 'wait', ms };
    this.#limit.trying(counted);
    const right = await this.#passwords.check(person?.password ?? null, password, asked);
    if (right === null) {
      this.#limit.notWrong(counted);
      return BUSY;
    }
    if (!right || person === null) return { kind: 'wrong' };
    this.#limit.right(counted);
    return this.#signedIn(person, from, earlier);
  }
  /**
   * The second step of a sign-in. `secret`: of its first step. Out: `wrong` for a code that is not right, with how many more may be tried; `over` when the password has to
   * be given again.
   */
  async enterCode(
    secret: string,
    code: string,
    from: SignedInFrom,
    earlier: readonly Principal[],
  ): Promise<{ kind: 'in'; session: NewSession } | { kind: 'over' } | Exclude<CodeVerdict, { kind: 'right' }>> {
    const hash = hashSecret(secret);
    const link = await this.#store.findLink(hash);
    const person = link?.kind !== 'sign-in' || link.personId === null || link.expiresAt <= this.#clock.now() ? null : this.find(link.personId);
    if (link === null || person === null) return { kind: 'over' };
    const asked = this.whoOf(person, from, earlier);
    // One that has to wait is not looked at, and costs none of the tries.
    const ms = this.secondFactors.wait(asked);
    if (ms > 0) return { kind: 'wait', ms };
    if (!(await this.#store.tryLink(hash, CODE_TRIES))) return { kind: 'over' };
    const verdict = await this.secondFactors.check(person, code, asked);
    if (verdict.kind !== 'right') return verdict;
    if (!(await this.#store.takeLink(hash))) return { kind: 'over' };
    const session = await this.#newSession({ ...person, password: link.password }, from, earlier);
    return session === null ? { kind: 'over' } : { kind: 'in', session };
  }
  /** Whether this is the password of somebody who is signed in; a wrong one counts for their session. */
  async isTheirs(
    person: Person,
    password: string,
    from: SignedInFrom,
    signedIn: readonly Principal[],
  ): Promise<{ kind: 'right' | 'wrong' } | { kind: 'wait'; ms: number } | Busy> {
    const asked = { account: person.email, network: from.network ?? '', known: true };
    const counted = countedAs(asked, person, signedIn);
    const ms = this.#limit.wait(counted);
    if (ms > 0) return { kind: 'wait', ms };
    this.#limit.trying(counted);
    const right = await this.#passwords.check(person.password, password, asked);
    if (right !== false) this.#limit.notWrong(counted);
    return right === null ? BUSY : { kind: right ? 'right' : 'wrong' };
  }
  /** Who tries codes for this person from there. `signedIn`: as whom this browser is signed in. */
  whoOf(person: Person, from: SignedInFrom, signedIn: readonly Principal[]): Waiter {
    return countedAs(this.#whoOf(person.email, person, from), person, signedIn);
  }

  /** Gives an owner without an account one of their own, and signs their browser in with it. */
  async setUp(
    { name, email, password }: Pick<NewPerson, 'name' | 'email'> & { password: string },
    from: SignedInFrom,
    earlier: readonly Principal[],
  ): Promise<{ kind: 'in'; session: NewSession } | { kind: 'taken' } | Busy | Weak> {
    const hash = await this.#chosen(password, { name, email }, from);
    if (typeof hash !== 'string') return hash;
    const person = this.#newPerson({ name, email, role: 'owner', rights: [] }, hash);
    if (!(await this.#store.addPerson(person))) return { kind: 'taken' };
    await this.#principals.changed();
    const session = await this.#newSession(person, from, earlier);
    return session === null ? BUSY : { kind: 'in', session };
  }

  /** Adds a person, who chooses a password by the link. Null when the e-mail is taken. */
  async invite(asked: NewPerson): Promise<{ person: Person; code: string } | null> {
    const person = this.#newPerson(asked, null);
    if (!(await this.#store.addPerson(person))) return null;
    await this.#principals.changed();
    return { person, code: await this.newLink(person.id) };
  }
  /** The code of a link by which this person chooses a new password; the old one stays valid until then. */
  async newLink(personId: string): Promise<string> {
    const code = newSecret();
    await this.#store.addLink({ hash: hashSecret(code), kind: 'password', personId, expiresAt: this.#clock.now() + LINK_LIFETIME, password: null });
    return code;
  }
  /** Whose link this is; null for one that was used, has expired, or never was. */
  async ofLink(code: string): Promise<Person | null> {
    const link = await this.#store.findLink(hashSecret(code));
    if (link?.kind !== 'password' || link.personId === null || link.expiresAt <= this.#clock.now()) return null;
    return this.find(link.personId);
  }
  /** Chooses a password by a link: ends every session and link of this person, and signs this browser in, or asks for a code. `wrong`: the link is not valid. A weak password leaves it valid. */
  async choose(code: string, password: string, from: SignedInFrom, earlier: readonly Principal[]): Promise<SignedIn | Weak> {
    const person = await this.ofLink(code);
    if (person === null) return { kind: 'wrong' };
    const hash = await this.#chosen(password, person, from);
    if (typeof hash !== 'string') return hash;
    if (!(await this.#store.takeLink(hashSecret(code)))) return { kind: 'wrong' };
    if ((await this.change(person.id, { password: hash })) !== 'changed') return { kind: 'wrong' };
    return this.#signedIn({ ...person, password: hash }, from, earlier);
  }

  /** Changes the password of somebody who knows the current one: ends all of their sessions, and begins another for this browser. */
  async changePassword(person: Person, current: string, next: string, from: SignedInFrom, signedIn: readonly Principal[]): Promise<SignedIn | Weak> {
    const right = await this.isTheirs(person, current, from, signedIn);
    if (right.kind === 'wait' || right.kind === 'busy') return right;
    if (right.kind === 'wrong') return { kind: 'wrong' };
    const hash = await this.#chosen(next, person, from);
    if (typeof hash !== 'string') return hash;
    // Of two who change it at once one was faster, and the current one is no longer that.
    if ((await this.change(person.id, { password: hash }, person.password)) !== 'changed') return { kind: 'wrong' };
    const session = await this.#newSession({ ...person, password: hash }, from, []);
    return session === null ? { kind: 'wrong' } : { kind: 'in', session };
  }

  /** Changes a person. What they may or who they are having changed, all of their sessions and links end; a new name ends nothing. */
  async change(id: string, change: PersonChange, present?: string | null): Promise<Changed> {
    const ends = Object.keys(change).some((field) => field !== 'name');
    const changed = await this.#store.changePerson(id, change, ends, undefined, present);
    if (changed !== 'changed') return changed;
    this.#principals.personChanged(id, change, ends);
    await this.#principals.changed();
    if (change.name !== undefined) for (const listener of this.#namedListeners) listener(id, change.name);
    return changed;
  }
  /** Call it after something of people was changed in the store. */
  changed(): Promise<void> {
    return this.#principals.changed();
  }
  /** Called when somebody got another name, here. Returns the unsubscribe. */
  onNamed(listener: (id: string, name: string) => void): () => void {
    this.#namedListeners.add(listener);
    return () => this.#namedListeners.delete(listener);
  }
  /** Ends a person: every credential goes with them. */
  end(id: string): Promise<Changed> {
    return this.change(id, { endedAt: this.#clock.now(), password: null });
  }

  #whoOf(account: string, person: Person | null, { network }: SignedInFrom): Waiter {
    const known = person !== null && this.#principals.sessionsOf(person.id).some((session) => session.network === network);
    return { account, network: network ?? '', known };
  }
  /** Somebody whose password was right. `person`: with the one that was shown to be theirs. */
  async #signedIn(person: Person, from: SignedInFrom, earlier: readonly Principal[]): Promise<SignedIn> {
    if (await this.secondFactors.isOn(person.id)) {
      const secret = newSecret();
      const expiresAt = this.#clock.now() + CODE_LIFETIME;
      await this.#store.addLink({ hash: hashSecret(secret), kind: 'sign-in', personId: person.id, expiresAt, password: person.password });
      return { kind: 'code', secret };
    }
    const session = await this.#newSession(person, from, earlier);
    return session === null ? { kind: 'wrong' } : { kind: 'in', session };
  }
  /** The hash of a password that this person chooses. */
  async #chosen(password: string, whose: Pick<Person, 'name' | 'email'>, { network }: SignedInFrom): Promise<string | Busy | Weak> {
    const why = await passwordFault(password, whose);
    if (why !== null) return { kind: 'weak', why };
    return (await this.#passwords.hash(password, { account: whose.email.toLowerCase(), network: network ?? '', known: false })) ?? BUSY;
  }
  /** `person`: with the password that was shown to be theirs. Null when it is theirs no longer. */
  async #newSession(person: Person, from: SignedInFrom, earlier: readonly Principal[]): Promise<NewSession | null> {
    const session = await this.#principals.newSession(person, from);
    if (session === null) return null;
    for (const principal of earlier) await this.#principals.endSession(principal);
    return session;
  }
  #newPerson({ name, email, role, rights }: NewPerson, password: string | null): Person {
    return { id: `per-${newCredentialId()}`, name, email: email.toLowerCase(), role, rights, password, createdAt: this.#clock.now(), endedAt: null };
  }
}

/** What is wrong from a browser that this person is signed in with counts for that session alone: guesses of others, from the same network too, cost them nothing. */
const countedAs = (asked: Waiter, person: Person | null, signedIn: readonly Principal[]): Waiter => {
  const own = person === null ? undefined : signedIn.find((principal) => principal.person === person.id);
  return own === undefined ? asked : { account: own.id, network: own.id, known: true };
};

// Created once: `localeCompare` would create a collator per comparison.
const byName = new Intl.Collator('en', { numeric: true });
