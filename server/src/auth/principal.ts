import type { Actor } from '@sitrep/shared/domain/event.ts';
import type { Right, Role } from '@sitrep/shared/domain/rights.ts';
import type { CredentialKind } from './auth-store.ts';

/** Who is asking. `id` is the credential's: it identifies what a revocation ends. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  /** Null for one that has its rights alone. */
  readonly role: Role | null;
  /** All of its rights. */
  readonly rights: ReadonlySet<Right>;
  readonly kind: CredentialKind;
  /** The id of the person; null for a machine, and for an owner without an account. */
  readonly person: string | null;
  /** Of a token or screen: the id of the person it goes back to, who made it or the token that did; null otherwise. What a token makes is theirs too. */
  readonly maker: string | null;
}

/** The actor recorded in the log. */
export const actorOf = ({ kind, name, person }: Principal): Actor =>
  person === null ? { kind: kind === 'session' ? 'person' : 'token', name } : { kind: 'person', name: person, id: person };

/** What scopes idempotency keys: somebody who signs in anew is still the same. */
export const ownerOfKeys = ({ id, person }: Principal): string => (person === null ? id : `person:${person}`);
