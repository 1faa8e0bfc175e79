import * as z from 'zod/mini';
import type { FactTime } from './fact-time.ts';
import { CauseClass, Id, Link, LinkKind } from './words.ts';

/** What the parts of facts are made of: the strings and times a log may hold, or those that may be said from now on. */
interface Material {
  readonly line: z.ZodMiniString<string>;
  readonly text: z.ZodMiniString<string>;
  readonly share: z.ZodMiniNumber<number>;
  readonly time: z.ZodMiniType<FactTime, unknown>;
}

/** The parts that events and commands share, over the strings and times they are made of. */
export const partsOf = ({ line, text, share, time }: Material) => {
  /** Who is hurt. `share` is 0..1; `estimate` marks a guess; `words` is the predicate as people say it. */
  const Audience = z.strictObject({
    kind: z.enum(['everyone', 'share', 'count', 'region', 'predicate', 'some', 'unknown']),
    share: z.optional(share),
    count: z.optional(z.int().check(z.minimum(0))),
    of: z.optional(line),
    words: z.optional(line),
    estimate: z.optional(z.boolean()),
  });

  const ThirdParty = z.strictObject({ name: line, role: z.nullable(line), statusPage: z.nullable(Link), link: z.nullable(Link) });
  const Guidance = z.strictObject({ kind: z.enum(['workaround', 'customer_action', 'not_needed']), text });
  /** `status`: what is known of the cause at this moment; `chain`: cause before effect. */
  const Cause = z.strictObject({
    text: z.nullable(text),
    class: z.array(CauseClass).check(z.minLength(1)),
    status: z.enum(['suspected', 'known', 'undisclosed', 'ruled_out']),
    chain: z.optional(z.array(line)),
  });
  /** By whom or what it was noticed, in words, and when. */
  const Detection = z.strictObject({ by: line, at: time });
  const IncidentLink = z.strictObject({ kind: LinkKind, incidentId: Id, commitmentId: z.nullable(Id), words: z.nullable(line), inferred: z.boolean() });
  /** A contradiction or doubt in the source, kept instead of repaired. `readings`: the possible times. */
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
    readings: z.optional(z.array(z.strictObject({ words: line, at: time }))),
  });
  const PostmortemSection = z.strictObject({ key: Id, heading: line, text });

  /** Where a statement that is not an incident's impact comes from. */
  const Source = z.strictObject({ kind: z.enum(['check', 'alert', 'vendor', 'person']), name: line, link: z.optional(Link) });
  return { Audience, ThirdParty, Guidance, Cause, Detection, IncidentLink, Flag, PostmortemSection, Source };
};
