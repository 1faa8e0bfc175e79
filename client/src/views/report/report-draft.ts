import { blankIncident } from '@sitrep/shared/domain/blank-incident.ts';
import type { CommandOf } from '@sitrep/shared/domain/command.ts';
import type { Audience } from '@sitrep/shared/domain/event.ts';
import { exactly, type FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { isRemoved } from '@sitrep/shared/domain/removed.ts';
import { type BoardState, type Incident, lookup, type Template } from '@sitrep/shared/domain/state.ts';
import { type Level, levelRank, type Scope, worstLevel } from '@sitrep/shared/domain/words.ts';
import { zoned } from '@sitrep/shared/query/calendar.ts';
import { worstFirst } from '@sitrep/shared/query/incident-order.ts';
import { openIncidents, standingImpacts } from '@sitrep/shared/query/status.ts';
import type { Suspected } from '@sitrep/shared/query/suspected.ts';
import { incidentSentence } from '@sitrep/shared/words/impact-sentence.ts';
import { withoutStop } from '@sitrep/shared/words/wording.ts';
import { type Due, readDue } from '../../ui/command-form/due.ts';
import { NOT_COUNTED, readAudience, type TypedAudience } from '../../ui/command-form/typed-audience.ts';
import { type KeptTime, readKept, typedTime } from '../../ui/command-form/typed-time.ts';

/** What somebody has typed and chosen to report an incident. */
export interface ReportDraft {
  /** The id of the incident that it will become. It stays the same until it is known to be recorded, so that no second one can be. */
  readonly incidentId: string;
  /** What people see, as they would say it. */
  readonly seen: string;
  /** Null: as it is proposed. */
  readonly title: string | null;
  readonly affected: readonly Affected[];
  readonly audience: TypedAudience;
  readonly started: Started;
  readonly owner: Owner;
  readonly due: Due | null;
  /** The first words. */
  readonly text: string;
  readonly exercise: boolean;
  /** Open incidents that are said not to be the same. */
  readonly apart: readonly string[];
}
export interface Affected {
  readonly componentId: string;
  readonly level: Level;
}
/** `ago`: so many minutes before `at`, UTC ms, when that was chosen. */
export type Started =
  | { readonly kind: 'now' }
  | { readonly kind: 'ago'; readonly minutes: number; readonly at: number }
  | { readonly kind: 'at'; readonly typed: KeptTime | null; readonly precision: StartPrecision };
export type StartPrecision = 'minute' | 'approximate' | 'hour';
export interface Owner {
  readonly kind: 'nobody' | 'me' | 'other';
  /** Of somebody else. */
  readonly name: string;
}

/** What is sent: an incident, and the exercise it begins. */
export interface Report {
  readonly open: CommandOf<'open-incident'> & { readonly incidentId: string };
  readonly drill: (CommandOf<'start-drill'> & { readonly drillId: string }) | null;
}

export const emptyReport = (incidentId: string): ReportDraft => ({
  incidentId,
  seen: '',
  title: null,
  affected: [],
  audience: NOT_COUNTED,
  started: { kind: 'now' },
  owner: { kind: 'nobody', name: '' },
  due: null,
  text: '',
  exercise: false,
  apart: [],
});

const contentOf = ({ incidentId: _, apart: __, ...content }: ReportDraft): string => JSON.stringify(content);
/** Whether nothing would be lost without it. */
export const isBlank = (draft: ReportDraft): boolean => contentOf(draft) === contentOf(emptyReport(''));
/** Whether both say the same, whatever was asked about them. */
export const saysTheSame = (a: ReportDraft, b: ReportDraft): boolean => contentOf(a) === contentOf(b);

/** The draft with a component taken or taken off. A further one is first as badly hurt as the last. */
export const withComponent = (draft: ReportDraft, componentId: string, isAffected: boolean): ReportDraft => {
  const others = draft.affected.filter((one) => one.componentId !== componentId);
  return { ...draft, affected: isAffected ? [...others, { componentId, level: draft.affected.at(-1)?.level ?? 'partial_outage' }] : others };
};
/** Those of the chosen components that the board has. One may have been retired since it was chosen. */
export const affectedOn = (affected: readonly Affected[], components: BoardState['components']): readonly Affected[] =>
  affected.filter(({ componentId }) => lookup(components, componentId) !== undefined);

const MINUTE = 60_000;
/** When it began. In: `now`, UTC ms. Out: undefined for now; null while it cannot be read. */
export const readStarted = (started: Started, now: number): FactTime | undefined | null => {
  if (started.kind === 'now') return undefined;
  if (started.kind === 'ago') return { ms: Math.floor((started.at - started.minutes * MINUTE) / MINUTE) * MINUTE, precision: 'approximate' };
  const { typed, precision } = started;
  const read = typed === null ? null : readKept(typed, now, 'have_passed');
  if (typed === null || read === null || read.kind === 'wrong') return null;
  if (read.kind === 'now') return undefined;
  const { ms } = read.time;
  if (precision === 'hour') return { ms: ms - zoned(ms, typed.zone).minute * MINUTE, precision };
  return precision === 'approximate' ? { ms, precision } : read.time;
};

/** Open incidents on a chosen component that may be the same one, the worst first. */
export const sameAs = (draft: ReportDraft, board: BoardState): Incident[] => {
  if (draft.exercise) return [];
  const chosen = new Set(draft.affected.map(({ componentId }) => componentId));
  return openIncidents(board)
    .filter((incident) => !draft.apart.includes(incident.id) && standingImpacts(incident).some(({ componentId }) => chosen.has(componentId)))
    .sort(worstFirst);
};

/** The questions of the form. */
export type Question = 'seen' | 'title' | 'affected' | 'same' | 'audience' | 'started' | 'owner' | 'due' | 'text';
/** What is still to be answered first, and in which words; null when it can be sent. `now`: UTC ms; `zone`: the leading one. */
export const lacks = (draft: ReportDraft, board: BoardState, now: number, zone: string): { readonly question: Question; readonly words: string } | null => {
  const lack = (question: Question, words: string) => ({ question, words });
  if (draft.seen.trim() === '') return lack('seen', 'Say what people see.');
  if (draft.title !== null && draft.title.trim() === '') return lack('title', 'Type a title, or take the proposed one.');
  if (affectedOn(draft.affected, board.components).length === 0) return lack('affected', 'Choose what is affected.');
  if (sameAs(draft, board).length > 0) return lack('same', 'Join it, or say that it is not the same.');
  const audience = readAudience(draft.audience);
  if ('wrong' in audience) return lack('audience', audience.wrong);
  if (readStarted(draft.started, now) === null) return lack('started', 'Say when it started.');
  if (draft.owner.kind === 'other' && draft.owner.name.trim() === '') return lack('owner', 'Say who has it.');
  if (readDue(draft.due, now, zone)?.kind === 'wrong') return lack('due', 'Say when the next update is due.');
  return null;
};

/** The impacts it states: one for each component. What people see is said of those that are hurt most. */
const impactsOf = (draft: ReportDraft, board: BoardState) => {
  const affected = affectedOn(draft.affected, board.components);
  const worst = worstLevel(affected.map(({ level }) => level));
  const read = readAudience(draft.audience);
  const { audience, regions }: { audience: Audience | null; regions: readonly string[] } = 'wrong' in read ? { audience: null, regions: [] } : read;
  return affected.map(({ componentId, level }) => ({
    componentId,
    level,
    regions: [...regions],
    audience,
    what: level === worst && draft.seen.trim() !== '' ? draft.seen.trim() : null,
  }));
};

/** The incident as it would stand on the board, so that what is shown of it is told by the same rules. `now`: UTC ms. */
export const incidentOf = (draft: ReportDraft, board: BoardState, now: number): Incident => {
  const from = readStarted(draft.started, now) ?? exactly(now);
  return {
    ...blankIncident(draft.incidentId, null, now),
    title: (draft.title ?? draft.seen).trim(),
    phase: 'investigating',
    stated: [{ from, until: null }],
    occurrences: [{ from, until: null }],
    startedAt: from,
    endedAt: null,
    phases: [{ phase: 'investigating', at: from }],
    impacts: impactsOf(draft, board).map((impact) => ({ ...impact, impactId: impact.componentId, notAffected: false, mode: null, from, until: null })),
  };
};

const LONGEST_LINE = 300;
/**
 * The title, as typed or as the board would say it: `Nobody can watch video, anywhere`. A sentence that was typed as one stays without names of components before
 * it. Empty while nobody said what people see.
 */
export const titleOf = (draft: ReportDraft, board: BoardState): string => {
  const seen = withoutStop(draft.seen.trim());
  if (draft.title !== null || seen === '') return draft.title ?? '';
  const told = incidentSentence(board, incidentOf(draft, board, 0));
  return told.endsWith(`: ${seen}`) && !/^\p{Ll}/u.test(seen) ? seen : told.slice(0, LONGEST_LINE);
};

/** What the draft is sent as. In: `scope`: who is told at once; `now`: UTC ms. An exercise begins with it, unless one is running. */
export const reportOf = (draft: ReportDraft, board: BoardState, { scope, now, zone }: { scope: Scope; now: number; zone: string }): Report => {
  const title = titleOf(draft, board).trim();
  const startedAt = readStarted(draft.started, now);
  const due = readDue(draft.due, now, zone);
  const running = Object.keys(board.drills)[0];
  const drillId = running ?? draft.incidentId.replace(/^inc/, 'drl');
  return {
    drill: draft.exercise && running === undefined ? { type: 'start-drill', drillId, name: title } : null,
    open: {
      type: 'open-incident',
      incidentId: draft.incidentId,
      title,
      impacts: impactsOf(draft, board),
      ...(startedAt === undefined || startedAt === null ? {} : { startedAt }),
      ...(draft.text.trim() === '' ? {} : { text: draft.text }),
      ...(due?.kind === 'time' ? { nextUpdateDue: due.time } : {}),
      ...(draft.owner.kind === 'me' ? { acknowledged: true } : {}),
      ...(draft.owner.kind === 'other' ? { commander: draft.owner.name.trim() } : {}),
      ...(draft.exercise ? { drill: drillId } : { scope }),
    },
  };
};

/** The draft with what an earlier incident can start it with. Nothing that was typed or chosen already is replaced. */
export const withCopy = (draft: ReportDraft, earlier: Pick<Incident, 'title' | 'impacts' | 'entries'>, board: BoardState): ReportDraft => {
  const hurt = earlier.impacts.filter(({ notAffected, componentId }) => !notAffected && lookup(board.components, componentId) !== undefined);
  const components = [...new Set(hurt.map(({ componentId }) => componentId))].filter((id) => !draft.affected.some(({ componentId }) => componentId === id));
  const levelOf = (id: string): Level => worstLevel(hurt.filter(({ componentId }) => componentId === id).map(({ level }) => level));
  const what = hurt.toSorted((a, b) => levelRank(b.level) - levelRank(a.level)).find((impact) => impact.what !== null && !isRemoved(impact.what))?.what ?? null;
  const said = earlier.entries.filter(
    ({ kind, text, retracted }) => (kind === 'public' || kind === 'internal') && text !== null && retracted === undefined && !isRemoved(text),
  );
  const words = (said.find(({ kind }) => kind === 'public') ?? said[0])?.text ?? '';
  const seen =
    draft.seen.trim() === '' && !isRemoved(earlier.title) ? { seen: what ?? earlier.title, title: draft.title ?? (what === null ? null : earlier.title) } : {};
  return {
    ...draft,
    ...seen,
    affected: [...draft.affected, ...components.map((componentId) => ({ componentId, level: levelOf(componentId) }))],
    text: draft.text.trim() === '' ? words : draft.text,
  };
};

/** The draft with what a template gives. Nothing that was typed or chosen already is replaced. */
export const withTemplate = (draft: ReportDraft, { title, what, componentIds, level, text }: Template, board: BoardState): ReportDraft => {
  const affected = affectedOn(
    componentIds.map((componentId) => ({ componentId, level: level ?? 'partial_outage' })),
    board.components,
  );
  return {
    ...draft,
    seen: draft.seen.trim() === '' ? (what ?? draft.seen) : draft.seen,
    title: draft.title ?? title,
    affected: draft.affected.length === 0 ? affected : draft.affected,
    text: draft.text.trim() === '' ? (text ?? draft.text) : draft.text,
  };
};

/**
 * The draft with what is suspected: its component, since when, and what the first customer saw. Nothing that was typed or chosen already is replaced. `zone`: in which the
 * time is written.
 */
export const withSuspicion = (draft: ReportDraft, { suspicion, seen, since }: Suspected, zone: string): ReportDraft => {
  const { componentId } = suspicion;
  const affected = draft.affected.some((one) => one.componentId === componentId) ? draft : withComponent(draft, componentId, true);
  const words = seen.at(-1)?.words;
  const ms = since?.ms ?? null;
  return {
    ...affected,
    seen: draft.seen.trim() === '' && words !== undefined && !isRemoved(words) ? words : draft.seen,
    started:
      draft.started.kind === 'now' && ms !== null
        ? { kind: 'at', typed: { text: typedTime(ms, zone), zone, at: suspicion.lastSeenAt }, precision: 'approximate' }
        : draft.started,
  };
};

/** Which question a refused field of the report answers; null for one of none. */
export const questionAt = (field: string | null): Question | null => {
  if (field === null) return null;
  const part = field.replace(/^impacts\.\d+\./, 'impact.');
  return (
    FIELDS[part] ?? (part.startsWith('impact.audience') || part.startsWith('impact.regions') ? 'audience' : part.startsWith('impacts') ? 'affected' : null)
  );
};
const FIELDS: Readonly<Record<string, Question>> = {
  title: 'title',
  text: 'text',
  startedAt: 'started',
  nextUpdateDue: 'due',
  commander: 'owner',
  'impact.componentId': 'affected',
  'impact.level': 'affected',
  'impact.what': 'seen',
  'impact.from': 'started',
};
