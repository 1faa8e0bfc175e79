import type { BoardState, Incident } from '../domain/state.ts';
import { levelRank } from '../domain/words.ts';
import { incidentLevel, openIncidents } from './status.ts';

/** Open incidents that are no exercise, as every list shows them: by level, then unacknowledged first, then newest. The first one owns the wall. */
export const incidentOrder = (board: BoardState): Incident[] => openIncidents(board).sort(worstFirst);

/** The same order for any incidents, exercises included. */
export const worstFirst = (a: Incident, b: Incident): number =>
  levelRank(incidentLevel(b)) - levelRank(incidentLevel(a)) ||
  Number(a.acknowledged !== null) - Number(b.acknowledged !== null) ||
  begun(b) - begun(a) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** UTC ms at which what is going on now began: the current occurrence where it is dated, else when the incident was opened. */
const begun = (incident: Incident): number => currentOccurrence(incident).from.ms ?? incident.openedAt;

/** The occurrence that counts: the one going on, or the last. After a reopening its timer leads. */
export const currentOccurrence = (incident: Pick<Incident, 'occurrences' | 'startedAt' | 'endedAt'>): Incident['occurrences'][number] =>
  incident.occurrences.at(-1) ?? { from: incident.startedAt, until: incident.endedAt };
