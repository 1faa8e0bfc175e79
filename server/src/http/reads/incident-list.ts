import type { IncidentLink } from '@sitrep/shared/domain/event.ts';
import { isReal } from '@sitrep/shared/domain/is-real.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import type { CauseClass, Level } from '@sitrep/shared/domain/words.ts';
import { incidentPeak } from '@sitrep/shared/query/status.ts';
import { pageOf } from './page.ts';

/** An incident as lists show it: without entries, postmortem and further details. */
export type IncidentSummary = Pick<
  Incident,
  | 'id'
  | 'title'
  | 'phase'
  | 'published'
  | 'drill'
  | 'dismissed'
  | 'startedAt'
  | 'endedAt'
  | 'openedAt'
  | 'changedAt'
  | 'occurrences'
  | 'impacts'
  | 'links'
  | 'flags'
  | 'thirdParties'
  | 'entryCount'
> & { readonly peak: Level; readonly cause: Incident['causes'][number] | null };

export interface IncidentFilter {
  readonly component?: string | undefined;
  readonly cause?: CauseClass | undefined;
  /** A year in UTC; `undated` for incidents without a date. */
  readonly year?: number | 'undated' | undefined;
  /** All words must occur, in any order. */
  readonly text?: string | undefined;
  readonly open?: boolean | undefined;
  readonly drill?: boolean | undefined;
  /** Those that turned out to be none, alone. Left out: they are found by a text only. */
  readonly dismissed?: boolean | undefined;
}
export interface IncidentPage {
  readonly incidents: IncidentSummary[];
  /** Total number of matches. */
  readonly total: number;
  /** Cursor of the next page; null on the last page. */
  readonly next: string | null;
}

/**
 * A page of incidents, newest first; those without a date come last, in the order they were recorded, newest first.
 * In: the incidents of one scope in the order they were recorded, and the previous page's cursor. Null when the cursor is invalid.
 */
export const listIncidents = (incidents: Iterable<Incident>, filter: IncidentFilter, cursor: string | null, limit: number): IncidentPage | null => {
  const words = wordsAsked(filter);
  const listed = [...incidents]
    .map((incident, order) => ({ item: incident, ms: incident.startedAt.ms, order }))
    .filter(({ item }) => matches(item, filter, words));
  const page = pageOf(listed, summary, { cursor, limit });
  return page === null ? null : { incidents: page.items, total: page.total, next: page.next };
};

/** The incidents that match, in the order they were recorded. */
export const filterIncidents = (incidents: Iterable<Incident>, filter: IncidentFilter): Incident[] => {
  const words = wordsAsked(filter);
  return [...incidents].filter((incident) => matches(incident, filter, words));
};
const wordsAsked = ({ text }: IncidentFilter): string[] => text?.toLowerCase().split(/\s+/) ?? [];

/** A later incident that links to this one. */
export type BackLink = Pick<IncidentLink, 'kind' | 'words' | 'inferred'> & { readonly incidentId: string };

/**
 * The incidents of one scope that link to this one, ordered by their beginning, undated ones last.
 * Incidents of an exercise are listed only for incidents of the same exercise.
 */
export const incidentsLinkedTo = (incidents: Iterable<Incident>, { id, drill }: Pick<Incident, 'id' | 'drill'>): BackLink[] =>
  [...incidents]
    .filter((other) => other.drill === drill && other.dismissed === null && other.links.some(({ incidentId }) => incidentId === id))
    .sort((a, b) => (a.startedAt.ms ?? Number.POSITIVE_INFINITY) - (b.startedAt.ms ?? Number.POSITIVE_INFINITY) || a.openedAt - b.openedAt)
    .flatMap((other) =>
      other.links.filter(({ incidentId }) => incidentId === id).map(({ kind, words, inferred }) => ({ incidentId: other.id, kind, words, inferred })),
    );

/** Years in which incidents of one scope began, newest first, and how many have no date. */
export const incidentYears = (incidents: Iterable<Incident>): { years: { year: number; incidents: number }[]; undated: number } => {
  const counts = new Map<number, number>();
  let undated = 0;
  for (const incident of incidents) {
    if (!isReal(incident)) continue;
    const { startedAt } = incident;
    if (startedAt.ms === null) undated++;
    else counts.set(yearOf(startedAt.ms), (counts.get(yearOf(startedAt.ms)) ?? 0) + 1);
  }
  return { years: [...counts].map(([year, count]) => ({ year, incidents: count })).sort((a, b) => b.year - a.year), undated };
};

const yearOf = (ms: number): number => new Date(ms).getUTCFullYear();

const matches = (incident: Incident, { component, cause, year, open, drill, dismissed, text }: IncidentFilter, words: readonly string[]): boolean => {
  if (incident.dismissed === null ? dismissed === true : !(dismissed ?? text !== undefined)) return false;
  if ((drill ?? false) !== (incident.drill !== null)) return false;
  if (component !== undefined && !incident.impacts.some((impact) => impact.componentId === component && !impact.notAffected)) return false;
  if (cause !== undefined && !incident.causes.some((known) => known.status !== 'ruled_out' && known.class.includes(cause))) return false;
  if (year !== undefined && year !== (incident.startedAt.ms === null ? 'undated' : yearOf(incident.startedAt.ms))) return false;
  if (open !== undefined && open !== (incident.phase !== 'resolved')) return false;
  return words.every((word) => wordsOf(incident).includes(word));
};

// Incidents are replaced, never edited, so their search text can be cached.
const known = new WeakMap<Incident, string>();
const wordsOf = (incident: Incident): string => {
  const found = known.get(incident);
  if (found !== undefined) return found;
  const { id, title, entries, impacts, causes, guidance, thirdParties, postmortem, flags } = incident;
  const words = [
    id,
    title,
    ...entries.map(({ text }) => text ?? ''),
    ...impacts.flatMap(({ what, audience }) => [what ?? '', audience?.words ?? '']),
    ...causes.flatMap(({ text, chain }) => [text ?? '', ...(chain ?? [])]),
    ...guidance.map(({ text }) => text),
    ...thirdParties.map(({ name }) => name),
    ...postmortem.flatMap(({ heading, text }) => [heading, text]),
    ...flags.map((flag) => flag.words),
  ]
    .join('\n')
    .toLowerCase();
  known.set(incident, words);
  return words;
};

const summary = (incident: Incident): IncidentSummary => {
  const {
    id,
    title,
    phase,
    published,
    drill,
    dismissed,
    startedAt,
    endedAt,
    openedAt,
    changedAt,
    occurrences,
    impacts,
    links,
    flags,
    thirdParties,
    entryCount,
    causes,
  } = incident;
  return {
    ...{ id, title, phase, published, drill, dismissed, startedAt, endedAt, openedAt, changedAt, occurrences, impacts, links, flags, thirdParties, entryCount },
    peak: incidentPeak(incident),
    cause: causes.at(-1) ?? null,
  };
};
