/**
 * Instants on a calendar, by zone. Zones are IANA names; an unknown zone counts as UTC. The way back is in `wall-time.ts`, formatting for people in `words/format.ts`.
 */

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

/** A time of day as a fact holds it (`FactTime.clock`), `07:12`. In: UTC ms, zone. */
export const timeOfDay = (ms: number, zone = 'UTC'): string => {
  const { hour, minute } = zoned(ms, zone);
  return `${two(hour)}:${two(minute)}`;
};
const two = (value: number): string => String(value).padStart(2, '0');
