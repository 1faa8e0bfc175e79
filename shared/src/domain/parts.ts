import * as z from 'zod/mini';
import type { FactTime } from './fact-time.ts';
import { CauseClass, Id, LinkKind } from './words.ts';

/** The strings, times and lists that facts are built from: those that logs may contain, or the stricter ones allowed in new commands. */
interface Material {
  readonly line: z.ZodMiniString<string>;
  readonly text: z.ZodMiniString<string>;
  readonly share: z.ZodMiniNumber<number>;
  readonly link: z.ZodMiniString<string>;
  readonly time: z.ZodMiniType<FactTime, unknown>;
  list<T extends z.ZodMiniType>(item: T): z.ZodMiniArray<T>;
}

/** The schema parts shared by events and commands, parameterised by what they are built from. */
export const partsOf = ({ line, text, share, link, time, list }: Material) => {
  /** Who is affected. `share` is 0..1; `estimate` marks a guess; `words` is the predicate in people's words. */
  const Audience = z.strictObject({
    kind: z.enum(['everyone', 'share', 'count', 'region', 'predicate', 'some', 'unknown']),
    share: z.optional(share),
    count: z.optional(z.int().check(z.minimum(0))),
    of: z.optional(line),
    words: z.optional(line),
    estimate: z.optional(z.boolean()),
  });

  const ThirdParty = z.strictObject({ name: line, role: z.nullable(line), statusPage: z.nullable(link), link: z.nullable(link) });
  const Guidance = z.strictObject({ kind: z.enum(['workaround', 'customer_action', 'not_needed']), text });
  /** `status`: how certain the cause is now; `chain`: cause before effect. */
  const Cause = z.strictObject({
    text: z.nullable(text),
    class: list(CauseClass).check(z.minLength(1)),
    status: z.enum(['suspected', 'known', 'undisclosed', 'ruled_out']),
    chain: z.optional(list(line)),
  });
  /** Who or what noticed it, in words, and when. */
  const Detection = z.strictObject({ by: line, at: time });
  const IncidentLink = z.strictObject({ kind: LinkKind, incidentId: Id, commitmentId: z.nullable(Id), words: z.nullable(line), inferred: z.boolean() });
  /** A contradiction or doubt in the source, recorded instead of resolved. `readings`: the possible times. */
  const Flag = z.strictObject({
    code: z.enum([
      'date_conflict',
      'zone_doubtful',
      'year_inferred',
      'undated',
      'list_missing',
      'clock_conflict',
      'no_anchor',
      'end_zone_missing',
      'ambiguous_words',
      'length_only',
      'other',
    ]),
    words: text,
    readings: z.optional(list(z.strictObject({ words: line, at: time }))),
  });
  const PostmortemSection = z.strictObject({ key: Id, heading: line, text });

  /** The source of a statement that is not an incident's impact. */
  const Source = z.strictObject({ kind: z.enum(['check', 'alert', 'vendor', 'person']), name: line, link: z.optional(link) });
  return { Audience, ThirdParty, Guidance, Cause, Detection, IncidentLink, Flag, PostmortemSection, Source };
};
