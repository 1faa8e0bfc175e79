import type { Incident } from '../domain/state.ts';

/** English. What a dismissed incident is called. */
export const NOT_AN_INCIDENT = 'Not an incident';
/** The same for customers, who had seen it. */
export const PUBLISHED_IN_ERROR = 'Published in error';

/** What a dismissed incident is called where it is read; null for one that was not dismissed. */
export const dismissedWords = ({ dismissed }: Pick<Incident, 'dismissed'>): string | null =>
  dismissed === null ? null : dismissed.forCustomers ? PUBLISHED_IN_ERROR : NOT_AN_INCIDENT;
