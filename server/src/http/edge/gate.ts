import type { IncomingMessage } from 'node:http';
import type { BlockList } from 'node:net';
import { holdsAny, type Right } from '@sitrep/shared/domain/rights.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { RIGHT_WORDS } from '@sitrep/shared/words/right-words.ts';
import type { CredentialKind } from '../../auth/auth-store.ts';
import type { Principal } from '../../auth/principal.ts';
import { type Client, clientOf, isLoopbackHost, listed, plain } from '../../ground/client.ts';
import { readableScopes, type Visibility } from '../../ground/visibility.ts';
import { Refusal } from './problem.ts';

/** The part of auth that the gate needs; answered from memory. */
export interface Verdicts {
  verdict(secret: string, kind: CredentialKind): Principal | null;
}
export interface GateSettings {
  proxies: BlockList;
  allowInsecure: boolean;
  /** The address people use (PUBLIC_URL); null when not set. */
  publicUrl: string | null;
  visibility: Visibility;
}

/** The `__Host-` prefix makes browsers require https, so that another server of the same host cannot set the cookie; plain http (loopback) cannot use it. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-sitrep' : 'sitrep');

export const READ: readonly Right[] = ['read'];
const wordsOf = (needed: readonly Right[]): string => needed.map((right) => `${RIGHT_WORDS[right]} (${right})`).join(', or to ');

/** Decides, before anything else, who is asking and what they may see. */
export class Gate {
  readonly #verdicts: Verdicts;
  readonly #settings: GateSettings;

  constructor(verdicts: Verdicts, settings: GateSettings) {
    this.#verdicts = verdicts;
    this.#settings = settings;
  }

  clientOf(request: IncomingMessage): Client {
    const client = clientOf(request, this.#settings.proxies);
    return client.loopback && !this.#isLocalName(request) ? { ...client, loopback: false } : client;
  }
  /** A Host that a foreign page cannot use by DNS rebinding: a name of this machine, or PUBLIC_URL. With the latter the request may come from anyone through a proxy. */
  #isLocalName({ headers: { host }, socket }: IncomingMessage): boolean {
    const { publicUrl, proxies } = this.#settings;
    return isLoopbackHost(host) || (publicUrl !== null && host === new URL(publicUrl).host && !listed(proxies, plain(socket.remoteAddress ?? '')));
  }

  /**
   * Refuses DNS rebinding: a foreign page may point its own name at this machine and send requests from it. The Host header reveals it.
   * With PUBLIC_URL a proxy on this machine may use any name.
   */
  isForeignHost(request: IncomingMessage, client = clientOf(request, this.#settings.proxies)): boolean {
    return this.#settings.publicUrl === null && client.loopback && !isLoopbackHost(request.headers.host);
  }

  /** The client came by https, to us or to a trusted proxy. */
  isSecure(request: IncomingMessage): boolean {
    return 'encrypted' in request.socket || (request.headers['x-forwarded-proto'] !== undefined && this.clientOf(request).secure);
  }

  /** Whether secrets may cross this connection: it is encrypted, or does not leave the machine. */
  mayHoldSecrets(client: Client): boolean {
    return client.secure || client.loopback || this.#settings.allowInsecure;
  }

  /** Who is asking; null when anonymous. Refuses a wrong token; an invalid cookie counts as none. */
  principalOf(request: IncomingMessage, client: Client): Principal | null {
    return request.headers.authorization === undefined ? (this.cookieOf(request, client)?.principal ?? null) : this.bearerOf(request, client);
  }

  /** The principal of the bearer token; null without one. Refuses a token that is wrong or came over plain http. */
  bearerOf(request: IncomingMessage, client: Client): Principal | null {
    const header = request.headers.authorization;
    if (header === undefined) return null;
    if (!this.mayHoldSecrets(client))
      throw new Refusal('insecure_transport', 'A token sent over plain http can be read on the way. Use https, or set ALLOW_INSECURE, and replace this token.');
    const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
    const principal = token === undefined ? null : this.#verdicts.verdict(token, 'token');
    if (principal === null) throw new Refusal('not_signed_in', 'This token is not known, has expired or was revoked.');
    return principal;
  }

  /** The valid cookie and its principal. A person's comes before a screen's, so that someone who has a screen link cannot replace a sign-in with it. */
  cookieOf(request: IncomingMessage, client: Client): { secret: string; principal: Principal } | null {
    if (!this.mayHoldSecrets(client)) return null;
    const secrets = cookiesOf(request, cookieName(client.secure));
    for (const kind of ['session', 'kiosk'] as const) {
      for (const secret of secrets) {
        const principal = this.#verdicts.verdict(secret, kind);
        if (principal !== null) return { secret, principal };
      }
    }
    return null;
  }

  /** People's sign-ins among the valid cookies of this browser. */
  sessionsOf(request: IncomingMessage, client: Client): Principal[] {
    if (!this.mayHoldSecrets(client)) return [];
    return cookiesOf(request, cookieName(client.secure)).flatMap((secret) => this.#verdicts.verdict(secret, 'session') ?? []);
  }

  /** The scopes that they may read; none on a board that is internal, for whoever is not signed in. */
  scopesOf(principal: Principal | null): readonly Scope[] {
    return readableScopes(this.#settings.visibility, principal?.rights ?? null);
  }
  /** Whether what customers are told is there for everybody. */
  get anyoneReads(): boolean {
    return this.#settings.visibility !== 'internal';
  }
  /** The scope that they get without asking for one. */
  scopeOf(principal: Principal | null): Scope {
    return this.scopesOf(principal).includes('internal') ? 'internal' : 'public';
  }
  /** The scope in which they read the board. `asked`: the `scope` of the query. Refuses a scope that they may not read. */
  readingScope(principal: Principal | null, asked: string | null): Scope {
    if (asked !== null && asked !== 'public' && asked !== 'internal')
      throw new Refusal('invalid', 'scope must be public or internal.', { errors: [{ field: 'scope', detail: 'must be public or internal' }] });
    const scope = asked ?? this.scopeOf(principal);
    this.requireScope(principal, scope);
    return scope;
  }
  requireScope(principal: Principal | null, scope: Scope): void {
    if (this.scopesOf(principal).includes(scope)) return;
    if (principal === null && !this.anyoneReads)
      throw new Refusal('not_signed_in', 'This board is internal: sign in at /sign-in, or send a token as "Authorization: Bearer ...".');
    this.require(principal, READ);
    throw new Refusal('not_allowed', 'This board is public: what responders read is for those who work incidents.');
  }

  /** `needed`: any of these. */
  require(principal: Principal | null, needed: readonly Right[]): asserts principal is Principal {
    if (principal === null) throw new Refusal('not_signed_in', 'Sign in first. A program sends a token as "Authorization: Bearer ...".');
    if (!holdsAny(principal.rights, needed)) throw new Refusal('not_allowed', `This needs a right that you do not have: to ${wordsOf(needed)}.`);
  }

  /** Browsers add the cookie to every request, so a write with a cookie must come from our own page. */
  requireOwnPage(request: IncomingMessage, principal: Principal | null): void {
    if (principal !== null && principal.kind === 'token') return;
    if (!this.#fromOwnPage(request)) throw new Refusal('cross_site', 'A browser may write only from a page of this server.');
  }

  #fromOwnPage(request: IncomingMessage): boolean {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
    return !this.isForeignPage(request);
  }

  /**
   * True when the browser says that the request comes from a page of another origin. Our origins are PUBLIC_URL, and the requested Host where it differs, with https exactly
   * when the request used it. When a proxy may have terminated TLS without saying so, both schemes are accepted.
   */
  isForeignPage(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    const host = request.headers.host?.toLowerCase();
    // Only non-browsers send neither header, and they cannot use another person's cookie.
    if (origin === undefined) return false;
    const { publicUrl } = this.#settings;
    const own = publicUrl === null ? null : new URL(publicUrl);
    if (own !== null && (origin === own.origin || host === own.host)) return origin !== own.origin;
    const { secure, loopback } = this.clientOf(request);
    const schemes = secure ? ['https'] : loopback ? ['http'] : ['http', 'https'];
    return !schemes.some((scheme) => origin === `${scheme}://${host}`);
  }
}

/** Another server on this host may have set a cookie of the same name, so go on after an invalid one. */
export const cookiesOf = (request: IncomingMessage, name: string): string[] =>
  (request.headers.cookie?.split(';') ?? []).map((pair) => pair.trim().split('=', 2)).flatMap(([key, value]) => (key === name && value ? [value] : []));
