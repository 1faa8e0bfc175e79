import { Said, SaidLine, SaidShare, SaidText } from '@sitrep/shared/domain/said.ts';
import { CauseClass, CommitmentKind, Id, Level, Link, Mode, Scope } from '@sitrep/shared/domain/words.ts';
import { shapeErrors } from '@sitrep/shared/words/shape.ts';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { SampleTime } from './sample-time.ts';

/**
 * The format of the sample files, one per service: the components, then the incidents.
 * `order` gives the order of `incidents`, because most of them have no date and only their position tells when they happened.
 */
export const SampleAudience = z.union([
  z.enum(['everyone', 'unknown']),
  z.strictObject({ everyone: SaidLine }),
  z.strictObject({ share: SaidShare, of: SaidLine, estimate: z.optional(z.boolean()), words: z.optional(SaidLine) }),
  z.strictObject({ count: z.int(), of: SaidLine }),
  z.strictObject({ some: SaidLine, words: z.optional(SaidLine) }),
  z.strictObject({ who: SaidLine }),
]);
export type SampleAudience = z.infer<typeof SampleAudience>;

export const SampleImpact = z.strictObject({
  id: Id,
  component: Id,
  /** Absent for audiences stated as not affected. */
  level: z.optional(Level),
  not_affected: z.optional(z.boolean()),
  what: z.optional(SaidLine),
  mode: z.optional(Mode),
  audience: z.optional(SampleAudience),
  regions: z.optional(z.array(Id)),
  by_repair: z.optional(z.boolean()),
  from: z.optional(SampleTime),
  until: z.optional(SampleTime),
});
export type SampleImpact = z.infer<typeof SampleImpact>;

const SampleCause = z.strictObject({
  text: z.optional(SaidText),
  class: z.array(CauseClass),
  status: z.enum(['suspected', 'known', 'undisclosed', 'ruled_out']),
  chain: z.optional(z.array(SaidLine)),
});

/** One moment. Within it the order is: reopened, impacts, ends, cause, third parties, guidance, phase or resolved, texts. */
export const SampleMoment = z.strictObject({
  at: z.optional(SampleTime),
  said: z.optional(SampleTime),
  phase: z.optional(z.enum(['investigating', 'identified', 'monitoring'])),
  reopened: z.optional(SampleTime),
  resolved: z.optional(SampleTime),
  title: z.optional(SaidLine),
  /** Who acknowledged the incident. */
  acknowledged: z.optional(SaidLine),
  impacts: z.optional(z.array(SampleImpact)),
  ends: z.optional(z.record(Id, SampleTime)),
  cause: z.optional(SampleCause),
  guidance: z.optional(z.array(z.strictObject({ kind: z.enum(['workaround', 'customer_action', 'not_needed']), text: SaidText }))),
  text: z.optional(SaidText),
  /** A timeline entry written afterwards. */
  fact: z.optional(SaidText),
  /** Internal notes. */
  note: z.optional(SaidText),
});
export type SampleMoment = z.infer<typeof SampleMoment>;

export const SampleCommitment = z.strictObject({
  id: Id,
  kind: CommitmentKind,
  text: SaidLine,
  made: z.optional(SampleTime),
  due: z.optional(SampleTime),
  already_planned: z.optional(z.boolean()),
  scope: z.optional(Scope),
  kept: z.optional(z.strictObject({ at: z.optional(SampleTime), words: z.optional(SaidLine) })),
});
export type SampleCommitment = z.infer<typeof SampleCommitment>;

export const SampleIncident = z.strictObject({
  id: Id,
  title: SaidLine,
  started: SampleTime,
  /** When the source published all this, unless a moment states another time. */
  said: z.optional(SampleTime),
  impacts: z.array(SampleImpact),
  detection: z.optional(z.strictObject({ by: SaidLine, at: SampleTime })),
  third_parties: z.optional(z.array(z.strictObject({ name: SaidLine, role: z.optional(SaidLine), status_page: z.optional(Link) }))),
  links: z.optional(
    z.array(
      z.strictObject({ kind: Said.IncidentLink.shape.kind, incident: Id, commitment: z.optional(Id), words: SaidLine, inferred: z.optional(z.boolean()) }),
    ),
  ),
  flags: z.optional(
    z.array(
      z.strictObject({ code: Said.Flag.shape.code, words: SaidText, readings: z.optional(z.array(z.strictObject({ words: SaidLine, at: SampleTime }))) }),
    ),
  ),
  log: z.array(SampleMoment).check(z.minLength(1)),
  commitments: z.optional(z.array(SampleCommitment)),
  postmortem: z.optional(z.array(z.strictObject({ key: Id, heading: SaidLine, text: SaidText }))),
});
export type SampleIncident = z.infer<typeof SampleIncident>;

export const SampleFile = z.strictObject({
  service: SaidLine,
  order: z.enum(['oldest_first', 'newest_first']),
  group: z.strictObject({ id: Id, name: SaidLine, position: z.int() }),
  regions: z.optional(z.array(z.strictObject({ id: Id, name: SaidLine }))),
  components: z.array(
    z.strictObject({
      id: Id,
      name: SaidLine,
      description: z.optional(SaidLine),
      provider: z.optional(z.strictObject({ name: SaidLine, status_page: z.optional(Link) })),
      target: z.optional(SaidShare),
      regions: z.optional(z.array(Id)),
    }),
  ),
  incidents: z.array(SampleIncident),
});
export type SampleFile = z.infer<typeof SampleFile>;

/** In: a file's name (for the message) and its text. Out: its content. Throws one sentence that names the file and the field. */
export const readSampleFile = (name: string, text: string): SampleFile => {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const checked = SampleFile.safeParse(content);
  if (checked.success) return checked.data;
  const { path, detail } = shapeErrors(checked.error.issues, content)[0] ?? { path: [], detail: 'cannot be read' };
  throw new Error(`${name}: ${place(content, path)}: ${detail}`);
};

/** `incidents[3] (apivideo-04).log[0].text`: a number alone is hard to find in a long file. */
const place = (content: unknown, path: readonly PropertyKey[]): string => {
  let at = content;
  let words = '';
  for (const step of path) {
    at = (at as Record<PropertyKey, unknown> | undefined)?.[step];
    words += typeof step === 'number' ? `[${step}]` : `${words ? '.' : ''}${String(step)}`;
    const id = (at as { id?: unknown } | undefined)?.id;
    if (typeof id === 'string') words += ` (${id})`;
  }
  return words || 'the file';
};
