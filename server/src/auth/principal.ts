import type { Actor } from '@sitrep/shared/domain/event.ts';
import type { CredentialKind } from './auth-store.ts';
import type { Role } from './role.ts';

/** Who is asking. `id` is the credential's: it scopes idempotency keys and identifies what a revocation ends. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly kind: CredentialKind;
}

/** The actor recorded in the log. */
export const actorOf = (principal: Principal): Actor => ({ kind: principal.kind === 'session' ? 'person' : 'token', name: principal.name });
