import type { IncomingMessage } from 'node:http';
import type { BlockList } from 'node:net';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { CredentialKind } from '../../auth/auth-store.ts';
import type { Principal } from '../../auth/principal.ts';
import { includes, type Role } from '../../auth/role.ts';
import { type Client, clientOf, isLoopbackHost, listed, plain } from '../../ground/client.ts';
import { Refusal } from './problem.ts';

/** What the gate asks of auth: an answer from memory. */
export interface Verdicts {
  verdict(secret: string, kind: CredentialKind): Principal | null;
}
export interface GateSettings {
  proxies: BlockList;
  allowInsecure: boolean;
  /** The address people use; null when nobody said. */
  publicUrl: string | null;
}

/** The `__Host-` prefix makes browsers insist on https, so that no neighbour can plant it; plain http (loopback) has to do without. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-sitrep' : 'sitrep');

/** Decides, before anything else is looked at, who asks and what they may see. */
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
  /** A name that no page elsewhere can point here and keep: of this machine, or the board's own. By the latter a proxy asks for anybody. */
  #isLocalName({ headers: { host }, socket }: IncomingMessage): boolean {
    const { publicUrl, proxies } = this.#settings;
    return isLoopbackHost(host) || (publicUrl !== null && host === new URL(publicUrl).host && !listed(proxies, plain(socket.remoteAddress ?? '')));
  }

  /**
   * A page elsewhere may point its own name at this machine, and then asks from it. Its name gives it away.
   * With PUBLIC_URL a proxy on this machine may rightly ask by any name.
   */
  isForeignHost(request: IncomingMessage, client = clientOf(request, this.#settings.proxies)): boolean {
    return this.#settings.publicUrl === null && client.loopback && !isLoopbackHost(request.headers.host);
  }

  /** The client came by https, to us or to a trusted proxy. */
  isSecure(request: IncomingMessage): boolean {
    return 'encrypted' in request.socket || (request.headers['x-forwarded-proto'] !== undefined && this.clientOf(request).secure);
  }

  /** Secrets may cross this connection: encrypted, or never leaving the machine. */
  mayHoldSecrets(client: Client): boolean {
    return client.secure || client.loopback || this.#settings.allowInsecure;
  }

  /** Who asks; null for anybody. Refuses a wrong token; a cookie that no longer holds is as good as none. */
  principalOf(request: IncomingMessage, client: Client): Principal | null {
    return request.headers.authorization === undefined ? (this.cookieOf(request, client)?.principal ?? null) : this.bearerOf(request, client);
  }

  /** Whose token this is; null without one. Refuses a bearer token that is wrong or came over plain http. */
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

  /** The cookie that holds, and whose it is. A person's comes before a screen's, so that whoever has the link of a screen cannot plant it over a sign-in. */
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

  /** People's sign-ins that the cookies of this browser still hold. */
  sessionsOf(request: IncomingMessage, client: Client): Principal[] {
    if (!this.mayHoldSecrets(client)) return [];
    return cookiesOf(request, cookieName(client.secure)).flatMap((secret) => this.#verdicts.verdict(secret, 'session') ?? []);
  }

  /** `asked`: the `scope` of the query. Without one, signed-in readers see the internal scope and everybody else the public one. */
  scopeOf(principal: Principal | null, asked: string | null): Scope {
    if (asked === null) return principal === null ? 'public' : 'internal';
    if (asked === 'public') return 'public';
    if (asked !== 'internal')
      throw new Refusal('invalid', 'scope must be public or internal.', { errors: [{ field: 'scope', detail: 'must be public or internal' }] });
    this.require(principal, 'viewer');
    return 'internal';
  }

  require(principal: Principal | null, role: Role): asserts principal is Principal {
    if (principal === null) throw new Refusal('not_signed_in', 'Send a token as "Authorization: Bearer ...", or open the owner link the server printed.');
    if (!includes(principal.role, role)) throw new Refusal('not_allowed', `This needs the role ${role}; you have ${principal.role}.`);
  }

  /** A browser adds the cookie by itself, so a write with one must come from our own page. */
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
   * True when a browser says that a page of another origin asks. Our own is PUBLIC_URL, and the name asked by where that is another one, with https exactly
   * when it came so. Where somebody may have ended TLS without saying so, either will do.
   */
  isForeignPage(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    const host = request.headers.host?.toLowerCase();
    // No browser at all sends neither: nothing rides on somebody else's cookie then.
    if (origin === undefined) return false;
    const { publicUrl } = this.#settings;
    const own = publicUrl === null ? null : new URL(publicUrl);
    if (own !== null && (origin === own.origin || host === own.host)) return origin !== own.origin;
    const { secure, loopback } = this.clientOf(request);
    const schemes = secure ? ['https'] : loopback ? ['http'] : ['http', 'https'];
    return !schemes.some((scheme) => origin === `${scheme}://${host}`);
  }
}

/** A neighbour on another port or path may have set one of the same name, so one that does not hold is no reason to stop. */
const cookiesOf = (request: IncomingMessage, name: string): string[] =>
  (request.headers.cookie?.split(';') ?? []).map((pair) => pair.trim().split('=', 2)).flatMap(([key, value]) => (key === name && value ? [value] : []));
