import type { Scope } from '@sitrep/shared/domain/words.ts';

/** What a button does, and for whom, once that is answered: `End for everyone`. */
export const toldTo = (verb: string, scope: Scope | null): string =>
  scope === null ? verb : `${verb} for ${scope === 'public' ? 'everyone' : 'responders only'}`;
