import type { Scope } from '@sitrep/shared/domain/words.ts';

/** What a connection may see, settled before it was accepted. `principal`: whom `revoke` names; null for anonymous. */
export interface Grant {
  readonly scopes: readonly Scope[];
  readonly principal: string | null;
  /** Whether an open connection of this principal is somebody who watches: a person or a screen, not a program. */
  readonly watches?: boolean;
}
