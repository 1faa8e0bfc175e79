/**
 * Instants on a calendar: days and midnights by zone. Zones are IANA names; an unknown zone counts as UTC. Formatting for people is in
 * `words/format.ts`.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
// The last instant a calendar can show; beyond it, and for NaN, functions fall back to 1970 instead of throwing.
const LAST_MS = 8.64e15;

/** Parts of an instant in a zone. `month` 1..12, `weekday` 0 = Sunday. */
export interface Zoned {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
  second: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatter = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = makeFormatter(zone);
  formatters.set(zone, made);
  return made;
};
const makeFormatter = (zone: string): Intl.DateTimeFormat => {
  const fields = {
    calendar: 'gregory',
    numberingSystem: 'latn',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...fields, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...fields, timeZone: 'UTC' });
  }
};

/** An instant as a calendar and a clock show it. In: UTC ms, zone. */
export const zoned = (time: number, zone = 'UTC'): Zoned => {
  const ms = Math.abs(time) <= LAST_MS ? time : 0;
  // Most times are in UTC, which needs no time zone data: fifty times faster than Intl.
  if (zone === 'UTC') return inUtc(new Date(ms));
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of formatter(zone).formatToParts(ms)) parts[type] = value;
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts[type] ?? 0);
  const year = parts.era === 'BC' || parts.era === 'B' ? 1 - number('year') : number('year');
  const [month, day] = [number('month'), number('day')];
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  return { year, month, day, weekday: midnight.getUTCDay(), hour: number('hour'), minute: number('minute'), second: number('second') };
};

const inUtc = (at: Date): Zoned => ({
  year: at.getUTCFullYear(),
  month: at.getUTCMonth() + 1,
  day: at.getUTCDate(),
  weekday: at.getUTCDay(),
  hour: at.getUTCHours(),
  minute: at.getUTCMinutes(),
  second: at.getUTCSeconds(),
});

/** The value of `<time datetime>`: ISO 8601 in UTC. Null when undated or outside the range of a date. */
export const isoTime = (ms: number | null): string | null => (ms === null || !(Math.abs(ms) <= LAST_MS) ? null : new Date(ms).toISOString());

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

/** A time of day as a fact holds it (`FactTime.clock`), `07:12`. In: UTC ms, zone. */
export const timeOfDay = (ms: number, zone = 'UTC'): string => {
  const { hour, minute } = zoned(ms, zone);
  return `${two(hour)}:${two(minute)}`;
};
const two = (value: number): string => String(value).padStart(2, '0');
