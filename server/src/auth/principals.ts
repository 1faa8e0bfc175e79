import type { Clock } from '../clock.ts';
import type { AuthStore, Credential } from './auth-store.ts';
import type { Principal } from './principal.ts';
import type { Role } from './role.ts';
import { hashSecret, newCredentialId, newSecret, readToken, sameHash, writeToken } from './secret.ts';

const HOUR = 3_600_000;
/** A session ends after 12 h unused and after 7 days at the latest; an owner link after a day unused. */
const SESSION_IDLE = 12 * HOUR;
const SESSION_LONGEST = 7 * 24 * HOUR;
const LINK_LIFETIME = 24 * HOUR;
/** How often the last use is written down, and how soon another node's revocation is known here. */
const TOUCH_EVERY = 60_000;
const REFRESH_EVERY = 1_000;

/** A token as its owner may see it again: all but the secret. */
export type TokenInfo = Pick<Credential, 'id' | 'name' | 'role' | 'createdAt' | 'expiresAt' | 'lastUsedAt'>;

/**
 * Who is who, answered from memory.
 *
 *     AuthStore ──refresh──▶ credentials in memory ──▶ verdict(token)      no store on this path
 *                                                 ──▶ onEnded(id)          expired or revoked, here or on another node
 *
 * A store that is away changes nothing: the verdicts last known stay.
 */
export class Principals {
  readonly #store: AuthStore;
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;
  #credentials = new Map<string, Credential>();
  readonly #fixed: { hash: string; principal: Principal }[] = [];
  readonly #links = new Map<string, number>();
  readonly #used = new Map<string, number>();
  readonly #endedListeners = new Set<(id: string) => void>();
  readonly #stop: () => void;
  #changes = 0;

  private constructor(store: AuthStore, clock: Clock, onError: (error: unknown) => void) {
    this.#store = store;
    this.#clock = clock;
    this.#onError = onError;
    this.#stop = clock.every(REFRESH_EVERY, () => void this.refresh().catch(onError));
  }

  static async open(store: AuthStore, clock: Clock, onError: (error: unknown) => void): Promise<Principals> {
    const principals = new Principals(store, clock, onError);
    await principals.refresh();
    return principals;
  }

  /** An owner token given at start, such as BOOTSTRAP_TOKEN. Only its hash is kept. */
  addOwnerToken(id: string, name: string, token: string): void {
    this.#fixed.push({ hash: hashSecret(token), principal: { id, name, role: 'owner', kind: 'token' } });
  }

  /** Whose this token or session secret is; null when it is nobody's, expired or revoked. `kind` keeps a cookie from passing as a bearer token. */
  verdict(secretText: string, kind: 'token' | 'session'): Principal | null {
    if (kind === 'token') {
      const given = hashSecret(secretText);
      const fixed = this.#fixed.find(({ hash }) => sameHash(hash, given));
      if (fixed) return fixed.principal;
    }
    const parts = readToken(secretText);
    const credential = parts && this.#credentials.get(parts.id);
    if (!parts || !credential || credential.kind !== kind) return null;
    if (!sameHash(credential.hash, hashSecret(parts.secret)) || !this.#alive(credential)) return null;
    this.#touch(credential);
    return { id: `${kind}:${credential.id}`, name: credential.name, role: credential.role, kind };
  }

  /** When this sign-in ends if it is not used again, UTC ms; null when it does not end by itself. */
  endOf({ id }: Principal): number | null {
    const credential = this.#credentials.get(id.slice(id.indexOf(':') + 1));
    if (credential?.kind !== 'session') return credential?.expiresAt ?? null;
    return Math.min(credential.expiresAt ?? Number.POSITIVE_INFINITY, this.#idleEnd(credential));
  }

  /** Makes a token. The text is shown once and kept nowhere. `expiresAt`: UTC ms or null. */
  async createToken(name: string, role: Role, expiresAt: number | null): Promise<TokenInfo & { token: string }> {
    const { credential, secret } = await this.#create('token', name, role, expiresAt);
    return { ...info(credential), token: secret };
  }
  tokens(): TokenInfo[] {
    return [...this.#credentials.values()].filter(({ kind }) => kind === 'token').map(info);
  }
  /** Ends a token at once, its open screens included. False when there is none. */
  async revokeToken(id: string): Promise<boolean> {
    return this.#credentials.get(id)?.kind === 'token' && this.#remove(id);
  }

  /** A code that makes one browser the owner's, once. */
  newOwnerLink(): string {
    const code = newSecret();
    this.#links.set(hashSecret(code), this.#clock.now() + LINK_LIFETIME);
    return code;
  }
  /** The cookie's secret for a code not used before; null for any other. */
  async exchange(code: string): Promise<{ secret: string; expiresAt: number; idleUntil: number } | null> {
    const hash = hashSecret(code);
    const until = this.#links.get(hash);
    if (until === undefined) return null;
    this.#links.delete(hash);
    if (until <= this.#clock.now()) return null;
    const expiresAt = this.#clock.now() + SESSION_LONGEST;
    const { credential, secret } = await this.#create('session', 'Owner', 'owner', expiresAt);
    return { secret, expiresAt, idleUntil: this.#idleEnd(credential) };
  }
  async endSession(principal: Principal): Promise<void> {
    if (principal.kind === 'session') await this.#remove(principal.id.slice('session:'.length));
  }

  /** Called with a principal's id when its credential ended. Returns the unsubscribe. */
  onEnded(listener: (id: string) => void): () => void {
    this.#endedListeners.add(listener);
    return () => this.#endedListeners.delete(listener);
  }

  /** Reads the store again: another node may have made or revoked something. */
  async refresh(): Promise<void> {
    const changes = this.#changes;
    const found = await this.#store.all();
    // Something was made or ended here meanwhile, so what was read is already old.
    if (changes !== this.#changes) return;
    const alive = new Map(found.filter((credential) => this.#alive(credential)).map((credential) => [credential.id, credential]));
    for (const { id } of found) if (!alive.has(id)) await this.#store.remove(id);
    const before = this.#credentials;
    this.#credentials = alive;
    for (const [id, credential] of before) if (!alive.has(id)) this.#tellEnded(credential);
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#store.close();
  }

  #alive(credential: Credential): boolean {
    const now = this.#clock.now();
    if (credential.expiresAt !== null && credential.expiresAt <= now) return false;
    if (credential.kind === 'token') return true;
    return this.#idleEnd(credential) > now;
  }

  #idleEnd({ id, lastUsedAt, createdAt }: Credential): number {
    return Math.max(lastUsedAt ?? createdAt, this.#used.get(id) ?? 0) + SESSION_IDLE;
  }

  #touch(credential: Credential): void {
    const now = this.#clock.now();
    if (now - Math.max(this.#used.get(credential.id) ?? 0, credential.lastUsedAt ?? 0) < TOUCH_EVERY) return;
    this.#used.set(credential.id, now);
    this.#store.touch(credential.id, now).catch(this.#onError);
  }

  async #create(kind: Credential['kind'], name: string, role: Role, expiresAt: number | null): Promise<{ credential: Credential; secret: string }> {
    const id = newCredentialId();
    const secret = newSecret();
    const credential = { id, kind, name, role, hash: hashSecret(secret), createdAt: this.#clock.now(), expiresAt, lastUsedAt: null };
    await this.#store.insert(credential);
    this.#changes++;
    this.#credentials.set(id, credential);
    return { credential, secret: writeToken(id, secret) };
  }

  async #remove(id: string): Promise<boolean> {
    const removed = await this.#store.remove(id);
    this.#changes++;
    const credential = this.#credentials.get(id);
    this.#credentials.delete(id);
    this.#used.delete(id);
    if (credential) this.#tellEnded(credential);
    return removed;
  }

  #tellEnded({ id, kind }: Credential): void {
    for (const listener of this.#endedListeners) listener(`${kind}:${id}`);
  }
}

const info = ({ id, name, role, createdAt, expiresAt, lastUsedAt }: Credential): TokenInfo => ({ id, name, role, createdAt, expiresAt, lastUsedAt });
