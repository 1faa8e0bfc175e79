import { type Zoned, zoned } from './calendar.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** UTC ms at which a calendar day begins in a zone; `day` may exceed the month's length. Where midnight is skipped, the first instant of that day. */
export const midnightOf = (year: number, month: number, dayOfMonth: number, zone = 'UTC'): number =>
  firstAt({ year, month, day: dayOfMonth, hour: 0, minute: 0 }, zone);

/** UTC ms at which a zone's calendar and clock first show this minute; null where they never do: no such day or time, or clocks skip it. */
export const instantOf = (shown: WallTime, zone = 'UTC'): number | null => instantsOf(shown, zone)[0] ?? null;

/** Every UTC ms at which a zone's calendar and clock come to show this minute, the earliest first: two where clocks go back over it, none where they never show it. */
export const instantsOf = (shown: WallTime, zone = 'UTC'): readonly number[] =>
  candidatesFor(shown, zone)
    .at.filter((ms, index, all) => ms !== all[index - 1])
    .filter((ms) => {
      const { year, month, day, hour, minute } = zoned(ms, zone);
      return year === shown.year && month === shown.month && day === shown.day && hour === shown.hour && minute === shown.minute;
    });

/** A minute as a calendar and a clock show it. `month` 1..12. */
type WallTime = Pick<Zoned, 'year' | 'month' | 'day' | 'hour' | 'minute'>;

/** The first instant at which a zone's clock shows this or, where it skips this, something later. */
const firstAt = (shown: WallTime, zone: string): number => {
  const { at, target, offset } = candidatesFor(shown, zone);
  return at.find((ms) => ms + offset(ms) >= target) ?? target;
};

/** Instants at which a zone's clock may show this, by the offsets before and after a clock change, the earliest first. `target`: the same read as UTC; `offset`: of the zone, at an instant, ms. */
const candidatesFor = ({ year, month, day, hour, minute }: WallTime, zone: string) => {
  const wall = new Date(0);
  wall.setUTCFullYear(year, month - 1, day);
  const target = wall.getTime() + hour * HOUR + minute * MINUTE;
  const offset = (at: number): number => {
    const z = zoned(at, zone);
    const shown = new Date(0);
    shown.setUTCFullYear(z.year, z.month - 1, z.day);
    return shown.getTime() + z.hour * HOUR + z.minute * MINUTE + z.second * SECOND - at;
  };
  const at = [target - offset(target - DAY), target - offset(target), target - offset(target + DAY)].sort((a, b) => a - b);
  return { at, target, offset };
};
