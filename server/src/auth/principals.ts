import { SESSION_IDLE_HOURS, SESSION_LONGEST_DAYS } from '@sitrep/shared/domain/account-rules.ts';
import { type Grant, type Right, ROLE_RIGHTS, type Role, rightsOf, SCREEN_RIGHTS } from '@sitrep/shared/domain/rights.ts';
import type { Clock } from '../ground/clock.ts';
import type { AuthStore, Credential, CredentialKind, ScreenView, SecondFactor } from './auth-store.ts';
import { LastUse } from './last-use.ts';
import type { Person, PersonChange } from './person.ts';
import type { Principal } from './principal.ts';
import { hashSecret, newCredentialId, newSecret, nextSecret, readToken, sameHash, writeToken } from './secret.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SESSION_LONGEST = SESSION_LONGEST_DAYS * DAY;
/** An unused owner link ends after this, ms. */
const LINK_LIFETIME = DAY;
/** A session gets a new secret after this much time, ms; the one before is good for this much longer, for what is under way. */
const RENEW_AFTER = DAY;
const OLD_SECRET_MS = 60_000;
/** Sessions of one person at once. */
const MOST_SESSIONS = 20;
/** Ended links are deleted after this, ms. */
const LINK_KEPT = 7 * DAY;
const NO_GRANT: Grant = { role: null, rights: [] };
const AS_OWNER: Grant = { role: 'owner', rights: [] };
/** The role that earlier versions gave a screen, which may still read them; its rights are `SCREEN_RIGHTS`. */
const AS_SCREEN: Grant = { role: 'viewer', rights: [] };
/** Short, because a link printed at every start ends up in the logs of whatever started the server. */
export const PRINTED_LINK_MINUTES = 15;
/** Long enough for a screen switched off over the holidays; one that was taken down ends by itself. Tokens end only by their owner or their date. */
const IDLE: Readonly<Record<CredentialKind, number>> = { token: Number.POSITIVE_INFINITY, session: SESSION_IDLE_HOURS * HOUR, kiosk: 90 * DAY };
/** How soon a change on another node takes effect here. */
const LOOK_EVERY = 1_000;
/** How soon a last use on another node is known here, ms. */
const REFRESH_AFTER = 15_000;
/** Tokens and screens that have ended are listed for this long, ms. */
const ENDED_LISTED = 30 * DAY;
/** An ended credential is deleted only after the server has run a whole day with it ended: a clock set far ahead and back again must not cost anyone a link. */
const TIDY_EVERY = HOUR;
const ENDED_TURNS = 24;
/** Largest tolerated difference between the clocks of two nodes, ms. */
const SKEW = HOUR;
// Created once: `localeCompare` would create a collator per comparison, and a long list would block the server.
const byName = new Intl.Collator('en', { numeric: true });

/** A token or screen link as those who manage them may list it: everything but the secret. */
export interface TokenInfo
  extends Pick<Credential, 'id' | 'name' | 'role' | 'rights' | 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'revokedAt' | 'view' | 'openedAt' | 'agent'> {
  readonly kind: 'token' | 'kiosk';
  readonly state: 'active' | 'expired' | 'revoked';
  /** Who made it: `person` is the id of one that has, or had, an account. Null for those of earlier versions. */
  readonly madeBy: { readonly person: string | null; readonly name: string; readonly ended: boolean } | null;
}
/** Whoever makes a token or screen. */
export type Maker = Pick<Principal, 'person' | 'name'> & Partial<Pick<Principal, 'maker'>>;
/** A named screen as its viewers may see it. Times are UTC ms; `lastSeenAt` is null until it was first opened. */
export interface ScreenInfo {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly lastSeenAt: number | null;
}

/** Where a browser signs in from. */
export type SignedInFrom = Pick<Credential, 'network' | 'agent'>;
const NOWHERE: SignedInFrom = { network: null, agent: null };
type More = Pick<Credential, 'personId' | 'network' | 'agent' | 'makerId' | 'makerName' | 'view'>;
const OF_NOBODY: More = { personId: null, ...NOWHERE, makerId: null, makerName: null, view: null };
/** Since when a second factor is on, and when and by whom it was removed; null otherwise. Times are UTC ms. */
export type SecondFactorInfo = Pick<SecondFactor, 'confirmedAt' | 'removedAt' | 'removedBy'>;
const NO_SECOND: SecondFactorInfo = { confirmedAt: null, removedAt: null, removedBy: null };
/** A fresh sign-in. `secret` goes into the cookie and nowhere else. */
export interface NewSession {
  readonly secret: string;
  readonly expiresAt: number;
  readonly principal: Principal;
}
/** One open session of a person. Times are UTC ms. */
export interface SessionInfo extends SignedInFrom {
  readonly id: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
}

/** A read of the store that is under way, with what changes here meanwhile: it may know nothing of that yet. */
interface Read {
  readonly kept: Map<string, Credential>;
  readonly gone: Set<string>;
  readonly people: Map<string, Person>;
  /** People of whom every session has ended. */
  readonly signedOut: Set<string>;
}

/**
 * Who is who, answered from memory.
 *
 *     AuthStore ──refresh──▶ people and credentials in memory ──▶ verdict(token)      no store on this path
 *         ▲                                                  ──▶ onEnded(id)          expired or revoked, here or on another node
 *         └── revision, each second
 *
 * While the store is unreachable, the verdicts last known stay valid.
 */
export class Principals {
  readonly #store: AuthStore;
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;
  #credentials = new Map<string, Credential>();
  /** Tokens and screens that have ended and are still listed. */
  #past = new Map<string, Credential>();
  readonly #fixed: { hash: string; principal: Principal }[] = [];
  #people: ReadonlyMap<string, Person> = new Map();
  #secondFactors: ReadonlyMap<string, SecondFactorInfo> = new Map();
  readonly #lastUse = new LastUse();
  readonly #endedListeners = new Set<(id: string) => void>();
  readonly #stops: readonly (() => void)[];
  /** By credential: when a `lastUsedAt` in the future was first seen (another node's clock was ahead). */
  #metAhead: ReadonlyMap<string, number> = new Map();
  /** Credentials that had ended at the last refresh. */
  #ended: readonly string[] = [];
  /** By ended credential: for how many clean-up rounds it has been ended. */
  #turnsEnded = new Map<string, number>();
  /** Null where secrets cannot be renewed. */
  #renewalKey: string | null = null;
  /** Those under way. */
  readonly #reads = new Set<Read>();
  #closed = false;
  /** The state of the store that the memory shows, and when it was read. */
  #revision = -1;
  #readAt = Number.NEGATIVE_INFINITY;
  readonly #changeListeners = new Set<() => void>();
  #asked = 0;
  #answered = 0;

  private constructor(store: AuthStore, clock: Clock, onError: (error: unknown) => void) {
    this.#store = store;
    this.#clock = clock;
    this.#onError = onError;
    this.#stops = [
      clock.every(LOOK_EVERY, () => {
        this.#look().catch((error) => this.#closed || onError(error));
        this.#writeUses().catch(onError);
      }),
      clock.every(TIDY_EVERY, () => {
        this.#tidy().catch(onError);
      }),
    ];
  }

  static async open(store: AuthStore, clock: Clock, onError: (error: unknown) => void): Promise<Principals> {
    const principals = new Principals(store, clock, onError);
    principals.#renewalKey = await store.renewalKey();
    await principals.refresh();
    return principals;
  }

  /** An owner token given at start, such as BOOTSTRAP_TOKEN. Only its hash is kept. */
  addOwnerToken(id: string, name: string, token: string): void {
    this.#fixed.push({
      hash: hashSecret(token),
      principal: { id, name, role: 'owner', rights: new Set(ROLE_RIGHTS.owner), kind: 'token', person: null, maker: null },
    });
  }

  /** The principal of this secret; null when it is unknown, expired or revoked. `kind` keeps a cookie from passing as a bearer token. */
  verdict(secretText: string, kind: CredentialKind): Principal | null {
    if (kind === 'token') {
      const given = hashSecret(secretText);
      const fixed = this.#fixed.find(({ hash }) => sameHash(hash, given));
      if (fixed) return fixed.principal;
    }
    const parts = readToken(secretText);
    const credential = parts && this.#credentials.get(parts.id);
    if (!parts || !credential || credential.kind !== kind) return null;
    if (!this.#alive(credential) || !this.#holds(credential, parts.secret)) return null;
    const principal = this.#principalOf(credential);
    if (principal !== null) this.#lastUse.mark(credential.id, this.#clock.now());
    return principal;
  }

  /**
   * Whether this is the secret. The secret of a session follows from the one before and a key of the store, so that each node knows the hash of the next one beforehand,
   * an answer that is lost costs nobody their sign-in, and requests at the same time are given the same. The one before ends a minute after the next was used first.
   */
  #holds(credential: Credential, secret: string): boolean {
    const { id, hash, nextHash, oldHash, oldUntil } = credential;
    const given = hashSecret(secret);
    if (sameHash(hash, given)) return true;
    const now = this.#clock.now();
    if (nextHash === null || !sameHash(nextHash, given)) return oldHash !== null && oldUntil !== null && oldUntil > now && sameHash(oldHash, given);
    const renewal = { hash: given, renewedAt: now, nextHash: this.#hashAfter(secret), oldHash: hash, oldUntil: now + OLD_SECRET_MS };
    this.#credentials.set(id, { ...credential, ...renewal });
    // Until it is written, every node takes both.
    this.#store.renew(id, renewal).catch(this.#onError);
    return true;
  }
  #hashAfter(secret: string): string | null {
    return this.#renewalKey === null ? null : hashSecret(nextSecret(this.#renewalKey, secret));
  }
  /** The next secret of a session whose present one is a day old; null when it is not yet time. */
  renewed(secretText: string): Pick<NewSession, 'secret' | 'expiresAt'> | null {
    const parts = readToken(secretText);
    const credential = parts && this.#credentials.get(parts.id);
    if (!parts || credential?.kind !== 'session' || credential.nextHash === null || this.#renewalKey === null) return null;
    if (this.#clock.now() - (credential.renewedAt ?? credential.createdAt) < RENEW_AFTER || !sameHash(credential.hash, hashSecret(parts.secret))) return null;
    return { secret: writeToken(parts.id, nextSecret(this.#renewalKey, parts.secret)), expiresAt: credential.expiresAt ?? this.#clock.now() };
  }

  /** When this sign-in ends if it is not used again, UTC ms; null when it does not end by itself. */
  endOf({ id }: Pick<Principal, 'id'>): number | null {
    const credential = this.#credentials.get(idOf(id));
    if (credential === undefined) return null;
    const end = Math.min(credential.expiresAt ?? Number.POSITIVE_INFINITY, this.#idleEnd(credential));
    return Number.isFinite(end) ? end : null;
  }

  /** Creates a token with a role, with further rights, or with rights alone. The text is shown once and not stored. `expiresAt`: UTC ms or null. */
  async createToken(
    name: string,
    role: Role | null,
    expiresAt: number | null,
    rights: readonly Right[] = [],
    maker: Maker | null = null,
  ): Promise<TokenInfo & { token: string }> {
    return this.#createToken('token', name, { role, rights }, expiresAt, maker, null);
  }
  /** Creates the read-only token of a named screen. The text is not stored either. */
  async createScreen(
    name: string,
    expiresAt: number | null,
    view: ScreenView | null = null,
    maker: Maker | null = null,
  ): Promise<TokenInfo & { token: string }> {
    return this.#createToken('kiosk', name, AS_SCREEN, expiresAt, maker, view);
  }
  /** Tokens and the links of screens, oldest first; those that ended up to 30 days ago too. */
  tokens(): TokenInfo[] {
    return [...this.#credentials.values(), ...this.#past.values()]
      .flatMap((credential) => (credential.kind === 'session' ? [] : [this.#info(credential, credential.kind)]))
      .sort((a, b) => a.createdAt - b.createdAt);
  }
  /** Named screens, by name. */
  screens(): ScreenInfo[] {
    return this.tokens()
      .filter(({ kind, state }) => kind === 'kiosk' && state === 'active')
      .map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastSeenAt: lastUsedAt }))
      .sort((a, b) => byName.compare(a.name, b.name));
  }
  /** Records that these principals have a responding connection. This counts as use only for screens: an open socket keeps nobody signed in. */
  connected(ids: Iterable<string>): void {
    const now = this.#clock.now();
    for (const id of ids) if (id.startsWith('kiosk:') && this.#credentials.has(idOf(id))) this.#lastUse.mark(idOf(id), now);
  }
  /** Revokes a token or screen link at once, closing open screens too. False when it does not exist. */
  async revokeToken(id: string): Promise<boolean> {
    const credential = this.#credentials.get(id);
    if (credential === undefined || credential.kind === 'session') return false;
    const now = this.#clock.now();
    const revoked = await this.#store.revoke(id, now);
    const lastUsedAt = this.#lastUse.latest(id, credential.lastUsedAt);
    this.#forget(credential);
    if (!revoked) return false;
    this.#past.set(id, { ...credential, revokedAt: now, hash: '', lastUsedAt });
    if (lastUsedAt !== null) await this.#store.touch(id, lastUsedAt).catch(this.#onError);
    return true;
  }
  /** Records that the link of this screen was opened by a browser, in its own words; a store that is away keeps no wall from it. */
  opened({ id }: Pick<Principal, 'id'>, agent: string | null): void {
    const credential = this.#credentials.get(idOf(id));
    if (credential?.kind !== 'kiosk') return;
    const openedAt = this.#clock.now();
    this.#credentials.set(credential.id, { ...credential, openedAt, agent });
    this.#store.opened(credential.id, openedAt, agent).catch(this.#onError);
  }

  /** Creates a code that signs one browser in as owner, once, on whichever node, within `lifetime` ms. */
  async newOwnerLink(lifetime: number = LINK_LIFETIME): Promise<string> {
    const code = newSecret();
    await this.#store.addLink({ hash: hashSecret(code), kind: 'owner', personId: null, expiresAt: this.#clock.now() + lifetime, password: null });
    return code;
  }
  /** Owner links that were not used yet; `id` finds one and opens nothing. */
  async ownerLinks(): Promise<{ id: string; expiresAt: number }[]> {
    const now = this.#clock.now();
    return (await this.#store.links('owner')).filter(({ expiresAt }) => expiresAt > now).map(({ hash, expiresAt }) => ({ id: linkId(hash), expiresAt }));
  }
  /** Ends an owner link. False when it was used or ended before. */
  async endOwnerLink(id: string): Promise<boolean> {
    const link = (await this.#store.links('owner')).find(({ hash }) => linkId(hash) === id);
    return link !== undefined && this.#store.takeLink(link.hash);
  }
  /** Whether anyone ever signed in as owner, on any node and in any run. */
  async hadOwner(): Promise<boolean> {
    return (await this.#store.knowsOwner()) || (await this.#store.all()).some(({ kind }) => kind === 'session');
  }
  /** Exchanges an unused code for a cookie secret and ends the earlier sign-ins of the same browser. Null for any other code, which ends none. */
  async exchange(code: string, earlier: readonly Principal[] = [], from: SignedInFrom = NOWHERE): Promise<NewSession | null> {
    const hash = hashSecret(code);
    const link = await this.#store.findLink(hash);
    if (link?.kind !== 'owner' || link.expiresAt <= this.#clock.now()) return null;
    const session = await this.#begin(null, from);
    if (session === null) return null;
    // Another browser may have been faster. A sign-in that fails before this leaves the code usable.
    if (!(await this.#store.takeLink(hash))) {
      await this.endSession(session.principal);
      return null;
    }
    for (const principal of earlier) await this.endSession(principal);
    await this.#store.noteOwner(this.#clock.now()).catch(this.#onError);
    return session;
  }
  /** Signs a browser in as this person; beyond twenty, the session that was not used for longest ends. Null when they have ended, or have another password, by now. */
  async newSession(person: Person, from: SignedInFrom): Promise<NewSession | null> {
    const session = await this.#begin(person, from);
    if (session === null) return null;
    const others = this.sessionsOf(person.id).filter(({ id }) => id !== idOf(session.principal.id));
    for (const { id } of others.slice(MOST_SESSIONS - 1)) await this.#remove(id);
    return session;
  }
  /** As a person, or as an owner without an account. */
  async #begin(person: Person | null, { network, agent }: SignedInFrom): Promise<NewSession | null> {
    const expiresAt = this.#clock.now() + SESSION_LONGEST;
    const more = { ...OF_NOBODY, personId: person?.id ?? null, network, agent };
    const { credential, secret } = this.#new('session', person?.name ?? 'Owner', person === null ? AS_OWNER : NO_GRANT, expiresAt, more);
    if (person === null) await this.#store.insert(credential);
    else if (!(await this.#store.insertSession(credential, person.password))) return null;
    this.#keep(credential);
    const principal = this.#principalOf(credential);
    if (principal !== null) return { secret, expiresAt, principal };
    // This node has not read of them, or has read of their end.
    await this.#remove(credential.id);
    return null;
  }
  /** The open sessions of a person, or of owners without an account (null), the last used first. */
  sessionsOf(personId: string | null): SessionInfo[] {
    return [...this.#credentials.values()]
      .filter((credential) => credential.personId === personId && credential.kind === 'session' && this.#alive(credential))
      .map(({ id, createdAt, lastUsedAt, network, agent }) => ({
        id,
        createdAt,
        lastUsedAt: this.#lastUse.latest(id, lastUsedAt) ?? createdAt,
        network,
        agent,
      }))
      .sort((a, b) => b.lastUsedAt - a.lastUsedAt);
  }
  /** What is known of the second factor of a person: since when it is on, or that an owner removed it. */
  secondFactorOf(personId: string): SecondFactorInfo {
    return this.#secondFactors.get(personId) ?? NO_SECOND;
  }
  /** Everybody who has, or had, an account. */
  get people(): ReadonlyMap<string, Person> {
    return this.#people;
  }
  /** Call it after changing people in the store. Closes what ended. */
  async changed(): Promise<void> {
    await this.refresh();
  }
  /** A person was changed in the store: it takes effect here at once, however long a read takes. `ends`: with every session of theirs. */
  personChanged(id: string, change: PersonChange, ends: boolean): void {
    const before = this.#people.get(id);
    if (before === undefined) return;
    const person = { ...before, ...change };
    this.#people = new Map(this.#people).set(id, person);
    for (const read of this.#reads) {
      read.people.set(id, person);
      if (ends) read.signedOut.add(id);
    }
    if (ends) for (const credential of [...this.#credentials.values()]) if (credential.personId === id) this.#forget(credential);
    for (const listener of this.#changeListeners) listener();
  }
  /** Whether who asked is still let in: an answer of the store may have taken long. */
  isStillIn({ id }: Pick<Principal, 'id'>): boolean {
    if (this.#fixed.some(({ principal }) => principal.id === id)) return true;
    const credential = this.#credentials.get(idOf(id));
    return credential !== undefined && this.#alive(credential) && this.#principalOf(credential) !== null;
  }
  /** Called when people may have changed, here or on another node. Returns the unsubscribe. */
  onChanged(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }
  /** A sign-out does not end a screen link: only revoking does. */
  async endSession(principal: Pick<Principal, 'id' | 'kind'>): Promise<void> {
    if (principal.kind === 'session') await this.#remove(idOf(principal.id));
  }

  /** Called with a principal's id when its credential ended. Returns the unsubscribe. */
  onEnded(listener: (id: string) => void): () => void {
    this.#endedListeners.add(listener);
    return () => this.#endedListeners.delete(listener);
  }

  /** Expiry takes effect on time, even while the store is unreachable. */
  #expire(): void {
    for (const [id, credential] of this.#credentials) {
      if (credential.expiresAt === null || credential.expiresAt > this.#clock.now()) continue;
      this.#credentials.delete(id);
      if (credential.kind !== 'session') this.#past.set(id, { ...credential, lastUsedAt: this.#lastUse.latest(id, credential.lastUsedAt) });
      this.#lastUse.forget(id);
      this.#tellEnded(credential);
    }
  }

  /** Reads the store again when it has changed, and now and then for the last uses. */
  async #look(): Promise<void> {
    this.#expire();
    const stale = this.#clock.now() - this.#readAt >= REFRESH_AFTER || this.#clock.now() < this.#readAt;
    if (stale || ((await this.#store.revision()) !== this.#revision && !this.#closed)) await this.refresh();
  }

  /** Reads the store again: another node may have changed people or credentials. */
  async refresh(): Promise<void> {
    this.#expire();
    const read: Read = { kept: new Map(), gone: new Set(), people: new Map(), signedOut: new Set() };
    this.#reads.add(read);
    try {
      await this.#readInto(read);
    } finally {
      this.#reads.delete(read);
    }
  }
  /** What changed here while it was read goes before what was read: somebody who writes without end must not keep a read from taking effect. */
  async #readInto(read: Read): Promise<void> {
    const turn = ++this.#asked;
    const revision = await this.#store.revision();
    const [all, people, seconds] = await Promise.all([this.#store.all(), this.#store.people(), this.#store.secondFactors()]);
    // A read that began later has finished first: this one may hold what was revoked since.
    if (turn < this.#answered) return;
    this.#answered = turn;
    const known = new Set(all.map(({ id }) => id));
    const added = [...read.kept.values()].filter(({ id }) => !known.has(id));
    const found = [
      ...all.filter(({ id, personId }) => !read.gone.has(id) && (read.kept.has(id) || personId === null || !read.signedOut.has(personId))),
      ...added,
    ];
    const now = this.#clock.now();
    // What was added here and not read may have ended elsewhere already: the next look tells.
    this.#revision = added.length > 0 ? -1 : revision;
    this.#readAt = now;
    this.#people = new Map([...people.map((person) => [person.id, person] as const), ...read.people]);
    this.#secondFactors = new Map(seconds.map((one) => [one.personId, one]));
    this.#lastUse.notAfter(now);
    const before = this.#credentials;
    // `lastUsedAt` lies in the future: another node's clock was ahead. Treat the use as made when first seen, also after the credential has ended by that.
    const ahead = new Map<string, number>();
    const met = found.map((credential) => {
      const { id, lastUsedAt } = credential;
      if (lastUsedAt === null || lastUsedAt <= now) return credential;
      const metAt = Math.min(this.#metAhead.get(id) ?? before.get(id)?.lastUsedAt ?? now, now);
      ahead.set(id, metAt);
      return { ...credential, lastUsedAt: metAt };
    });
    this.#metAhead = ahead;
    const alive = new Map(met.filter((credential) => this.#alive(credential)).map((credential) => [credential.id, credential]));
    const past = met.filter(({ id, kind }) => kind !== 'session' && !alive.has(id));
    const pastHere = [...read.gone].flatMap((id) => this.#past.get(id) ?? []);
    this.#past = new Map([...past, ...pastHere].map((credential) => [credential.id, credential]));
    this.#ended = met.flatMap(({ id }) => (alive.has(id) ? [] : [id]));
    this.#credentials = alive;
    for (const [id, credential] of before) {
      if (alive.has(id)) continue;
      this.#lastUse.forget(id);
      this.#tellEnded(credential);
    }
    for (const listener of this.#changeListeners) listener();
  }

  async #tidy(): Promise<void> {
    const turns = new Map(this.#ended.map((id) => [id, (this.#turnsEnded.get(id) ?? 0) + 1]));
    this.#turnsEnded = turns;
    for (const [id, ended] of turns) if (ended >= ENDED_TURNS && !this.#isListed(id)) await this.#store.remove(id);
    // A clock set ahead must not cost anyone a link either.
    await this.#store.pruneLinks(this.#clock.now() - LINK_KEPT);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    await this.#writeUses({ all: true }).catch(this.#onError);
    await this.#store.close();
  }

  /** Null when it belongs to somebody who has ended, or is not known. */
  #principalOf({ id, kind, name, role, rights, personId, makerId }: Credential): Principal | null {
    const as = { id: `${kind}:${id}`, kind, maker: makerId };
    if (kind === 'kiosk') return { ...as, name, role, rights: new Set(SCREEN_RIGHTS), person: null };
    if (personId === null) return { ...as, name, role, rights: rightsOf({ role, rights }), person: null };
    const person = this.#people.get(personId);
    if (person === undefined || person.endedAt !== null) return null;
    return { ...as, name: person.name, role: person.role, rights: rightsOf(person), person: personId };
  }

  /** Whether it ended so lately that it is still listed. */
  #isListed(id: string): boolean {
    const credential = this.#past.get(id);
    if (credential === undefined) return false;
    const endedAt = credential.revokedAt ?? Math.min(credential.expiresAt ?? Number.POSITIVE_INFINITY, this.#idleEnd(credential));
    return endedAt + ENDED_LISTED > this.#clock.now();
  }

  #alive(credential: Credential): boolean {
    const now = this.#clock.now();
    if (credential.revokedAt !== null) return false;
    // Created by a clock that was ahead, a session would outlive its maximum lifetime.
    if (credential.kind === 'session' && credential.createdAt > now + SKEW) return false;
    return (credential.expiresAt === null || credential.expiresAt > now) && this.#idleEnd(credential) > now;
  }

  #idleEnd({ id, kind, lastUsedAt, createdAt }: Credential): number {
    return (this.#lastUse.latest(id, lastUsedAt) ?? createdAt) + IDLE[kind];
  }

  #writeUses(options: { all?: boolean } = {}): Promise<void> {
    return this.#lastUse.flush(this.#clock.now(), (id, at) => this.#store.touch(id, at), options);
  }

  async #createToken(
    kind: 'token' | 'kiosk',
    name: string,
    grant: Grant,
    expiresAt: number | null,
    maker: Maker | null,
    view: ScreenView | null,
  ): Promise<TokenInfo & { token: string }> {
    const more = { ...OF_NOBODY, makerId: maker?.person ?? maker?.maker ?? null, makerName: maker?.name ?? null, view };
    const { credential, secret } = this.#new(kind, name, grant, expiresAt, more);
    await this.#store.insert(credential);
    this.#keep(credential);
    return { ...this.#info(credential, kind), token: secret };
  }

  #info(credential: Credential, kind: TokenInfo['kind']): TokenInfo {
    const { id, name, role, rights, createdAt, expiresAt, revokedAt, view, openedAt, agent } = credential;
    const state = revokedAt !== null ? 'revoked' : this.#alive(credential) ? 'active' : 'expired';
    const lastUsedAt = this.#lastUse.latest(id, credential.lastUsedAt);
    return { id, kind, name, role, rights, state, createdAt, expiresAt, revokedAt, lastUsedAt, madeBy: this.#maker(credential), view, openedAt, agent };
  }
  /** People are named as they are called now. */
  #maker({ makerId, makerName }: Credential): TokenInfo['madeBy'] {
    if (makerName === null) return null;
    const person = makerId === null ? undefined : this.#people.get(makerId);
    return { person: makerId, name: person?.name ?? makerName, ended: makerId !== null && (person === undefined || person.endedAt !== null) };
  }

  #new(kind: CredentialKind, name: string, { role, rights }: Grant, expiresAt: number | null, more = OF_NOBODY): { credential: Credential; secret: string } {
    const id = newCredentialId();
    const secret = newSecret();
    const unused = { lastUsedAt: null, revokedAt: null, openedAt: null, renewedAt: null, oldHash: null, oldUntil: null };
    const nextHash = kind === 'session' ? this.#hashAfter(secret) : null;
    const credential = { id, kind, name, role, rights, hash: hashSecret(secret), nextHash, createdAt: this.#clock.now(), expiresAt, ...unused, ...more };
    return { credential, secret: writeToken(id, secret) };
  }
  /** Call it when the store has it. */
  #keep(credential: Credential): void {
    for (const read of this.#reads) read.kept.set(credential.id, credential);
    this.#credentials.set(credential.id, credential);
  }

  async #remove(id: string): Promise<boolean> {
    const removed = await this.#store.remove(id);
    this.#goneFromReads(id);
    const credential = this.#credentials.get(id);
    if (credential) this.#forget(credential);
    return removed;
  }
  /** Call it when the store has ended it. */
  #forget(credential: Credential): void {
    this.#goneFromReads(credential.id);
    this.#credentials.delete(credential.id);
    this.#lastUse.forget(credential.id);
    this.#tellEnded(credential);
  }

  #goneFromReads(id: string): void {
    for (const read of this.#reads) {
      read.gone.add(id);
      read.kept.delete(id);
    }
  }

  #tellEnded({ id, kind }: Credential): void {
    for (const listener of this.#endedListeners) listener(`${kind}:${id}`);
  }
}

/** Names a link by a part of its hash, which opens nothing. */
const linkId = (hash: string): string => hash.slice(0, 12);
/** In: `session:1f…`. Out: the id of its credential. */
const idOf = (principal: string): string => principal.slice(principal.indexOf(':') + 1);
