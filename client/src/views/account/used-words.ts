import { date } from '@sitrep/shared/words/format.ts';

const HOUR = 3_600_000;

/** When something was used, no closer than anybody needs to find what is still in use: within the hour, today, or the day. In: UTC ms. */
export const usedWords = (at: number, now: number, zone: string): string => {
  if (now - at < HOUR) return 'within the hour';
  return date(at, zone) === date(now, zone) && now - at < 24 * HOUR ? 'today' : date(at, zone);
};
