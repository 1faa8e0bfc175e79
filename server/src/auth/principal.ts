import type { Actor } from '@sitrep/shared/domain/event.ts';
import type { Right, Role } from '@sitrep/shared/domain/rights.ts';
import type { CredentialKind } from './auth-store.ts';

/** Who is asking. `id` is the credential's: it scopes idempotency keys and identifies what a revocation ends. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  /** Null for one that has its rights alone. */
  readonly role: Role | null;
  /** All of its rights. */
  readonly rights: ReadonlySet<Right>;
  readonly kind: CredentialKind;
}

/** The actor recorded in the log. */
export const actorOf = (principal: Principal): Actor => ({ kind: principal.kind === 'session' ? 'person' : 'token', name: principal.name });
