import { exactly, type FactTime } from '../domain/fact-time.ts';
import { holderName } from '../domain/holder.ts';
import type { BoardState, Entry, Holder, Incident } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import type { IncidentRole } from '../domain/words.ts';

/** Facts of one incident that cards, rows and walls show beside its level. */

const SAID: ReadonlySet<Entry['kind']> = new Set(['public', 'internal', 'fact']);

/** The newest text by a person that stands, without alerts and changes. */
export const lastSaid = (incident: Incident): Entry | null =>
  incident.entries.findLast(({ kind, text, retracted }) => SAID.has(kind) && text !== null && retracted === undefined) ?? null;

/** When its text was said: when it was recorded, or published later, unless an import knows better. When what it speaks of happened is `at`. */
export const saidWhen = ({ saidAt, recordedAt, publishedAt }: Pick<Entry, 'saidAt' | 'recordedAt' | 'publishedAt'>): FactTime =>
  saidAt ?? exactly(publishedAt ?? recordedAt);

/** Who has a role; null for nobody. */
export const roleHolder = ({ roles, rolePeople }: Pick<Incident, 'roles' | 'rolePeople'>, role: IncidentRole): Holder | null => {
  const by = roles[role];
  return by === undefined ? null : { by, person: rolePeople[role] };
};

/** Who handles an incident: its commander, else who acknowledged the current occurrence. Null for nobody. Staff names: for the internal scope only. */
export const incidentHolder = (incident: Pick<Incident, 'roles' | 'rolePeople' | 'acknowledged'>): Holder | null =>
  roleHolder(incident, 'commander') ?? incident.acknowledged;
/** The same, by the name they have now. */
export const whoHasIt = (board: Pick<BoardState, 'people'>, incident: Parameters<typeof incidentHolder>[0]): string | null => {
  const holder = incidentHolder(incident);
  return holder === null ? null : holderName(board, holder);
};

/** The beginning or end of an occurrence (counted from 1) before it was corrected; null when it never was. */
export const knownBefore = ({ entries }: Pick<Incident, 'entries'>, occurrence: number, end: 'began' | 'ended'): FactTime | null => {
  const entry = entries.findLast(({ change }) => change?.what === 'times' && change.occurrence === occurrence && change[end] !== null);
  return entry?.change?.what === 'times' ? (entry.change[end]?.from ?? null) : null;
};

/** Whether it is a recurrence: linked to an incident whose fix failed, or reopened. `fixed`: when it was last declared over. */
export type CameBack =
  | { readonly how: 'recurrence'; readonly incidentId: string; readonly first: Incident | null }
  | { readonly how: 'reopened'; readonly occurrence: number; readonly fixed: Incident['startedAt'] | null };
export const cameBack = (board: BoardState, incident: Incident): CameBack | null => {
  const link = incident.links.find(({ kind }) => kind === 'recurrence_of');
  // What it came back from was none.
  if (link !== undefined && lookup(board.incidents, link.incidentId)?.dismissed == null)
    return { how: 'recurrence', incidentId: link.incidentId, first: lookup(board.incidents, link.incidentId) ?? null };
  const { occurrences } = incident;
  return occurrences.length > 1 ? { how: 'reopened', occurrence: occurrences.length, fixed: occurrences.at(-2)?.until ?? null } : null;
};
