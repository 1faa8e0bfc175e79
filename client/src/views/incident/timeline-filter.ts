import type { Entry } from '@sitrep/shared/domain/state.ts';
import { FILTERS, type Filter } from './incident-search.ts';

export type Shown = 'all' | Filter;

export const FILTER_WORD: Readonly<Record<Filter, string>> = {
  customers: 'What customers read',
  internal: 'What stays inside',
  updates: 'Public updates',
  changes: 'Changes',
  facts: 'Facts',
  alerts: 'Alerts',
};

/** Whether an entry is among what is shown. */
export const isShown = ({ kind, scope }: Entry, shown: Shown): boolean => {
  switch (shown) {
    case 'all':
      return true;
    case 'customers':
      return scope === 'public';
    case 'internal':
      return scope === 'internal';
    case 'updates':
      return kind === 'public';
    case 'changes':
      return kind === 'change';
    case 'facts':
      return kind === 'fact';
    case 'alerts':
      return kind === 'alert';
    default:
      return shown satisfies never;
  }
};

/** The filters that leave some entries out and some in, and the one that is chosen. */
export const filtersFor = (entries: readonly Entry[], chosen: Shown): Filter[] =>
  FILTERS.filter((filter) => {
    const count = entries.filter((entry) => isShown(entry, filter)).length;
    return filter === chosen || (count > 0 && count < entries.length);
  });
