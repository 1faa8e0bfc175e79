import type { FactTime } from '../domain/fact-time.ts';
import type { BoardState, Entry, Incident } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';

/** What cards, rows and walls need of one incident beside its level. */

const SAID: ReadonlySet<Entry['kind']> = new Set(['public', 'internal', 'fact']);

/** The newest thing a person said, alerts and changes left out. */
export const lastSaid = (incident: Incident): Entry | null => incident.entries.findLast((entry) => SAID.has(entry.kind) && entry.text !== null) ?? null;

/** Who has an incident: its commander, else who acknowledged what is going on now. Null for nobody. Staff: for the internal scope alone. */
export const whoHasIt = ({ roles, acknowledged }: Pick<Incident, 'roles' | 'acknowledged'>): string | null => roles.commander ?? acknowledged?.by ?? null;

/** What was known of the beginning or the end of an occurrence, counted from 1, before that was corrected; null where it never was. */
export const knownBefore = ({ entries }: Pick<Incident, 'entries'>, occurrence: number, end: 'began' | 'ended'): FactTime | null => {
  const entry = entries.findLast(({ change }) => change?.what === 'times' && change.occurrence === occurrence && change[end] !== null);
  return entry?.change?.what === 'times' ? (entry.change[end]?.from ?? null) : null;
};

/** That it was here before: linked to the incident whose fix did not hold, or opened again. `fixed`: when it was last declared over. */
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
