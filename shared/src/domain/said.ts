import * as z from 'zod/mini';
import { FactTime } from './fact-time.ts';
import { readIso } from './iso-time.ts';
import { partsOf } from './parts.ts';
import { isVisible, UNSEEN } from './visible.ts';
import { Id, Line, Share, Text } from './words.ts';

/**
 * What may be said from now on, in a command or a setting. Stricter than what a log may hold (`words.ts`, `fact-time.ts`): what was accepted once
 * stays readable for ever.
 */

// Of what is empty its length speaks.
const visible = z.refine<string>((text) => text === '' || isVisible(text), 'must hold a letter, a digit or a sign that can be seen');
/** One line that people can read: a title, a name. 1 to 300 characters, no controls, line ends or marks that turn the direction of writing around. */
export const SaidLine = Line.check(
  visible,
  z.refine((text) => !UNSEEN.test(text), 'must be one line, without control characters or overrides of the direction'),
);
/** A text in Markdown that people can read, 1 to 20,000 characters. */
export const SaidText = Text.check(
  visible,
  z.refine((text) => text.isWellFormed(), 'must not hold half of a character, a lone surrogate'),
);

// Nothing a status board tells of happened before, and no plan reaches beyond. How far a plan may lie ahead of now, `decide` says.
const FROM = Date.UTC(1970, 0);
const UNTIL = Date.UTC(2200, 0) - 1;
const isPlausible = (ms: number): boolean => ms >= FROM && ms <= UNTIL;
const PLAUSIBLE = 'must lie in the years 1970 to 2199';

const HOW = 'must be a time with its offset, such as 2026-11-28T16:00:00+01:00';
const HOW_MS = `${HOW}, or UTC milliseconds`;
/** When something happened: the parts of a `FactTime`, or an ISO 8601 string with an offset; a date alone is that day, as UTC counts it. */
export const SaidTime: z.ZodMiniType<FactTime, unknown> = z.pipe(
  z.transform((value: unknown, context) => {
    if (typeof value !== 'string') return value;
    const time = readIso(value);
    if (time === null) context.issues.push({ code: 'custom', message: `${HOW}, or a date such as 2026-11-28`, input: value });
    return time ?? z.NEVER;
  }),
  FactTime.check(
    z.refine(({ ms, untilMs }) => (ms === null || isPlausible(ms)) && (untilMs === undefined || isPlausible(untilMs)), PLAUSIBLE),
    z.refine(({ text, zone }) => [text, zone].every((line) => line === undefined || SaidLine.safeParse(line).success), 'text and zone must be readable lines'),
  ),
);

const instant = (dates: boolean) =>
  z.pipe(
    z.transform((value: unknown, context) => {
      if (typeof value !== 'string') return value;
      const time = readIso(value);
      if (time !== null && (dates || time.precision !== 'day')) return time.ms;
      context.issues.push({ code: 'custom', message: dates ? `${HOW_MS}, or a date such as 2026-11-28` : HOW_MS, input: value });
      return z.NEVER;
    }),
    z.int(HOW_MS).check(z.refine(isPlausible, PLAUSIBLE)),
  );
/** An instant, as UTC milliseconds or as an ISO 8601 string with an offset. Out: UTC ms. */
export const SaidInstant: z.ZodMiniType<number, unknown> = instant(false);
/** The same; a date alone is its first instant in UTC. */
export const SaidDay: z.ZodMiniType<number, unknown> = instant(true);

/** A share of something: more than nothing, at most all. */
export const SaidShare = Share.check(z.refine((share) => share > 0, 'must be above 0 and at most 1'));

const once = z.refine<string[]>((ids) => new Set(ids).size === ids.length, 'must name each id once');
/** Ids, each once. */
export const Ids = z.array(Id).check(z.maxLength(500, 'at most 500 ids'), once);

const said = partsOf({ line: SaidLine, text: SaidText, share: SaidShare, time: SaidTime });
/** The parts of facts as they may be said from now on; of an audience that is a share or a count, the figure is given. */
export const Said = {
  ...said,
  Audience: said.Audience.check(
    z.refine(({ kind, share }) => kind !== 'share' || share !== undefined, {
      path: ['share'],
      message: 'must be given where the kind is share: above 0, at most 1',
    }),
    z.refine(({ kind, count }) => kind !== 'count' || count !== undefined, { path: ['count'], message: 'must be given where the kind is count' }),
  ),
};
