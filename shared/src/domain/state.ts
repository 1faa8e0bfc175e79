import type {
  Actor,
  Audience,
  Cause,
  Detection,
  EventData,
  Flag,
  Guidance,
  HeldPost,
  Impact,
  IncidentLink,
  PostmortemSection,
  Resource,
  Source,
  ThirdParty,
} from './event.ts';
import type { Excerpt } from './excerpt.ts';
import type { FactTime } from './fact-time.ts';
import type { CommitmentKind, IncidentRole, Level, MaintenancePhase, Phase, Scope } from './words.ts';

/**
 * What folds produce. Plain JSON, immutable: a fold replaces an entity, never edits it, so that `===` shows what changed.
 *
 *     events ──▶ evolve          ──▶ BoardState   bounded, every dashboard holds one
 *            ──▶ evolveIncident  ──▶ Incident     whole, for its page and the archive
 *            ──▶ evolveCommitment, evolveMaintenance likewise
 */
export type Table<T> = Readonly<Record<string, T>>;

export interface PersonName {
  readonly id: string;
  readonly name: string;
}
/** Who has something: `person`, by id, where that is known. `by`: the name that was said, which programs and old events have alone. */
export interface Holder {
  readonly by: string;
  readonly person?: string | undefined;
}
export interface Region {
  readonly id: string;
  readonly name: string;
}
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly position: number;
}
export type Component = Readonly<Omit<EventData<'component-defined'>, 'componentId'>> & {
  readonly id: string;
  /** Part of the public scope. */
  readonly published: boolean;
  /** When this scope first knew of it, UTC ms. Before that nobody could have reported anything about it. */
  readonly definedAt: number;
  /** The last trouble that is over and was reported by statements without an incident; null when there was none. */
  readonly lastTrouble: Trouble | null;
};
/** What is kept of a retired component, so that the past can still name it. */
export type RetiredComponent = Pick<Component, 'id' | 'name' | 'groupId'>;
/** `at` and `level`: of the last report. Empty regions: everywhere. */
export interface Trouble {
  readonly level: Level;
  readonly regions: readonly string[];
  readonly at: FactTime;
}

export interface Statement {
  readonly id: string;
  readonly componentId: string;
  readonly regions: readonly string[];
  readonly audience: Audience | null;
  readonly level: Level;
  readonly source: Source;
  readonly words: string | null;
  readonly since: FactTime;
  /** When it was last stated with an end of its own, as recorded, UTC ms: renewals name it. */
  readonly statedAt: number;
  /** Its end as it was then, UTC ms. Renewals are kept beside the log: until evidence is lost it is fresh, whatever stands here. */
  readonly freshUntil: number | null;
  /** True once it was not renewed in time: it then says unknown. */
  readonly expired: boolean;
  /** The level customers were last told; null when they do not know the statement. */
  readonly publicLevel: Level | null;
  /** Whether the scope was given on purpose when it was last made; see the event. */
  readonly told?: boolean | undefined;
}
export interface Mute {
  readonly id: string;
  readonly levels: Readonly<Record<string, Level>>;
  readonly until: number;
  readonly reason: string;
  readonly by: Actor | null;
  readonly since: FactTime;
  readonly scope: Scope;
}

export interface Entry {
  readonly id: string;
  /** `public` and `internal` were said by people; `fact` is a timeline entry written afterwards; `change` is derived from a change of phase, level or title; `alert` came from a machine; `unsupported` is of a type this build does not know. */
  readonly kind: 'public' | 'internal' | 'fact' | 'change' | 'alert' | 'unsupported';
  readonly scope: Scope;
  readonly at: FactTime;
  readonly saidAt: FactTime | null;
  readonly recordedAt: number;
  readonly actor: Actor | null;
  readonly text: string | null;
  /** The phase of the incident after this entry. */
  readonly phase: Phase | 'reopened';
  readonly change: EntryChange | null;
  /** Earlier texts, oldest first. */
  readonly earlier: readonly { readonly text: string; readonly until: number; readonly reason: string | null; readonly by: Actor | null }[];
  /** Set when an internal text was published later: recordedAt of the publishing, UTC ms. */
  readonly publishedAt: number | null;
  /** Of a change: the update of the same post. */
  readonly saidWith?: string;
  /** When its words were withdrawn, UTC ms, by whom and why; absent until then. Customers, who do not read them any more, have neither the text nor earlier ones. */
  readonly retracted?: {
    readonly at: number;
    readonly reason: string | null;
    readonly by: Actor | null;
    /** It was never true: since when customers had read it, UTC ms, and the levels that were shown with it. */
    readonly inError?: { readonly from: number; readonly levels: readonly { readonly componentId: string; readonly level: Level }[] };
  };
}
export type EntryChange =
  | { readonly what: 'phase'; readonly to: Phase | 'reopened' }
  | { readonly what: 'level'; readonly componentId: string; readonly from: Level; readonly to: Level; readonly notAffected: boolean }
  | { readonly what: 'title'; readonly from: string; readonly to: string }
  /** For one occurrence, counted from 1: its beginning and end before and after the correction. Null where that bound did not change. */
  | {
      readonly what: 'times';
      readonly occurrence: number;
      readonly began: Corrected | null;
      readonly ended: Corrected | null;
      readonly reason: string | null;
    }
  | { readonly what: 'dismissed'; readonly reason: string | null; readonly forCustomers: boolean }
  | { readonly what: 'published' }
  | { readonly what: 'commander'; readonly to: string | null; readonly person?: string }
  | (Holder & { readonly what: 'acknowledged' })
  /** Whoever had acknowledged it has gone. */
  | (Holder & { readonly what: 'lapsed' })
  /** A customer saw it; the author of the entry heard that. */
  | { readonly what: 'sighting'; readonly componentId: string; readonly words: string; readonly ticket: string | null };

export interface Corrected {
  readonly from: FactTime;
  readonly to: FactTime;
}

export interface Occurrence {
  readonly from: FactTime;
  readonly until: FactTime | null;
  /** When it was first acknowledged. Internal scope only; absent until then. */
  readonly acknowledged?: FactTime;
}

/** Who said something, to whom and when, as the event that says it has them. `publishedAt`: when customers got it with their card, UTC ms; null where they did not, or were told at once. */
export interface Telling {
  readonly eventId: string;
  readonly scope: Scope;
  readonly actor: Actor | null;
  readonly saidAt: FactTime | null;
  readonly recordedAt: number;
  readonly publishedAt: number | null;
  /** The update of the same post. */
  readonly saidWith?: string;
}
/** Which event last stated when an impact began, and which when it ended. Null where that is not known, and while it is running. */
export interface BoundsTold {
  readonly impactId: string;
  readonly from: Telling | null;
  readonly until: Telling | null;
}

export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  /** Part of the public scope. */
  readonly published: boolean;
  readonly drill: string | null;
  /** The occurrences as people stated them, at least one. Only the fold and decisions read this; everything else reads `occurrences`. */
  readonly stated: readonly Occurrence[];
  /** The interval of the incident, derived by `spellsOf` from what was stated and from the impacts: the beginning of the first occurrence, the end of the last, and each in order. */
  readonly occurrences: readonly Occurrence[];
  readonly startedAt: FactTime;
  /** Null while it is open. */
  readonly endedAt: FactTime | null;
  readonly openedAt: number;
  /** The update with which it was opened. */
  readonly openedWith?: string;
  readonly changedAt: number;
  readonly acknowledged: (Holder & { readonly at: FactTime }) | null;
  /** When the last acknowledgement lapsed, UTC ms: since then nobody has had it. Internal scope only; absent where none did. */
  readonly lapsedAt?: number;
  /** It was opened by mistake: it is over, and counts nowhere (`is-real.ts`). `forCustomers`: customers had seen it, and this is their version. */
  readonly dismissed: { readonly at: FactTime; readonly reason: string | null; readonly forCustomers: boolean } | null;
  /** With the time at which each was said. When the incident ended and came back is in `occurrences`. */
  readonly phases: readonly { readonly phase: Phase | 'reopened'; readonly at: FactTime }[];
  readonly impacts: readonly Impact[];
  /** In the order of the impacts. Not part of them, because customers get those as they stand in an event. Empty on the board. */
  readonly boundsTold: readonly BoundsTold[];
  readonly guidance: readonly Guidance[];
  /** Newest last: a revision is a new cause. */
  readonly causes: readonly Cause[];
  readonly thirdParties: readonly ThirdParty[];
  readonly roles: Readonly<Partial<Record<IncidentRole, string>>>;
  /** By id, those of whom it is known. */
  readonly rolePeople: Readonly<Partial<Record<IncidentRole, string>>>;
  /** In the order they were named. Internal scope only. */
  readonly resources: readonly Resource[];
  readonly detection: Detection | null;
  readonly links: readonly IncidentLink[];
  readonly flags: readonly Flag[];
  /** On the board only the headings, with empty texts. */
  readonly postmortem: readonly PostmortemSection[];
  /** In the order they were recorded; the board keeps only the newest, and always the last public and the last internal text that stands. `entryCount` counts all. */
  readonly entries: readonly Entry[];
  readonly entryCount: number;
}

/** A post for customers that waits before it leaves (`until`, UTC ms), or came back. */
export interface HeldUpdate {
  readonly id: string;
  readonly incidentId: string;
  readonly post: HeldPost;
  readonly by: Actor | null;
  readonly until: number;
  readonly drill: string | null;
  /** Why it did not leave, and whose doing that was; null while it waits. `reason`: of the refusal. `at`: UTC ms. */
  readonly returned: { readonly why: 'withdrawn' | 'late' | 'refused'; readonly reason: string | null; readonly by: Actor | null; readonly at: number } | null;
}

export interface Commitment {
  readonly id: string;
  readonly kind: CommitmentKind;
  readonly text: string;
  readonly due: FactTime | null;
  readonly incidentId: string | null;
  readonly owner: string | null;
  readonly alreadyPlanned: boolean;
  /** The update in which it was made. */
  readonly saidWith?: string | undefined;
  readonly drill: string | null;
  readonly scope: Scope;
  readonly madeAt: FactTime;
  readonly by: Actor | null;
  /** `failed`: it was kept, but what it promised did not hold. */
  readonly outcome: 'open' | 'kept' | 'dropped' | 'failed';
  readonly overdue: boolean;
  readonly settledAt: FactTime | null;
  readonly words: string | null;
}
export interface Maintenance {
  readonly id: string;
  readonly title: string;
  readonly text: string | null;
  readonly componentIds: readonly string[];
  readonly from: FactTime;
  readonly until: FactTime;
  readonly phase: MaintenancePhase;
  readonly startedAt: FactTime | null;
  readonly endedAt: FactTime | null;
  readonly drill: string | null;
  readonly scope: Scope;
  /** It was announced as completing by itself at `until`. */
  readonly completesItself: boolean;
  /** Its announced end has passed and nobody said that it is over: since then it mutes and excludes nothing. */
  readonly overran: boolean;
  /** The earliest time from which it may excuse, even when its start is recorded later: its announced beginning, or the announcement if that came later. UTC ms. */
  readonly excusableFrom: number;
  /** Past periods in which it was carried out and excused its components, UTC ms: none before it was announced or started, none after its announced end. */
  readonly excused: readonly { readonly from: number; readonly until: number }[];
  /** Since when it has been excusing, UTC ms; null while it does not. */
  readonly excusedSince: number | null;
}
/** What a report, or the words of an update, can begin from. */
export type Template = Readonly<Omit<EventData<'template-written'>, 'templateId'>> & { readonly id: string };

/** That a customer sees trouble, as somebody heard it. Kept until an incident has it, a suspicion ends with it, or many newer ones came. Responders only. */
export interface Sighting {
  readonly id: string;
  readonly componentId: string;
  readonly words: string;
  readonly ticket: string | null;
  /** When the customer saw it. */
  readonly at: FactTime;
  readonly recordedAt: number;
  /** Who heard it. */
  readonly by: Actor | null;
  /** The suspicion that rests on it. */
  readonly suspicionId: string | null;
}
/** Several customers see trouble of one component, and nobody has declared an incident. Not a level: nothing is counted by it. Responders only. */
export interface Suspicion {
  readonly id: string;
  readonly componentId: string;
  /** When it was raised, UTC ms. */
  readonly raisedAt: number;
  /** When a customer last saw it, as it was recorded, UTC ms. */
  readonly lastSeenAt: number;
  /** Who looks into it, and since when. */
  readonly taken: { readonly by: Actor | null; readonly at: FactTime } | null;
  /** When whoever looked into it went, UTC ms; absent where nobody did. */
  readonly leftAt?: number;
}
/** Somebody goes and hands over. Responders only. */
export interface Handover {
  readonly id: string;
  readonly by: Actor | null;
  /** When it was offered, from when on it tells what happened, and when it lapses, UTC ms. */
  readonly at: number;
  readonly since: number;
  readonly until: number;
  readonly note: string | null;
  /** Null while nobody has taken it over. */
  readonly ended: { readonly outcome: 'accepted' | 'withdrawn' | 'lapsed'; readonly by: Actor | null; readonly at: number } | null;
}
export interface Drill {
  readonly id: string;
  readonly name: string;
  readonly lead: string | null;
  readonly speed: number;
  readonly goals: readonly string[];
  readonly startedAt: number;
  /** Part of it is in the public scope, so its end must be too. */
  readonly published: boolean;
}
export interface Override {
  readonly sentence: string;
  readonly detail: string | null;
  /** The state it was written for; it is shown in no other. */
  readonly key: string;
  readonly by: Actor | null;
  readonly since: FactTime;
}
/** One line of the "Latest" column, as data. `shared/src/words/latest.ts` turns it into a sentence. */
export type Latest = News & {
  readonly id: string;
  readonly at: FactTime;
  readonly recordedAt: number;
  readonly incidentId: string | null;
  readonly drill: string | null;
  readonly scope: Scope;
  /** Of a level: the update of the same post. */
  readonly saidWith?: string;
};
/**
 * What a line says. Names and titles are stored by value, as they were then: something renamed or retired later keeps its old name in the past.
 * Texts of people are stored as their beginning, with Markdown (`excerpt`).
 */
export type News =
  | { readonly kind: TitledKind; readonly params: { readonly title: string } }
  | { readonly kind: 'incident-dismissed'; readonly params: { readonly title: string; readonly forCustomers: boolean } }
  | { readonly kind: 'incident-acknowledged'; readonly params: { readonly by: string; readonly title: string } }
  | { readonly kind: 'phase-changed'; readonly params: { readonly phase: Phase; readonly title: string } }
  | { readonly kind: 'commander-assigned'; readonly params: { readonly person: string | null; readonly title: string } }
  | { readonly kind: 'impact-stated'; readonly params: Subject & { readonly level: Level; readonly notAffected: boolean } }
  | { readonly kind: 'impact-ended'; readonly params: Subject & { readonly level: Level } }
  /** `as`: an update for customers, an internal note, or a machine's alert. */
  | { readonly kind: 'update-posted' | 'update-amended'; readonly params: Excerpt & { readonly as: 'update' | 'note' | 'alert' } }
  | { readonly kind: 'update-retracted'; readonly params: { readonly as: 'update' | 'note'; readonly title: string } }
  | { readonly kind: 'update-shown-in-error'; readonly params: { readonly title: string } }
  | { readonly kind: 'guidance-given'; readonly params: Excerpt & { readonly guidance: Guidance['kind'] } }
  | { readonly kind: 'cause-stated'; readonly params: { readonly status: Cause['status']; readonly because: Excerpt | null } }
  | { readonly kind: 'commitment-made' | 'commitment-kept'; readonly params: { readonly promise: string } }
  /** `promise`: null for a next update. */
  | { readonly kind: 'commitment-overdue' | 'commitment-dropped'; readonly params: { readonly promise: string | null } }
  | { readonly kind: 'maintenance-overran'; readonly params: { readonly title: string; readonly phase: MaintenancePhase } }
  | { readonly kind: 'maintenance-phase-changed'; readonly params: { readonly phase: MaintenancePhase; readonly title: string } }
  | { readonly kind: 'statement-made'; readonly params: Subject & { readonly level: Level; readonly source: string } }
  | { readonly kind: 'sighting-recorded'; readonly params: Subject & { readonly words: string; readonly ticket: string | null } }
  /** `count`: how many reports. */
  | { readonly kind: 'suspicion-raised'; readonly params: Subject & { readonly count: number } }
  | { readonly kind: 'suspicion-taken'; readonly params: Subject & { readonly by: string | null } }
  | { readonly kind: 'suspicion-left'; readonly params: Subject }
  | { readonly kind: 'handover-offered'; readonly params: { readonly by: string | null } }
  | { readonly kind: 'handover-ended'; readonly params: { readonly by: string | null; readonly outcome: 'accepted' | 'lapsed'; readonly to: string | null } }
  | { readonly kind: 'suspicion-ended'; readonly params: Subject & { readonly outcome: 'dismissed' | 'lapsed'; readonly reason: string | null } }
  | { readonly kind: 'statement-expired'; readonly params: Subject & { readonly source: string } }
  /** The first few of `count` components, and by what, where it was one source. */
  | { readonly kind: 'evidence-lost'; readonly params: { readonly subjects: readonly Subject[]; readonly count: number; readonly source: string | null } };
/** A component by its name of that moment. `group` and `id` are given where others had that name: its group, and its id where they were in the same group. */
export interface Subject {
  readonly component: string;
  readonly group: string | null;
  readonly id: string | null;
}
type TitledKind =
  | 'incident-opened'
  | 'incident-published'
  | 'incident-retitled'
  | 'incident-resolved'
  | 'incident-reopened'
  | 'acknowledgement-lapsed'
  | 'times-corrected'
  | 'maintenance-scheduled'
  | 'maintenance-rescheduled'
  | 'drill-started';

/** Bounded by count, never by clock, so a replayed log always gives the same board. */
export interface BoardState {
  readonly name: string | null;
  readonly notice: string | null;
  /** Those whom events name by id; empty in public. */
  readonly people: Table<PersonName>;
  readonly regions: Table<Region>;
  readonly groups: Table<Group>;
  readonly components: Table<Component>;
  /** The components retired last, oldest first. The archive knows all of them, and answers about the past name those they mention. */
  readonly retired: Table<RetiredComponent>;
  readonly statements: Table<Statement>;
  readonly mutes: Table<Mute>;
  /** Open incidents with their last entries, and those in `recent`. */
  readonly incidents: Table<Incident>;
  /** Ids of recently resolved incidents and of those recently dismissed, oldest first. */
  readonly recent: readonly string[];
  /** By incident: posts for customers that wait or came back, oldest first. Responders only. */
  readonly held: Table<readonly HeldUpdate[]>;
  /** Open commitments only. */
  readonly commitments: Table<Commitment>;
  /** Scheduled, running, and the last few ended. */
  readonly maintenances: Table<Maintenance>;
  readonly drills: Table<Drill>;
  /** What customers see, as far as nobody has made something of it. Responders only, like what is suspected. */
  readonly sightings: Table<Sighting>;
  readonly suspicions: Table<Suspicion>;
  /** Those that stand, and the last that ended. Responders only. */
  readonly handovers: Table<Handover>;
  /** What reports and updates can begin from. Responders only. */
  readonly templates: Table<Template>;
  /** Own sentences of responders, at most one per scope. */
  readonly overrides: Readonly<Partial<Record<Scope, Override>>>;
  /** Oldest first. */
  readonly latest: readonly Latest[];
  /** Events of types this build does not know. Above zero the page asks for a reload. */
  readonly unsupported: number;
}

/** What a drill adds is bounded apart, and so are dismissed incidents, so that neither pushes real things off the board. */
export const BOARD_BOUNDS = {
  entries: 5,
  recent: 12,
  endedMaintenances: 5,
  latest: 20,
  retired: 100,
  returned: 20,
  sightings: 50,
  handovers: 5,
  templates: 50,
} as const;

export const EMPTY_BOARD: BoardState = {
  name: null,
  notice: null,
  people: {},
  regions: {},
  groups: {},
  components: {},
  retired: {},
  statements: {},
  mutes: {},
  incidents: {},
  recent: [],
  held: {},
  commitments: {},
  maintenances: {},
  drills: {},
  sightings: {},
  suspicions: {},
  handovers: {},
  templates: {},
  overrides: {},
  latest: [],
  unsupported: 0,
};

/** The table with one entity replaced; the same table when nothing changed. */
export const put = <T>(table: Table<T>, id: string, value: T): Table<T> => (lookup(table, id) === value ? table : { ...table, [id]: value });
/** The table without one entity; the same table when it was not there. */
export const drop = <T>(table: Table<T>, id: string): Table<T> => {
  if (!Object.hasOwn(table, id)) return table;
  const { [id]: _, ...rest } = table;
  return rest;
};
/** The table's entities that pass; the same table when all do. */
export const keepOnly = <T>(table: Table<T>, passes: (value: T, id: string) => boolean): Table<T> => {
  const all = Object.entries(table);
  const kept = all.filter(([id, value]) => passes(value, id));
  return kept.length === all.length ? table : Object.fromEntries(kept);
};
/** Reads a table without finding inherited names such as `constructor`. */
export const lookup = <T>(table: Table<T>, id: string): T | undefined => (Object.hasOwn(table, id) ? table[id] : undefined);
