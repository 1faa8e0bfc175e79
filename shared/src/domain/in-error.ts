import type { Entry } from './state.ts';

/** So long after it was published it can be said that something was never true, ms. Later it is part of what people were told, and is corrected instead. */
export const IN_ERROR_WITHIN_MS = 30 * 60_000;

/** Since when customers have read a public entry, UTC ms. */
export const shownSince = ({ publishedAt, recordedAt }: Pick<Entry, 'publishedAt' | 'recordedAt'>): number => publishedAt ?? recordedAt;
