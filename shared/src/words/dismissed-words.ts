import type { Incident } from '../domain/state.ts';

/** English. What responders read on a dismissed incident. */
export const NOT_AN_INCIDENT = 'Not an incident';
/** What customers who had seen it read. */
export const PUBLISHED_IN_ERROR = 'Published in error';

/** The label of a dismissed incident in the scope it is read in; null for one that was not dismissed. */
export const dismissedWords = ({ dismissed }: Pick<Incident, 'dismissed'>): string | null =>
  dismissed === null ? null : dismissed.forCustomers ? PUBLISHED_IN_ERROR : NOT_AN_INCIDENT;
