import { type FactTime, Precision, UNKNOWN_TIME } from '@sitrep/shared/domain/fact-time.ts';
import * as z from 'zod/mini';

/**
 * How people write a time in a sample file. Every clock is UTC already; `given` and `zone` keep what the source wrote.
 *
 *     2020-10-08T21:00Z   a minute            2017-04-11   a day             unknown   nobody says
 *     11:08Z              a clock, no date    2021-Q1      a quarter
 *     { utc: 13:30Z, given: "15:30", zone: GMT+2, precision: approximate, until: 2017-07-20T14:00Z }
 */
const written = z
  .string()
  .check(
    z.regex(
      /^(unknown|\d{4}-\d\d-\d\d(T\d\d:\d\dZ)?|\d{4}-Q[1-4]|([01]\d|2[0-3]):[0-5]\dZ)$/,
      'must be like 2020-10-08T21:00Z, 2017-04-11, 2021-Q1, 11:08Z (date unknown) or unknown',
    ),
  );
export const SampleTime = z.union([
  written,
  z.strictObject({ utc: written, given: z.optional(z.string()), zone: z.optional(z.string()), precision: z.optional(Precision), until: z.optional(written) }),
]);
export type SampleTime = z.infer<typeof SampleTime>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Throws when the day or month does not exist. Out: UTC ms. */
const instant = (text: string): number => {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new RangeError(`${text} is no date`);
  return ms;
};

const read = (text: string): FactTime => {
  if (text === 'unknown') return UNKNOWN_TIME;
  if (text.length === 6) return { ms: null, precision: 'minute', clock: text.slice(0, 5) };
  if (text.includes('Q')) {
    const [year, quarter] = text.split('-Q').map(Number) as [number, number];
    return { ms: Date.UTC(year, (quarter - 1) * 3), precision: 'quarter', untilMs: Date.UTC(year, quarter * 3) };
  }
  const ms = instant(text);
  return text.includes('T') ? { ms, precision: 'minute' } : { ms, precision: 'day', untilMs: ms + DAY };
};

const SPAN: Partial<Record<Precision, number>> = { hour: HOUR, part_of_day: DAY, day: DAY };

/** In: a time as written in a sample file. Out: the fact it stands for. Throws a RangeError for a date that does not exist. */
export const factTime = (time: SampleTime): FactTime => {
  if (typeof time === 'string') return read(time);
  const base = read(time.utc);
  const precision = time.precision ?? base.precision;
  const span = SPAN[precision];
  const untilMs = time.until !== undefined ? instant(time.until) : base.ms !== null && span !== undefined ? base.ms + span : base.untilMs;
  return {
    ...base,
    precision,
    ...(untilMs === undefined ? {} : { untilMs }),
    ...(time.given === undefined ? {} : { text: time.given }),
    ...(time.zone === undefined ? {} : { zone: time.zone }),
  };
};
