import { zoned } from '@sitrep/shared/query/calendar.ts';
import { midnightOf } from '@sitrep/shared/query/wall-time.ts';

/** The day of an instant, as the address writes it. In: UTC ms, the leading zone. */
export const dayText = (ms: number, zone: string): string => {
  const { year, month, day } = zoned(ms, zone);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};
/** The reverse: UTC ms at which a day of the address begins in the leading zone. */
export const dayMs = (text: string, zone: string): number => {
  const [year = 1970, month = 1, day = 1] = text.split('-').map(Number);
  return midnightOf(year, month, day, zone);
};
