import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { zoned } from '@sitrep/shared/query/calendar.ts';
import { clock, date, day, factTime, zoneName } from '@sitrep/shared/words/format.ts';

const known = (time: FactTime): time is FactTime & { ms: number } => time.ms !== null && (time.precision === 'exact' || time.precision === 'minute');

/** A moment in the shortest unambiguous form: `07:00` today, `Thu 21:00` this week, `Thu 8 Oct`, `8 Oct 2020`. Imprecise ones keep their words. In: now as UTC ms. */
export const shortMoment = (time: FactTime, now: number, zone: string): string => {
  if (!known(time)) return factTime(time, { zone, date: 'full' });
  const then = zoned(time.ms, zone);
  const today = zoned(now, zone);
  const apart = Math.abs(now - time.ms);
  if (apart < 86_400_000 && then.day === today.day) return clock(time.ms, zone);
  if (apart < 6 * 86_400_000) return `${day(time.ms, zone).slice(0, 3)} ${clock(time.ms, zone)}`;
  return then.year === today.year ? day(time.ms, zone) : date(time.ms, zone);
};

/** A past clock time: `07:09`, with `seconds` `07:09:29`, and with its day once that is not today's: `Thu 8 Oct 07:09`. In: UTC ms. */
export const pastClock = (ms: number, now: number, zone: string, { seconds = false }: { seconds?: boolean } = {}): string => {
  const [then, today] = [zoned(ms, zone), zoned(now, zone)];
  if (Math.abs(now - ms) < 86_400_000 && then.day === today.day) return clock(ms, zone, { seconds });
  return `${then.year === today.year ? day(ms, zone) : date(ms, zone)} ${clock(ms, zone)}`;
};

/** The full moment in the leading zone, with the other zone in brackets: `Thu 8 Oct 21:00 UTC (23:00 Paris)`. The year is added when it is not the current one. */
export const longMoment = (time: FactTime, now: number, leading: string, other: string): string => {
  if (!known(time)) return factTime(time, { zone: leading });
  const sameYear = zoned(time.ms, leading).year === zoned(now, leading).year;
  const words = `${sameYear ? day(time.ms, leading) : date(time.ms, leading)} ${clock(time.ms, leading)} ${zoneName(leading)}`;
  if (other === leading || clock(time.ms, other) === clock(time.ms, leading)) return words;
  const otherDay = zoned(time.ms, other).day === zoned(time.ms, leading).day ? '' : `${day(time.ms, other)} `;
  return `${words} (${otherDay}${clock(time.ms, other)} ${zoneName(other)})`;
};
