import type { BoardState, Incident } from '../domain/state.ts';
import { levelRank } from '../domain/words.ts';
import { incidentLevel, openIncidents } from './status.ts';

/** Open incidents that are no exercise, as every list shows them: by level, then unacknowledged first, then newest. The first one leads the wall. */
export const incidentOrder = (board: BoardState): Incident[] => openIncidents(board).sort(worstFirst);

/** The same order for any incidents, exercises included. */
export const worstFirst = (a: Incident, b: Incident): number =>
  levelRank(incidentLevel(b)) - levelRank(incidentLevel(a)) ||
  Number(a.acknowledged !== null) - Number(b.acknowledged !== null) ||
  begun(b) - begun(a) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** UTC ms of the current beginning: of the current occurrence if dated, else when the incident was opened. */
const begun = (incident: Incident): number => currentOccurrence(incident).from.ms ?? incident.openedAt;

/** The current occurrence, or the last one. After a reopening its timer is shown. */
export const currentOccurrence = (incident: Pick<Incident, 'occurrences' | 'startedAt' | 'endedAt'>): Incident['occurrences'][number] =>
  incident.occurrences.at(-1) ?? { from: incident.startedAt, until: incident.endedAt };
