import * as z from 'zod/mini';
import { FactTime } from './fact-time.ts';
import { partsOf } from './parts.ts';
import {
  CommitmentKind,
  Id,
  IncidentRole,
  Level,
  Line,
  Link,
  MaintenancePhase,
  Millis,
  Mode,
  Phase,
  ReasonName,
  ResourceKind,
  Scope,
  Share,
  Text,
  VerdictKey,
} from './words.ts';

/**
 * The facts a log can contain. Past tense, versioned, never edited: a correction is a new event.
 * The schema is the type. CONTRIBUTING.md says where a new kind goes.
 */

/** Audience, causes and guidance in the form that logs may contain. */
const STORED = partsOf({ line: Line, text: Text, share: Share, link: Link, time: FactTime, list: z.array });
export const { Audience, ThirdParty, Guidance, Cause, Detection, IncidentLink, Flag, PostmortemSection, Source } = STORED;
export type Audience = z.infer<typeof Audience>;
export type ThirdParty = z.infer<typeof ThirdParty>;
export type Guidance = z.infer<typeof Guidance>;
export type Cause = z.infer<typeof Cause>;
export type Detection = z.infer<typeof Detection>;
export type IncidentLink = z.infer<typeof IncidentLink>;
export type Flag = z.infer<typeof Flag>;
export type PostmortemSection = z.infer<typeof PostmortemSection>;
export type Source = z.infer<typeof Source>;

/** Component x regions x audience x level over an interval. `regions` empty means all. `notAffected` states the opposite and has level operational. */
export const Impact = z.strictObject({
  impactId: Id,
  componentId: Id,
  regions: z.array(Id).check(z.maxLength(50)),
  audience: z.nullable(Audience),
  level: Level,
  notAffected: z.boolean(),
  mode: z.nullable(Mode),
  /** What people see, in words: "cannot sign in". */
  what: z.nullable(Line),
  /** Caused by the repair, not by the fault. */
  byRepair: z.optional(z.boolean()),
  from: FactTime,
  until: z.nullable(FactTime),
  /** The impact that this is the earlier stretch of, left behind when that was stated again with a later beginning. Only the fold makes one. */
  earlierOf: z.optional(Id),
});
export type Impact = z.infer<typeof Impact>;

/** An outside place where the incident is worked. For responders only. */
export const Resource = z.strictObject({ resourceId: Id, kind: ResourceKind, link: Link, words: z.nullable(Line) });
export type Resource = z.infer<typeof Resource>;

/** What a fold needs to create an incident it has not seen, or has evicted. Carried by `incident-published` and `incident-reopened`. */
export const IncidentCard = z.strictObject({
  incidentId: Id,
  title: Line,
  phase: Phase,
  startedAt: FactTime,
  occurrences: z.array(z.strictObject({ from: FactTime, until: z.nullable(FactTime) })),
  phases: z.array(z.strictObject({ phase: z.enum([...Phase.options, 'reopened']), at: FactTime })),
  impacts: z.array(Impact),
  guidance: z.array(Guidance),
  causes: z.array(Cause),
  thirdParties: z.array(ThirdParty),
  links: z.array(IncidentLink),
  flags: z.array(Flag),
  detection: z.nullable(Detection),
  /** Internal cards only: who has which role, where it is worked, and whether customers see the incident. */
  published: z.optional(z.boolean()),
  roles: z.optional(z.partialRecord(IncidentRole, Line)),
  /** By id, those of whom it is known. */
  rolePeople: z.optional(z.partialRecord(IncidentRole, Id)),
  resources: z.optional(z.array(Resource)),
  /** How many timeline entries there were; 0 when left out. */
  entryCount: z.optional(z.int().check(z.minimum(0))),
});
export type IncidentCard = z.infer<typeof IncidentCard>;

/**
 * `told`: stated with this scope on purpose. True: customers also read its text, audience and link, which `publicEvent` removes otherwise.
 * False: it must not go public automatically.
 */
const Statement = z.strictObject({
  statementId: Id,
  componentId: Id,
  regions: z.array(Id),
  audience: z.nullable(Audience),
  level: Level,
  source: Source,
  words: z.nullable(Line),
  freshUntil: z.nullable(Millis),
  told: z.optional(z.boolean()),
});
const Commitment = z.strictObject({
  commitmentId: Id,
  kind: CommitmentKind,
  text: Line,
  due: z.nullable(FactTime),
  incidentId: z.nullable(Id),
  owner: z.nullable(Line),
  alreadyPlanned: z.boolean(),
  saidWith: z.optional(Id),
});
/** A level as a command says it. */
const SaidImpact = z.strictObject({
  impactId: z.optional(Id),
  componentId: Id,
  regions: z.optional(z.array(Id)),
  audience: z.optional(z.nullable(Audience)),
  level: Level,
  notAffected: z.optional(z.boolean()),
  mode: z.optional(z.nullable(Mode)),
  what: z.optional(z.nullable(Line)),
  byRepair: z.optional(z.boolean()),
  from: z.optional(FactTime),
  until: z.optional(z.nullable(FactTime)),
});
/** What a held post says: the fields of its command, but for the ids, which its event has. */
const HeldPost = z.strictObject({
  type: z.enum(['post-update', 'change-phase', 'resolve-incident', 'reopen-incident']),
  scope: z.optional(Scope),
  factScope: z.optional(Scope),
  kind: z.optional(z.enum(['update', 'fact', 'alert'])),
  text: z.optional(Text),
  phase: z.optional(Phase),
  expectedPhase: z.optional(Phase),
  impacts: z.optional(z.array(SaidImpact)),
  ended: z.optional(z.array(Id)),
  at: z.optional(FactTime),
  from: z.optional(FactTime),
  endedAt: z.optional(FactTime),
  nextUpdateDue: z.optional(FactTime),
});
export type HeldPost = z.infer<typeof HeldPost>;

/** `id`: of a person who has an account; their name is in the board's `people`, and `name` repeats the id. */
export const Actor = z.strictObject({ kind: z.enum(['person', 'token', 'scheduler', 'import', 'check', 'alert', 'vendor']), name: Line, id: z.optional(Id) });
export type Actor = z.infer<typeof Actor>;

/** That a customer sees trouble. `words`: the customer's; `ticket`: where that was said. The event has when it was seen, and its actor is who heard it; where it repeats an earlier one, `heardBy` is. */
const Sighting = z.strictObject({ sightingId: Id, componentId: Id, words: Line, ticket: z.nullable(Line) });
const Repeated = z.strictObject({ ...Sighting.shape, heardBy: z.optional(Actor) });

/** True when customers may read the reason or text too; otherwise `publicEvent` removes it. */
const told = z.optional(z.boolean());
const empty = z.strictObject({});
const incidentId = Id;
/** The update of the same post, whose readers get this too: one post is one thing to take back. */
const saidWith = z.optional(Id);

/** Every event type and the shape of its data, at the newest version. */
export const EVENT_DATA = {
  'board-named': z.strictObject({ name: Line, notice: z.nullable(Line) }),
  /** Always internal. Events name a person by id, so that one name shows everywhere, and one erasure removes it. */
  'person-named': z.strictObject({ personId: Id, name: Line }),
  'region-defined': z.strictObject({ regionId: Id, name: Line }),
  'group-defined': z.strictObject({ groupId: Id, name: Line, position: z.int() }),
  'component-defined': z.strictObject({
    componentId: Id,
    name: Line,
    description: z.nullable(Line),
    groupId: z.nullable(Id),
    position: z.int(),
    evidence: z.enum(['reported', 'measured']),
    provider: z.nullable(z.strictObject({ name: Line, statusPage: z.nullable(Link) })),
    target: z.nullable(Share),
    startedOn: z.nullable(Millis),
    team: z.nullable(Line),
    regions: z.array(Id),
    /** When measured levels go public: at once, after this many minutes, or only with an incident. */
    goesPublic: z.union([z.literal('at_once'), z.literal('with_incident'), z.strictObject({ afterMinutes: z.int().check(z.minimum(1), z.maximum(1440)) })]),
  }),
  'component-retired': z.strictObject({ componentId: Id }),
  /** What a report, or the words of an update, can begin from. For responders only. */
  'template-written': z.strictObject({
    templateId: Id,
    use: z.enum(['report', 'update']),
    name: Line,
    title: z.nullable(Line),
    /** What people see. */
    what: z.nullable(Line),
    componentIds: z.array(Id),
    /** How badly they are hurt. */
    level: z.nullable(Level),
    text: z.nullable(Text),
  }),
  'template-removed': z.strictObject({ templateId: Id }),

  'statement-made': Statement,
  /** Until evidence was lost by the list: one statement that was not renewed in time. */
  'statement-expired': z.strictObject({ statementId: Id }),
  /** These were not renewed in time. `at`: the end of the last renewal, UTC ms; the event has the earliest of them. */
  'evidence-lost': z.strictObject({ lost: z.array(z.strictObject({ statementId: Id, at: Millis })) }),
  'statement-withdrawn': z.strictObject({ statementId: Id }),
  /** `until` is UTC ms. `levels`: each muted statement with its level; a worse level is shown despite the mute. */
  'statements-muted': z.strictObject({ muteId: Id, levels: z.record(Id, Level), until: Millis, reason: Line }),
  'mute-ended': z.strictObject({ muteId: Id }),
  /** A responder's own sentence, valid only in the board state it was written for (`key`). Null: upcast from version 1, and thereby ended. */
  'verdict-overridden': z.strictObject({ sentence: Line, detail: z.nullable(Line), key: z.nullable(VerdictKey) }),
  /** The own sentence of this scope has ended, by a person or because the generated sentence it replaced has changed. */
  'override-ended': empty,

  'incident-opened': z.strictObject({ incidentId, title: Line, phase: Phase, startedAt: FactTime, impacts: z.array(Impact), drill: z.nullable(Id), saidWith }),
  'incident-published': z.strictObject({ incidentId, card: IncidentCard, drill: z.nullable(Id) }),
  'incident-retitled': z.strictObject({ incidentId, title: Line }),
  /** `personId`: of whoever has it, where they have an account; `by`: what they were called then. Of a role likewise. */
  'incident-acknowledged': z.strictObject({ incidentId, by: Line, personId: z.optional(Id) }),
  /** `passed`: customers are told of a phase that responders have already left; internally this is an entry, not a change. */
  'phase-changed': z.strictObject({ incidentId, phase: z.enum(['investigating', 'identified', 'monitoring']), passed: z.optional(z.boolean()), saidWith }),
  /** It was opened by mistake. `told`: customers who had seen it read the reason, too; `publicEvent` leaves it out otherwise. */
  'incident-dismissed': z.strictObject({ incidentId, reason: z.nullable(Line), told }),
  'incident-resolved': z.strictObject({ incidentId, endedAt: FactTime, saidWith }),
  'incident-reopened': z.strictObject({
    incidentId,
    card: IncidentCard,
    drill: z.nullable(Id),
    from: FactTime,
    phase: z.enum(['investigating', 'identified', 'monitoring']),
    saidWith,
  }),
  /** Other times for one occurrence, counted from 1; null where that bound stays. Impacts that began or ended with it move along. */
  'times-corrected': z.strictObject({
    incidentId,
    occurrence: z.int().check(z.minimum(1)),
    from: z.nullable(FactTime),
    until: z.nullable(FactTime),
    reason: z.nullable(Line),
  }),
  'impact-stated': z.strictObject({ incidentId, impact: Impact, saidWith }),
  'impact-ended': z.strictObject({ incidentId, impactId: Id, until: FactTime, saidWith }),
  /** `fact` marks a timeline entry written afterwards, `alert` one line from a machine. */
  'update-posted': z.strictObject({ incidentId, updateId: Id, kind: z.enum(['update', 'fact', 'alert']), text: Text }),
  'update-amended': z.strictObject({ incidentId, updateId: Id, text: Text, reason: z.nullable(Line), told }),
  /** What was said is withdrawn. The events that said it stay; customers read that it was retracted, and the reason where they are `told`. */
  'update-retracted': z.strictObject({ incidentId, updateId: Id, reason: z.nullable(Line), told }),
  /**
   * What was said was never true. It is withdrawn with the levels that were told by it: `impacts` has each as it was before, for the readers of this event, null where
   * it was none. `from`: since when customers had read it, UTC ms. Customers read the reason where they are `told`.
   */
  'update-shown-in-error': z.strictObject({
    incidentId,
    updateId: Id,
    from: Millis,
    impacts: z.array(z.strictObject({ impactId: Id, before: z.nullable(Impact) })),
    /** Responders knew these impacts otherwise: for them the same event, with theirs, stands beside this one. */
    theirs: z.optional(z.boolean()),
    reason: z.nullable(Line),
    told,
  }),
  'update-published': z.strictObject({ incidentId, updateId: Id, kind: z.enum(['update', 'fact', 'alert']), text: Text }),
  /** A person's post for customers that waits until `until` (UTC ms) before it leaves. Nothing of it counts yet. */
  'update-held': z.strictObject({ incidentId, updateId: Id, until: Millis, post: HeldPost }),
  /**
   * It waits no longer. `released`: its events stand beside this one. It did not leave: somebody undid it (`withdrawn`), the server was down too long (`late`), or it was
   * refused when decided again (`refused`, with the reason). Then it is kept for its author, until `taken`.
   */
  'hold-ended': z.strictObject({
    incidentId,
    updateId: Id,
    outcome: z.enum(['released', 'withdrawn', 'late', 'refused', 'taken']),
    reason: z.optional(ReasonName),
  }),
  'guidance-given': z.strictObject({ incidentId, guidance: Guidance }),
  'cause-stated': z.strictObject({ incidentId, cause: Cause }),
  'third-party-named': z.strictObject({ incidentId, thirdParty: ThirdParty }),
  'role-assigned': z.strictObject({ incidentId, role: IncidentRole, person: z.nullable(Line), personId: z.optional(Id) }),
  'resource-linked': z.strictObject({ incidentId, resource: Resource }),
  'resource-unlinked': z.strictObject({ incidentId, resourceId: Id }),
  'detection-stated': z.strictObject({ incidentId, detection: Detection }),
  'incident-linked': z.strictObject({ incidentId, link: IncidentLink }),
  'incident-flagged': z.strictObject({ incidentId, flag: Flag }),
  'postmortem-written': z.strictObject({ incidentId, section: PostmortemSection }),

  'commitment-made': Commitment,
  'commitment-changed': z.strictObject({ commitmentId: Id, text: Line, due: z.nullable(FactTime), owner: z.nullable(Line) }),
  'commitment-overdue': z.strictObject({ commitmentId: Id }),
  'commitment-kept': z.strictObject({ commitmentId: Id, words: z.nullable(Line), told }),
  'commitment-dropped': z.strictObject({ commitmentId: Id, reason: z.nullable(Line), told }),
  /** The promise was kept, but what it fixed failed again. */
  'commitment-failed': z.strictObject({ commitmentId: Id, incidentId: Id }),

  'maintenance-scheduled': z.strictObject({
    maintenanceId: Id,
    title: Line,
    text: z.nullable(Text),
    componentIds: z.array(Id),
    from: FactTime,
    until: FactTime,
    /** The work completes at `until` automatically. */
    completesItself: z.optional(z.boolean()),
  }),
  'maintenance-rescheduled': z.strictObject({ maintenanceId: Id, from: FactTime, until: FactTime, reason: z.nullable(Line), told }),
  'maintenance-phase-changed': z.strictObject({ maintenanceId: Id, phase: MaintenancePhase }),
  /** The announced end passed without the work being completed. */
  'maintenance-overran': z.strictObject({ maintenanceId: Id }),

  /** Somebody heard from a customer that a component does not work. */
  'sighting-recorded': Sighting,
  /** An incident is what the customer saw: the sighting is evidence of it. */
  'sighting-linked': z.strictObject({ incidentId, sighting: Repeated }),
  /** So many customers see trouble of one component that something may be wrong, and nobody has declared it. `sightingIds`: what that rests on so far. */
  'suspicion-raised': z.strictObject({ suspicionId: Id, componentId: Id, sightingIds: z.array(Id) }),
  'suspicion-taken': z.strictObject({ suspicionId: Id }),
  /** Whoever looked into it has gone, and nobody took it over. */
  'suspicion-left': z.strictObject({ suspicionId: Id }),
  /** `declared`: an incident is it, and has the sightings. `dismissed`: there was nothing, with the reason. `lapsed`: no further customer saw it for long. */
  'suspicion-ended': z.strictObject({
    suspicionId: Id,
    outcome: z.enum(['declared', 'dismissed', 'lapsed']),
    incidentId: z.nullable(Id),
    reason: z.nullable(Line),
  }),

  /** Somebody goes, and whoever comes is to take over: what happened since `since` and, of people who hand over, `note`. At `until` it lapses. UTC ms. */
  'handover-offered': z.strictObject({ handoverId: Id, since: Millis, until: Millis, note: z.nullable(Text) }),
  /** Taken over by whoever says so (`accepted`), taken back, or nobody came. */
  'handover-ended': z.strictObject({ handoverId: Id, outcome: z.enum(['accepted', 'withdrawn', 'lapsed']) }),
  /** Whoever had acknowledged the incident has gone, and nobody took it over. */
  'acknowledgement-lapsed': z.strictObject({ incidentId }),

  'drill-started': z.strictObject({ drillId: Id, name: Line, lead: z.nullable(Line), speed: z.number(), goals: z.array(Line) }),
  'drill-ended': z.strictObject({ drillId: Id }),

  /** Marks that a text was erased; the erased events read `[removed]` from then on. */
  'text-redacted': z.strictObject({ incidentId: z.nullable(Id), reason: Line }),
  'canary-sent': empty,
} as const;

export type EventType = keyof typeof EVENT_DATA;
export type EventData<T extends EventType> = z.infer<(typeof EVENT_DATA)[T]>;
export const EVENT_TYPES = Object.keys(EVENT_DATA) as EventType[];
/** The newest version of each event type; 1 unless listed. `upcast.ts` lifts older ones. */
export const EVENT_VERSION: Partial<Record<EventType, number>> = { 'verdict-overridden': 2, 'incident-published': 2, 'incident-reopened': 2 };

/**
 * Fixed at append, the same for every type.
 * - `stream`: the entity it belongs to, `incident:apivideo-28`; the unit of expected versions.
 * - `at`: when it happened. `saidAt`: when it was told to people, null when that is the moment of recording. `recordedAt`: server clock, UTC ms. Never merged.
 * - `actor`: null in the public scope, which shows no staff names.
 * - `drill`: set when the event belongs to an exercise.
 */
export const Envelope = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  v: z.int().check(z.minimum(1)),
  stream: z.string().check(z.maxLength(100)),
  scope: Scope,
  at: FactTime,
  saidAt: z.nullable(FactTime),
  recordedAt: Millis,
  actor: z.nullable(Actor),
  drill: z.nullable(Id),
});
export type Envelope = z.infer<typeof Envelope>;

/** An event of a known type at its newest version. */
export type Event = { [T in EventType]: Envelope & { type: T; data: EventData<T> } }[EventType];
export type EventOf<T extends EventType> = Extract<Event, { type: T }>;
/** An event whose type this build does not know: kept, shown as "unsupported update", never dropped. */
export type UnknownEvent = Envelope & { type: string; data: unknown; unsupported: true };
export const isUnknown = (event: Event | UnknownEvent): event is UnknownEvent => 'unsupported' in event;
/** What `decide` returns: everything but what the log stamps (`id`, `recordedAt`). */
export type NewEvent = { [T in EventType]: Omit<Envelope, 'id' | 'recordedAt'> & { type: T; data: EventData<T> } }[EventType];
