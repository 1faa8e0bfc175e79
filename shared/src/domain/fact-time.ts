import * as z from 'zod/mini';
import { fault } from './shape-fault.ts';
import { Line, Millis } from './words.ts';

export const Precision = z.enum(['exact', 'minute', 'approximate', 'hour', 'part_of_day', 'day', 'quarter', 'unknown']);
export type Precision = z.infer<typeof Precision>;

/**
 * When something happened, as precisely as it is known. It may be undated.
 * - `ms`: the best reading in UTC milliseconds; for part of day, day and quarter the start of the span; null when the date is not known.
 * - `untilMs`: the end of the span (exclusive) when the time is imprecise.
 * - `clock`: `HH:MM` in UTC when the time of day is known and the date is not.
 * - `text`, `zone`: the source's exact wording, and the zone it named.
 */
export const FactTime = z
  .strictObject({
    ms: z.nullable(Millis),
    precision: Precision,
    untilMs: z.optional(Millis),
    clock: z.optional(z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, fault('clock_form')))),
    text: z.optional(Line),
    zone: z.optional(Line),
  })
  .check(
    z.refine(({ ms, precision, clock }) => ms !== null || precision === 'unknown' || clock !== undefined, fault('undated')),
    z.refine(({ ms, untilMs }) => untilMs === undefined || (ms !== null && untilMs >= ms), fault('ends_early')),
  );
export type FactTime = z.infer<typeof FactTime>;

/** An instant known exactly. `ms`: UTC milliseconds. */
export const exactly = (ms: number): FactTime => ({ ms, precision: 'exact' });
/** An unknown time. */
export const UNKNOWN_TIME: FactTime = { ms: null, precision: 'unknown' };
/** The time without the source's wording and zone. */
export const wordless = ({ text: _, zone: _z, ...time }: FactTime): FactTime => time;
/** The time as readers know it in words, when they are told it again without; any other one, and one without a date that only its words could tell apart, is the one told. */
export const asWorded = (known: FactTime | null, told: FactTime): FactTime => {
  if (known === null || known.ms === null || known.ms !== told.ms) return told;
  return known.precision === told.precision && known.untilMs === told.untilMs ? known : told;
};
/** Whether `a` is known to be later than `b`; false when either date is not known. */
export const isLater = (a: FactTime, b: FactTime): boolean => a.ms !== null && b.ms !== null && a.ms > b.ms;
