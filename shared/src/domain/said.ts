import * as z from 'zod/mini';
import { FactTime } from './fact-time.ts';
import { readIso } from './iso-time.ts';
import { partsOf } from './parts.ts';
import { fault, type ShapeFault } from './shape-fault.ts';
import { isVisible, UNSEEN } from './visible.ts';
import { Id, Line, Link, Share, Text } from './words.ts';

/**
 * What a new command or setting may contain. Stricter than what a log may hold (`words.ts`, `fact-time.ts`), because what was once accepted must stay
 * readable for ever.
 */

// The check of the length reports an empty text.
const visible = z.refine<string>((text) => text === '' || isVisible(text), fault('unseen'));
const oneLine = z.refine<string>((text) => !UNSEEN.test(text), fault('not_one_line'));
/** One line that people can read: a title, a name. 1 to 300 characters, no controls, line ends or marks that turn the direction of writing around. */
export const SaidLine = Line.check(visible, oneLine);
/** An http or https address that is shown as it is: the same marks are refused in it. */
export const SaidLink = Link.check(oneLine);
/** The same, https alone: of a place that people are led to. */
export const SaidHttpsLink = SaidLink.check(z.refine((link) => link.startsWith('https://'), fault('https_address')));
/** A text in Markdown that people can read, 1 to 20,000 characters. */
export const SaidText = Text.check(
  visible,
  z.refine((text) => text.isWellFormed(), fault('half_character')),
);

// Nothing on a status board happened earlier, and no plan reaches further. `decide` limits how far a plan may lie ahead of now.
const FROM = Date.UTC(1970, 0);
const UNTIL = Date.UTC(2200, 0) - 1;
const isPlausible = (ms: number): boolean => ms >= FROM && ms <= UNTIL;
/** When something happened: the parts of a `FactTime`, or an ISO 8601 string with an offset; a date alone is that day in UTC. */
export const SaidTime: z.ZodMiniType<FactTime, unknown> = z.pipe(
  z.transform((value: unknown, context) => {
    if (typeof value === 'object' && value !== null) return value;
    const time = typeof value === 'string' ? readIso(value) : null;
    if (time === null) context.issues.push({ code: 'custom', message: fault('time_form'), input: value });
    return time ?? z.NEVER;
  }),
  FactTime.check(
    z.refine(({ ms, untilMs }) => (ms === null || isPlausible(ms)) && (untilMs === undefined || isPlausible(untilMs)), fault('implausible_time')),
    z.refine(({ text, zone }) => [text, zone].every((line) => line === undefined || SaidLine.safeParse(line).success), fault('unreadable_source')),
  ),
);

const instant = (dates: boolean, form: ShapeFault) =>
  z.pipe(
    z.transform((value: unknown, context) => {
      if (typeof value !== 'string') return value;
      const time = readIso(value);
      if (time !== null && (dates || time.precision !== 'day')) return time.ms;
      context.issues.push({ code: 'custom', message: form, input: value });
      return z.NEVER;
    }),
    z.int(form).check(z.refine(isPlausible, fault('implausible_time'))),
  );
/** An instant, as UTC milliseconds or as an ISO 8601 string with an offset. Out: UTC ms. */
export const SaidInstant: z.ZodMiniType<number, unknown> = instant(false, fault('instant_form'));
/** The same; a date alone is its first instant in UTC. */
export const SaidDay: z.ZodMiniType<number, unknown> = instant(true, fault('day_form'));

/** A share: above 0, at most 1. */
export const SaidShare = Share.check(z.refine((share) => share > 0, fault('no_share')));

/** A check of a list: it has no repetition. */
export const once = z.refine<string[]>((named) => new Set(named).size === named.length, fault('repeated'));
/** A list in a command: at most 100 items, which bounds the time of everything that reads it. */
export const listOf = <T extends z.ZodMiniType>(item: T): z.ZodMiniArray<T> => z.array(item).check(z.maxLength(100));
/** A list of ids without repetition. */
export const Ids = z.array(Id).check(z.maxLength(500), once);

const said = partsOf({ line: SaidLine, text: SaidText, share: SaidShare, link: SaidLink, time: SaidTime, list: listOf });
/** The parts of facts as they may be said from now on; of an audience that is a share or a count, the figure is given, and a cause is of each class once. */
export const Said = {
  ...said,
  Cause: said.Cause.check(z.refine(({ class: classes }) => new Set(classes).size === classes.length, { path: ['class'], message: fault('repeated') })),
  Audience: said.Audience.check(
    z.refine(({ kind, share }) => kind !== 'share' || share !== undefined, {
      path: ['share'],
      message: fault('share_needed'),
    }),
    z.refine(({ kind, count }) => kind !== 'count' || count !== undefined, { path: ['count'], message: fault('count_needed') }),
  ),
};
