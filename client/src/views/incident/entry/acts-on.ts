import { isRemoved } from '@sitrep/shared/domain/removed.ts';
import type { Entry, Incident } from '@sitrep/shared/domain/state.ts';

/** What those who may write do with an entry. */
export type EntryAct = 'amend' | 'publish' | 'retract';

/** What can be done with an entry as it is now, in the order of the buttons. A change of a fact has commands of its own, and words that were withdrawn or erased are left alone. */
export const actsOn = ({ text, scope, retracted }: Entry, { published }: Pick<Incident, 'published'>): EntryAct[] => {
  if (text === null || retracted !== undefined || isRemoved(text)) return [];
  return ['amend', ...(scope === 'internal' && published ? (['publish'] as const) : []), 'retract'];
};
