import type { FactTime, Precision } from './fact-time.ts';
import { isLater } from './fact-time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Width of an imprecise time without a stated end, ms. "About 15:20" and "15:20" stay points, because their error is unknown.
const WIDTH: Record<Precision, number> = {
  exact: 0,
  minute: 0,
  approximate: 0,
  hour: HOUR,
  part_of_day: 6 * HOUR,
  day: DAY,
  quarter: 92 * DAY,
  unknown: 0,
};

/** Between which two instants (UTC ms) something happened; equal when the time is a point. */
export interface FactSpan {
  from: number;
  until: number;
}

/** The span a time stands for, or null when its date is not known. */
export const spanOf = (time: FactTime): FactSpan | null => {
  if (time.ms === null) return null;
  return { from: time.ms, until: Math.max(time.ms, time.untilMs ?? time.ms + WIDTH[time.precision]) };
};

// How long a time of this precision can last, ms: a day of 25 hours, a year's longest quarter; "about 15:20" is within the hour.
const LONGEST: Record<Precision, number> = {
  exact: 0,
  minute: MINUTE,
  approximate: HOUR,
  hour: HOUR,
  part_of_day: DAY,
  day: 25 * HOUR,
  quarter: 92 * DAY,
  unknown: 0,
};
/** Whether something that happened at this time can have happened by `now` (UTC ms). Of a span that is under way ("today") the end lies ahead, but not a year. */
export const canHaveHappened = ({ ms, untilMs = ms ?? 0, precision }: FactTime, now: number): boolean =>
  ms === null || (ms <= now && (untilMs <= now || untilMs - ms <= LONGEST[precision]));

/** Three readings of an interval with imprecise ends: the shortest, the stated one, the longest. UTC ms. */
export type StretchReadings = readonly [readonly [number, number], readonly [number, number], readonly [number, number]];

/** From when to when something lasted, read three ways; null when either end has no date. In: `until` null while it goes on, then it ends at `open` (UTC ms). */
export const stretchReadings = (from: FactTime, until: FactTime | null, open: number): StretchReadings | null => {
  const begin = spanOf(from);
  const end = until === null ? { from: open, until: open } : spanOf(until);
  if (begin === null || end === null) return null;
  return [
    [Math.min(begin.until, end.from), end.from],
    [begin.from, until?.ms ?? open],
    [begin.from, end.until],
  ];
};

/** Whether `a` is certainly after `b` despite imprecision; false when either date is unknown. */
export const isSurelyLater = (a: FactTime, b: FactTime): boolean => {
  const [begin, end] = [spanOf(a)?.from, spanOf(b)];
  return begin !== undefined && end !== null && isLater(a, b) && begin >= end.until;
};

/** Whether `a` can have been after `b`, as imprecise as they are; true when either date is not known. */
export const canBeLater = (a: FactTime, b: FactTime): boolean => {
  const [end, begin] = [spanOf(a), spanOf(b)];
  return end === null || begin === null || end.until > begin.from;
};

/**
 * The time as far as it is not before a bound: of an imprecise one that reaches beyond the bound the part after it, as imprecise as before, of an earlier one
 * the bound. The same where either has no date.
 */
export const notBefore = (time: FactTime, bound: FactTime): FactTime => {
  const span = spanOf(time);
  if (span === null || bound.ms === null || span.from >= bound.ms) return time;
  if (span.until <= bound.ms) return bound;
  const narrowed = { ...time, ms: bound.ms, untilMs: span.until };
  // Words name a day or a part of it by the middle of the span, and the rest of it may lie in another one.
  return isNamedAlike(span, { from: bound.ms, until: span.until }, time.precision) ? narrowed : { ...narrowed, precision: 'approximate' };
};
const isNamedAlike = (a: FactSpan, b: FactSpan, precision: Precision): boolean => {
  const width = precision === 'part_of_day' ? 6 * HOUR : precision === 'day' ? DAY : null;
  const nameOf = ({ from, until }: FactSpan) => (width === null ? 0 : Math.floor((from + until) / 2 / width));
  return nameOf(a) === nameOf(b);
};

/** Whether a time is precise to the minute, if perhaps of an unknown day. */
export const isPoint = ({ precision, ms, clock }: FactTime): boolean => precision === 'exact' || precision === 'minute' || (ms === null && clock !== undefined);

/** The instant (UTC ms) after which something due at `time` is late: the end of its span. Null when there is no date. */
export const lateAfter = (time: FactTime | null): number | null => (time === null ? null : (spanOf(time)?.until ?? null));

/** Milliseconds from one time to another by their best readings; clock times of one unknown day count across midnight. Null when unknown. */
export const msBetween = (from: FactTime, until: FactTime): number | null => {
  if (from.ms !== null && until.ms !== null) return until.ms - from.ms;
  if (from.ms !== null || until.ms !== null || from.clock === undefined || until.clock === undefined) return null;
  return ((minuteOfDay(until.clock) - minuteOfDay(from.clock) + 1440) % 1440) * MINUTE;
};

const minuteOfDay = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/**
 * The same items in order of time. Undated ones stay behind the item they were recorded after; the first ones stay before the first dated one.
 * Equal times keep their position.
 */
export const inOrder = <T>(items: readonly T[], timeOf: (item: T) => FactTime): T[] => {
  let last = Number.NEGATIVE_INFINITY;
  const keyed = items.map((item, position) => {
    last = timeOf(item).ms ?? last;
    return { item, key: last, position };
  });
  return keyed.sort((a, b) => (a.key === b.key ? a.position - b.position : a.key < b.key ? -1 : 1)).map(({ item }) => item);
};
