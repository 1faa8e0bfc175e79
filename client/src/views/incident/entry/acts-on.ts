import { IN_ERROR_WITHIN_MS, shownSince } from '@sitrep/shared/domain/in-error.ts';
import { isRemoved } from '@sitrep/shared/domain/removed.ts';
import type { Entry, Incident } from '@sitrep/shared/domain/state.ts';

/** What those who may write do with an entry. */
export type EntryAct = 'amend' | 'publish' | 'retract' | 'error';

/**
 * What can be done with an entry as it is now, in the order of the buttons. A change of a fact has commands of its own, and words that were withdrawn or erased are left
 * alone. `now`: UTC ms.
 */
export const actsOn = (entry: Entry, { published }: Pick<Incident, 'published'>, now: number): EntryAct[] => {
  const { text, scope, retracted } = entry;
  if (text === null || retracted !== undefined || isRemoved(text)) return [];
  const isFresh = scope === 'public' && now - shownSince(entry) <= IN_ERROR_WITHIN_MS;
  return ['amend', ...(scope === 'internal' && published ? (['publish'] as const) : []), 'retract', ...(isFresh ? (['error'] as const) : [])];
};
