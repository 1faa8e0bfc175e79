import type { Scope } from '@sitrep/shared/domain/words.ts';

/** What a connection may see, decided before it was accepted. `principal`: the id that `revoke` takes; null for anonymous. */
export interface Grant {
  readonly scopes: readonly Scope[];
  readonly principal: string | null;
  /** Whether an open connection of this principal counts as a watcher: a person or a screen, not a program. */
  readonly watches?: boolean;
  /** What others read of this person; absent for programs and screens. */
  readonly name?: string;
  /** Whether it may write. */
  readonly writes?: boolean;
}
