import type { Visitor } from './sync-store.ts';

/** Whose the drafts of this browser are: a person's by their id, so that they are the same in every session. Empty for nobody. */
export const draftsOf = (visitor: Visitor | null): string => visitor?.person ?? visitor?.name ?? '';
