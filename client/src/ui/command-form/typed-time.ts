import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { readIso } from '@sitrep/shared/domain/iso-time.ts';
import { zoned } from '@sitrep/shared/query/calendar.ts';
import { instantOf, instantsOf } from '@sitrep/shared/query/wall-time.ts';
import { zoneName } from '@sitrep/shared/words/format.ts';

/** `now`: the moment at which it will be sent. `wrong`: one or two sentences for its author. */
export type TypedTime =
  | { readonly kind: 'now' }
  | { readonly kind: 'time'; readonly time: FactTime & { ms: number } }
  | { readonly kind: 'wrong'; readonly words: string };

export interface TypedTimeRules {
  /** The zone in which it is meant, an IANA name. */
  readonly zone: string;
  /** UTC ms. */
  readonly now: number;
  /** Which times make sense. */
  readonly must: 'have_passed' | 'be_ahead';
}

const TYPED = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})[ T]+)?(\d{1,2})[:.](\d{2})$/;
const DAY = 86_400_000;

/** How far a time of day may reach into the day before or after, ms: `23:50` typed at ten past midnight is yesterday's. */
const NEAR_MS = 12 * 3_600_000;

/**
 * Reads a time as people type it: `08:20`, `2026-11-30 08:20`, an ISO 8601 time with its offset, or `now`. A time of day is today's or, where that lies on the
 * other side of now, that of the day before or after, if it is within twelve hours. Where a clock shows it twice on that day, as it goes back, one that lies on the
 * right side of now is meant: of today's the nearest one, of a dated one the first. Out: the time to the minute; `wrong` for anything else, for a time that does
 * not exist in the zone, and for one that lies on the other side of now.
 */
export const readTypedTime = (typed: string, { zone, now, must }: TypedTimeRules): TypedTime => {
  const text = typed.trim();
  if (text.toLowerCase() === 'now' && must === 'have_passed') return { kind: 'now' };
  const iso = readIso(text);
  if (iso !== null && iso.ms !== null && iso.precision !== 'day') return check([iso.ms], { ...iso, ms: iso.ms }, null, { zone, now, must });
  const parts = TYPED.exec(text);
  const example = typedTime(now, zone);
  if (parts === null) return wrong(`Type a time such as ${example.slice(11)}, or with its day as ${example}${must === 'have_passed' ? ', or “now”' : ''}.`);
  const [hour, minute] = [Number(parts[4]), Number(parts[5])];
  const clock = `${two(hour)}:${two(minute)}`;
  if (hour > 23 || minute > 59) return wrong(`No clock shows ${clock}. Type a time from 00:00 to 23:59.`);
  const today = zoned(now, zone);
  const isDated = parts[1] !== undefined;
  const day = isDated ? { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) } : today;
  const instants = instantsOf({ year: day.year, month: day.month, day: day.day, hour, minute }, zone);
  const [ms] = instants;
  if (ms === undefined) {
    const isDay = instantOf({ ...day, hour: 12, minute: 0 }) !== null;
    return wrong(
      isDay ? `Clocks in ${zoneName(zone)} skip ${clock} on that day. Type another time.` : `There is no day ${parts[0].slice(0, 10)}. Type another one.`,
    );
  }
  return check(instants, { ms, precision: 'minute' }, isDated ? null : clock, { zone, now, must });
};

/** A time as somebody typed it. It means the same whenever and wherever the form is opened again. */
export interface KeptTime {
  readonly text: string;
  /** The zone that stood beside the field. */
  readonly zone: string;
  /** When it was typed, UTC ms: `23:50` is the day of then. */
  readonly at: number;
}

/** Reads a kept time at `now`, UTC ms. What could be read when it was typed stays that; what was still to come by then may have passed since. */
export const readKept = ({ text, zone, at }: KeptTime, now: number, must: TypedTimeRules['must']): TypedTime => {
  const then = readTypedTime(text, { zone, now: at, must });
  return then.kind === 'wrong' ? readTypedTime(text, { zone, now, must }) : then;
};

/** `instants`: when the clock shows it, at least once, the earliest first; `clock`: the time of day as it was typed, null when its day was typed too. */
const check = (instants: readonly number[], time: FactTime & { ms: number }, clock: string | null, { zone, now, must }: TypedTimeRules): TypedTime => {
  const back = must === 'have_passed';
  const fitting = instants.filter((ms) => (back ? ms <= now : ms > now));
  const meant = back && clock !== null ? fitting.at(-1) : fitting[0];
  if (meant !== undefined) return { kind: 'time', time: { ...time, ms: meant } };
  if (clock === null) return wrong(back ? 'This is still to come. Type a time that has passed.' : 'This has passed. Type a time that is still to come.');
  const there = besideToday(now, zone, back ? -1 : 1);
  const { hour, minute } = zoned(time.ms, zone);
  const others = instantsOf({ ...there, hour, minute }, zone);
  const other = back ? others.at(-1) : others[0];
  if (other !== undefined && Math.abs(other - now) <= NEAR_MS) return { kind: 'time', time: { ...time, ms: other } };
  const typed = `${String(there.year).padStart(4, '0')}-${two(there.month)}-${two(there.day)} ${clock}`;
  return wrong(back ? `${clock} is still to come today. For yesterday type ${typed}.` : `${clock} has passed today. For tomorrow type ${typed}.`);
};

/** The day before or after today. From noon, which no change of the clocks carries into another day. */
const besideToday = (now: number, zone: string, by: -1 | 1) => zoned((instantOf({ ...zoned(now, zone), hour: 12, minute: 0 }, zone) ?? now) + by * DAY, zone);

/** Which day beside today an instant is on; null for today and any other day. In: UTC ms, zone. */
export const besideTodayWord = (ms: number, now: number, zone: string): 'Yesterday' | 'Tomorrow' | null => {
  const day = dayOf(ms, zone);
  const isOn = (by: -1 | 1) => day === dayOf(instantOf({ ...besideToday(now, zone, by), hour: 12, minute: 0 }, zone) ?? now, zone);
  return isOn(-1) ? 'Yesterday' : isOn(1) ? 'Tomorrow' : null;
};

/** A time as it can be typed again, `2026-11-30 08:20`. In: UTC ms, zone. */
export const typedTime = (ms: number, zone: string): string => {
  const { hour, minute } = zoned(ms, zone);
  return `${dayOf(ms, zone)} ${two(hour)}:${two(minute)}`;
};
const dayOf = (ms: number, zone: string): string => {
  const { year, month, day } = zoned(ms, zone);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
};

const wrong = (words: string): TypedTime => ({ kind: 'wrong', words });
const two = (value: number): string => String(value).padStart(2, '0');
