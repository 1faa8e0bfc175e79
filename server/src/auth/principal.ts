import type { Actor } from '@sitrep/shared/domain/event.ts';
import type { CredentialKind } from './auth-store.ts';
import type { Role } from './role.ts';

/** Who is asking. `id` names the credential: it scopes idempotency keys and is what a revocation names. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly kind: CredentialKind;
}

/** Whom the log will name. */
export const actorOf = (principal: Principal): Actor => ({ kind: principal.kind === 'session' ? 'person' : 'token', name: principal.name });
