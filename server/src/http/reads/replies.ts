import {
  Actor,
  Audience,
  Cause,
  Detection,
  Envelope,
  EVENT_DATA,
  Flag,
  Guidance,
  Impact,
  IncidentLink,
  PostmortemSection,
  Resource,
  ThirdParty,
} from '@sitrep/shared/domain/event.ts';
import { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import type * as state from '@sitrep/shared/domain/state.ts';
import { CauseClass, CommitmentKind, IncidentRole, Level, MaintenancePhase, Phase, Scope } from '@sitrep/shared/domain/words.ts';
import { Snapshot } from '@sitrep/shared/protocol/wire.ts';
import * as z from 'zod/mini';

/** The allow-list of fields in answers to reads. A field that is not here fails the tests, so it cannot leak. */

const where = { epoch: z.string(), pos: z.int() };
const text = z.string();
const id = z.string();
const maybe = <T extends z.core.SomeType>(schema: T) => z.nullable(schema);
const PhaseOrReopened = z.enum([...Phase.options, 'reopened']);

const Corrected = z.strictObject({ from: FactTime, to: FactTime });
const EntryChange = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('phase'), to: PhaseOrReopened }),
  z.strictObject({ what: z.literal('level'), componentId: id, from: Level, to: Level, notAffected: z.boolean() }),
  z.strictObject({ what: z.literal('title'), from: text, to: text }),
  z.strictObject({ what: z.literal('times'), occurrence: z.int(), began: maybe(Corrected), ended: maybe(Corrected), reason: maybe(text) }),
  z.strictObject({ what: z.literal('published') }),
  z.strictObject({ what: z.literal('commander'), to: maybe(text), person: z.optional(id) }),
  z.strictObject({ what: z.literal('acknowledged'), by: text, person: z.optional(id) }),
  z.strictObject({ what: z.literal('lapsed'), by: text, person: z.optional(id) }),
  z.strictObject({ what: z.literal('sighting'), componentId: id, words: text, ticket: maybe(text) }),
  z.strictObject({ what: z.literal('dismissed'), reason: maybe(text), forCustomers: z.boolean() }),
]);
const Entry = z.strictObject({
  id,
  kind: z.enum(['public', 'internal', 'fact', 'change', 'alert', 'unsupported']),
  scope: Scope,
  at: FactTime,
  saidAt: maybe(FactTime),
  recordedAt: z.int(),
  actor: maybe(Actor),
  text: maybe(text),
  phase: PhaseOrReopened,
  change: maybe(EntryChange),
  earlier: z.array(z.strictObject({ text, until: z.int(), reason: maybe(text), by: maybe(Actor) })),
  publishedAt: maybe(z.int()),
  /** Of a change: the update of the same post. */
  saidWith: z.optional(id),
  /** Its words were withdrawn. In the public scope it has no text any more. */
  retracted: z.optional(
    z.strictObject({
      at: z.int(),
      reason: maybe(text),
      by: maybe(Actor),
      /** It was never true: since when customers had read it, and the levels that were shown with it. */
      inError: z.optional(z.strictObject({ from: z.int(), levels: z.array(z.strictObject({ componentId: id, level: Level })) })),
    }),
  ),
});

const Occurrence = z.strictObject({ from: FactTime, until: maybe(FactTime), acknowledged: z.optional(FactTime) });
const listed = {
  id,
  title: text,
  phase: Phase,
  published: z.boolean(),
  drill: maybe(id),
  /** It turned out to be no incident; customers read that it was published in error. */
  dismissed: maybe(z.strictObject({ at: FactTime, reason: maybe(text), forCustomers: z.boolean() })),
  startedAt: FactTime,
  endedAt: maybe(FactTime),
  openedAt: z.int(),
  changedAt: z.int(),
  occurrences: z.array(Occurrence),
  impacts: z.array(Impact),
  links: z.array(IncidentLink),
  flags: z.array(Flag),
  thirdParties: z.array(ThirdParty),
  entryCount: z.int(),
};
const IncidentSummary = z.strictObject({ ...listed, peak: Level, cause: maybe(Cause) });
const Telling = z.strictObject({
  eventId: text,
  scope: Scope,
  actor: maybe(Actor),
  saidAt: maybe(FactTime),
  recordedAt: z.int(),
  publishedAt: maybe(z.int()),
  saidWith: z.optional(id),
});
const Incident = z.strictObject({
  ...listed,
  /** Of each impact: which event last stated when it began and when it ended; null where nobody did. */
  boundsTold: z.array(z.strictObject({ impactId: id, from: maybe(Telling), until: maybe(Telling) })),
  /** `person`: their id, where they have an account; `by`: what they were called then. Of roles likewise. */
  acknowledged: maybe(z.strictObject({ by: text, person: z.optional(id), at: FactTime })),
  /** Since when nobody has it any more; absent where no acknowledgement lapsed. */
  lapsedAt: z.optional(z.int()),
  /** The update with which it was opened. */
  openedWith: z.optional(id),
  /** As stated by people; `occurrences` holds the derived interval, impacts included. */
  stated: z.array(Occurrence),
  phases: z.array(z.strictObject({ phase: PhaseOrReopened, at: FactTime })),
  guidance: z.array(Guidance),
  causes: z.array(Cause),
  roles: z.partialRecord(IncidentRole, text),
  rolePeople: z.partialRecord(IncidentRole, id),
  resources: z.array(Resource),
  detection: maybe(Detection),
  postmortem: z.array(PostmortemSection),
  entries: z.array(Entry),
});
const Commitment = z.strictObject({
  id,
  kind: CommitmentKind,
  text,
  due: maybe(FactTime),
  incidentId: maybe(id),
  owner: maybe(text),
  alreadyPlanned: z.boolean(),
  /** The update in which it was made. */
  saidWith: z.optional(id),
  drill: maybe(id),
  scope: Scope,
  madeAt: FactTime,
  by: maybe(Actor),
  outcome: z.enum(['open', 'kept', 'dropped', 'failed']),
  overdue: z.boolean(),
  settledAt: maybe(FactTime),
  words: maybe(text),
});
const Maintenance = z.strictObject({
  id,
  title: text,
  text: maybe(text),
  componentIds: z.array(id),
  from: FactTime,
  until: FactTime,
  phase: MaintenancePhase,
  startedAt: maybe(FactTime),
  endedAt: maybe(FactTime),
  drill: maybe(id),
  scope: Scope,
  completesItself: z.boolean(),
  overran: z.boolean(),
  excusableFrom: z.int(),
  excused: z.array(z.strictObject({ from: z.int(), until: z.int() })),
  excusedSince: maybe(z.int()),
});

/** The fields of the state that an answer leaves out: for the compiler, which names those that were forgotten here. */
type LeftOut<State, Answer> = Exclude<keyof State, keyof Answer>;
null as unknown as LeftOut<state.Entry, z.infer<typeof Entry>> satisfies never;
null as unknown as Exclude<state.EntryChange['what'], z.infer<typeof EntryChange>['what']> satisfies never;
null as unknown as LeftOut<state.Incident, z.infer<typeof Incident>> satisfies never;
null as unknown as LeftOut<state.Commitment, z.infer<typeof Commitment>> satisfies never;
null as unknown as LeftOut<state.Maintenance, z.infer<typeof Maintenance>> satisfies never;

const Muting = z.strictObject({
  by: maybe(text),
  until: maybe(z.int()),
  reason: text,
  muteId: z.optional(id),
  maintenanceId: z.optional(id),
});
const StandingStatement = z.strictObject({
  id,
  level: Level,
  source: z.strictObject({
    kind: z.enum(['incident', 'check', 'alert', 'vendor', 'person', 'maintenance', 'silence']),
    name: text,
    link: z.optional(text),
    incidentId: z.optional(id),
    maintenanceId: z.optional(id),
  }),
  words: maybe(text),
  regions: z.array(id),
  audience: maybe(Audience),
  since: FactTime,
  notAffected: z.boolean(),
  expired: z.boolean(),
  muted: maybe(Muting),
  visible: z.boolean(),
});
const evidence = z.enum(['reported', 'measured']);
const Status = z.strictObject({
  level: Level,
  evidence,
  measured: z.boolean(),
  fresh: z.boolean(),
  statements: z.array(StandingStatement),
  deciding: maybe(id),
  simulated: maybe(Level),
  simulatedBy: z.array(StandingStatement),
});
const share = maybe(z.number());
const Figure = z.strictObject({ minutes: z.number(), min: z.number(), max: z.number(), share, shareMin: share, shareMax: share });
const Uptime = z.strictObject({
  full: Figure,
  weighted: Figure,
  windowMinutes: z.number(),
  countedMinutes: z.number(),
  maintenanceMinutes: z.number(),
  unknownMinutes: z.number(),
  noShare: maybe(z.enum(['nothing_counts', 'under_a_day'])),
  basis: evidence,
  undated: z.array(z.strictObject({ incidentId: id, minutes: share, weightedMin: share, weightedMax: share })),
  incomplete: z.boolean(),
});
const Day = z.strictObject({ from: z.int(), until: z.int(), worst: maybe(Level), downMinutes: z.number() });
const { componentId: _, ...defined } = EVENT_DATA['component-defined'].shape;
const Trouble = z.strictObject({ level: Level, regions: z.array(text), at: FactTime });
const Component = z.strictObject({
  id,
  ...defined,
  published: z.boolean(),
  definedAt: z.int(),
  lastTrouble: maybe(Trouble),
  status: Status,
  uptime: Uptime,
  skyline: z.array(Day),
});
const { statements: _s, simulatedBy: _b, ...counted } = Status.shape;
const ComponentRow = z.strictObject({
  ...Component.shape,
  status: z.strictObject(counted),
  /** Per day: the index of its worst level in `levels`, null before the component began; and outage minutes. */
  days: z.strictObject({ worst: z.array(maybe(z.int())), downMinutes: z.array(z.number()) }),
  /** Always empty: the previous version had the days here. */
  skyline: z.tuple([]),
});
const { templateId: _t, ...template } = EVENT_DATA['template-written'].shape;
const RecordedEvent = z.strictObject({ ...Envelope.shape, type: text, data: z.unknown(), unsupported: z.optional(z.literal(true)) });

export const BoardReply = Snapshot;
export const VerdictReply = z.strictObject({
  level: Level,
  sentence: text,
  detail: text,
  generated: text,
  /** Identifies the state of the board. POST /verdict takes it, so that an own sentence ends with that state. Opaque: only compare it. */
  key: text,
  overridden: z.boolean(),
  overriddenBy: maybe(text),
  subject: maybe(id),
  since: maybe(FactTime),
  ...where,
});
/** Retired components mentioned in an answer, with their last names. */
const retired = z.array(z.strictObject({ id, name: text, groupId: maybe(id) }));
/** Of a list that comes in pages: the number of matches, and the `cursor` of the next page. */
const page = { total: z.int(), next: maybe(text) };
export const IncidentList = z.strictObject({ incidents: z.array(IncidentSummary), retired, ...page, ...where });
const { kind, words, inferred } = IncidentLink.shape;
/** Later incidents of the same scope that link to this one. */
const BackLink = z.strictObject({ incidentId: id, kind, words, inferred });
export const IncidentReply = z.strictObject({
  incident: Incident,
  /** In the internal scope: the incident as customers see it, without what is written in it; null when they do not see it. */
  customers: maybe(Incident),
  commitments: z.array(Commitment),
  linkedFrom: z.array(BackLink),
  retired,
  ...where,
});
/** Incidents that may be the same, the likest first, each with what both have in common. */
export const SimilarList = z.strictObject({
  similar: z.array(
    z.strictObject({
      id,
      title: text,
      phase: Phase,
      startedAt: FactTime,
      peak: Level,
      published: z.boolean(),
      components: z.array(id),
      causes: z.array(CauseClass),
      words: z.array(text),
    }),
  ),
  ...where,
});
export const EventList = z.strictObject({ events: z.array(z.strictObject({ pos: z.int(), event: RecordedEvent })), next: maybe(z.int()), ...where });
export const ComponentList = z.strictObject({
  components: z.array(ComponentRow),
  levels: z.array(Level),
  /** UTC ms of the midnights of `zone` that divide the days, and of the one after today. */
  dayStarts: z.array(z.int()),
  zone: text,
  ...where,
});
export const ComponentReply = z.strictObject({ component: z.strictObject({ ...Component.shape, retiredAt: maybe(z.int()) }), zone: text, ...where });
export const CommitmentList = z.strictObject({ commitments: z.array(Commitment), ...page, ...where });
export const MaintenanceList = z.strictObject({ maintenances: z.array(Maintenance), retired, ...page, ...where });
export const TemplateList = z.strictObject({ templates: z.array(z.strictObject({ id, ...template })), ...where });
export const YearList = z.strictObject({ years: z.array(z.strictObject({ year: z.int(), incidents: z.int() })), undated: z.int(), ...where });

const minutes = z.number();
export const MinutesReply = z.strictObject({
  unit: z.enum(['day', 'month', 'year']),
  buckets: z.array(
    z.strictObject({ from: z.int(), until: z.int(), cut: z.boolean(), partial: minutes, major: minutes, min: minutes, max: minutes, vague: z.boolean() }),
  ),
  partial: minutes,
  major: minutes,
  min: minutes,
  max: minutes,
  unplaced: z.array(z.strictObject({ incidentId: id, why: z.enum(['undated', 'unended', 'unbegun']), minutes: maybe(minutes) })),
  ...where,
});
