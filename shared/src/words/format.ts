import { lateAfter, spanOf } from '../domain/fact-span.ts';
import type { FactTime } from '../domain/fact-time.ts';
import { zoned } from '../query/calendar.ts';

/**
 * Times, durations and figures in words. Durations carry units, colons are for times of day only; clocks have 24 hours.
 * No function reads a clock: `now` is an argument.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

/** A figure and its unit, so that a wall can draw them in two sizes. */
export interface DurationPart {
  value: string;
  unit: 'd' | 'h' | 'm' | 's';
}

/** A length of time in at most three parts, `2 d 14 h 07 m` or `10 h 12 m 41 s`. In: milliseconds (negative counts as 0); `seconds` off stops at minutes, under a minute excepted. */
export const durationParts = (ms: number, { seconds = true }: { seconds?: boolean } = {}): DurationPart[] => {
  const total = Number.isFinite(ms) ? Math.max(0, ms) : 0;
  const [d, h, m, s] = [Math.floor(total / DAY), Math.floor(total / HOUR) % 24, Math.floor(total / MINUTE) % 60, Math.floor(total / SECOND) % 60];
  const part = (value: number, unit: DurationPart['unit'], first = false): DurationPart => ({
    value: first ? String(value) : String(value).padStart(2, '0'),
    unit,
  });
  if (d > 0) return [part(d, 'd', true), part(h, 'h'), part(m, 'm')];
  if (h > 0) return [part(h, 'h', true), part(m, 'm'), ...(seconds ? [part(s, 's')] : [])];
  if (m > 0) return [part(m, 'm', true), ...(seconds ? [part(s, 's')] : [])];
  return [part(s, 's', true)];
};

const joinParts = (parts: readonly DurationPart[]): string => parts.map(({ value, unit }) => `${value} ${unit}`).join(' ');

/** A completed duration, to the minute: `9 h 00 m`, `45 m`, `2 d 14 h 07 m`; seconds only under a minute. In: milliseconds. */
export const duration = (ms: number): string => joinParts(durationParts(ms, { seconds: false }));

/** A running duration, to the second: `10 h 12 m 41 s`, `17 m 19 s`; from a day on `2 d 14 h 07 m`. In: milliseconds. */
export const runningDuration = (ms: number): string => joinParts(durationParts(ms));

/** A duration in minutes only, for reports: `694 m`. In: minutes; rounded, but never down to 0. */
export const minutes = (value: number): string => `${grouped(value > 0 && value < 1 ? 1 : Math.round(value))} m`;

/** The distance to a due time: `in 17 m 19 s`, `1 m 41 s late`, `due now`; `seconds` off gives `in 17 m`, `3 m late`, `in 1 d 23 h`, `9 d late`; from two years on `5 years late`. In: UTC ms. */
export const countdown = (dueMs: number, now: number, { seconds = true }: { seconds?: boolean } = {}): string => {
  const away = Math.abs(dueMs - now);
  if (away < SECOND) return 'due now';
  if (away >= 2 * YEAR) return dueMs > now ? `in ${years(away)}` : `${years(away)} late`;
  // Minutes matter only for what is due today; beyond a week hours do not matter either.
  const parts = durationParts(away, { seconds });
  const words = joinParts(seconds || away < DAY ? parts : parts.slice(0, away < 7 * DAY ? 2 : 1));
  return dueMs > now ? `in ${words}` : `${words} late`;
};

const years = (ms: number): string => `${Math.floor(ms / YEAR)} years`;

/** The distance to a due time of any precision: whole days where only the day or quarter was promised (`in 13 d`, `9 d late`, `due today`); null when undated. */
export const dueWords = (due: FactTime | null, now: number, options: { seconds?: boolean } = {}): string | null => {
  const end = lateAfter(due);
  if (due === null || due.ms === null || end === null) return null;
  if (due.precision !== 'day' && due.precision !== 'quarter' && due.precision !== 'part_of_day') return countdown(end, now, options);
  if (now > end) return now - end >= 2 * YEAR ? `${years(now - end)} late` : `${Math.max(1, Math.ceil((now - end) / DAY))} d late`;
  if (now >= due.ms) return due.precision === 'quarter' ? 'due this quarter' : 'due today';
  return `in ${Math.ceil((due.ms - now) / DAY)} d`;
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const LONG_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const two = (value: number): string => String(value).padStart(2, '0');

/** A time of day: `07:12`, with `seconds` `07:12:41`. In: UTC ms, zone. */
export const clock = (ms: number, zone = 'UTC', { seconds = false }: { seconds?: boolean } = {}): string => {
  const { hour, minute, second } = zoned(ms, zone);
  return `${two(hour)}:${two(minute)}${seconds ? `:${two(second)}` : ''}`;
};

/** A day without its year: `Fri 9 Oct`. In: UTC ms, zone. */
export const day = (ms: number, zone = 'UTC'): string => {
  const { weekday, day, month } = zoned(ms, zone);
  return `${WEEKDAYS[weekday]} ${day} ${MONTHS[month - 1]}`;
};

/** A date: `9 Oct 2020`. In: UTC ms, zone. */
export const date = (ms: number, zone = 'UTC'): string => {
  const { day, month, year } = zoned(ms, zone);
  return `${day} ${MONTHS[month - 1]} ${year}`;
};

/** The common name of a zone: `UTC`, `Paris`, `New York`. */
export const zoneName = (zone: string): string => (zone === 'Etc/UTC' ? 'UTC' : (zone.split('/').at(-1) ?? zone).replaceAll('_', ' '));

/** A day with its zone, for bars that stand for a whole day: `Sat 21 Nov (Auckland)`. In: UTC ms, zone. */
export const dayIn = (ms: number, zone: string): string => `${day(ms, zone)} (${zoneName(zone)})`;

/** Options of `factTime`: zone, form of the date, seconds. */
export interface TimeStyle {
  zone?: string;
  /** `full` 9 Oct 2020, `short` Fri 9 Oct, `none` the clock alone where there is one. */
  date?: 'full' | 'short' | 'none';
  seconds?: boolean;
}

/**
 * A time in words, as precise as it is known: `9 Oct 2020, 06:20 UTC`, `9 Mar 2021, about 15:20 UTC`, `morning of 11 May 2016`, `2021 Q1`,
 * `11:08 UTC, date unknown`, `date unknown`.
 */
export const factTime = (time: FactTime, { zone = 'UTC', date: dateStyle = 'full', seconds = false }: TimeStyle = {}): string => {
  const span = spanOf(time);
  if (time.ms === null || span === null) return time.clock === undefined ? 'date unknown' : `${time.clock} UTC, date unknown`;
  // Days and quarters are those of the source's zone. The middle of the span lies in them whatever that zone is.
  const middle = span.from + (span.until - span.from) / 2;
  const dated = (ms: number, in_: string) => (dateStyle === 'short' ? day(ms, in_) : date(ms, in_));
  const at = (words: string) => (dateStyle === 'none' ? words : `${dated(span.from, zone)}, ${words}`);
  const timeOfDay = `${clock(span.from, zone, { seconds: seconds && time.precision === 'exact' })} ${zoneName(zone)}`;
  switch (time.precision) {
    case 'exact':
    case 'minute':
      return at(timeOfDay);
    case 'approximate':
      return at(`about ${timeOfDay}`);
    case 'hour':
      return at(`in the hour from ${timeOfDay}`);
    case 'part_of_day':
      return `${partOfDay(zoned(middle).hour)} of ${dated(middle, 'UTC')}`;
    case 'day': {
      // A span of several days is named by its first and last day, because no single day was stated.
      const several = span.until - span.from > 1.5 * DAY;
      return several ? `${dated(span.from + DAY / 2, 'UTC')} to ${dated(span.until - DAY / 2, 'UTC')}` : dated(middle, 'UTC');
    }
    case 'quarter': {
      const { year, month } = zoned(middle);
      return `${year} Q${Math.ceil(month / 3)}`;
    }
    case 'unknown':
      return 'date unknown';
    default:
      return time.precision satisfies never;
  }
};

const partOfDay = (hour: number): string => (hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening');

/** The source's wording, for a tooltip: `as given: about 4:43 am (PST)`. Null when none was stored. */
export const asGiven = ({ text, zone }: FactTime): string | null => {
  if (text === undefined) return zone === undefined ? null : `as given in ${zone}`;
  return `as given: ${text}${zone === undefined || text.includes(zone) ? '' : ` (${zone})`}`;
};

/** A month and its year, `March 2021`. In: UTC ms, zone. */
export const monthName = (ms: number, zone = 'UTC'): string => {
  const { month, year } = zoned(ms, zone);
  return `${LONG_MONTHS[month - 1]} ${year}`;
};

/** A whole number with thousands separators: `4,200`. */
export const grouped = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');

/** A computed share in per cent: `99.53 %`. In: 0..1. Truncated, not rounded, so that 100.00 % means every minute. */
export const percent = (share: number, digits = 2): string => {
  const scale = 10 ** digits;
  // The tiny addition undoes binary noise such as 0.29 * 100 = 28.999….
  return `${(Math.floor(share * 100 * scale + 1e-6) / scale).toFixed(digits)} %`;
};

/** A stated share, such as a target, with its own digits: `99.99 %`, `99.5 %`, `25 %`, with as many digits as it has. In: 0..1. */
export const exactPercent = (share: number): string => `${exactDigits(share)} %`;

/** Number of decimals of such a share: a computed share beside it needs as many, or it could look lower than it is. */
export const percentDigits = (share: number): number => exactDigits(share).split('.')[1]?.length ?? 0;

// Twelve digits hold everything people type and drop the binary noise of 0.9999 * 100 = 99.99000000000001. Never with an exponent.
const exactDigits = (share: number): string => {
  const value = Number((share * 100).toPrecision(12));
  return value !== 0 && Math.abs(value) < 1e-6 ? value.toFixed(20).replace(/0+$/, '') : String(value);
};
