import type { BoardState, Entry, Incident } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { worstImpact } from './impact-sentence.ts';
import { standingImpacts } from './status.ts';
import { audienceWords } from './wording.ts';

/** What cards, rows and walls say of one incident beside its sentence. */

const SAID: ReadonlySet<Entry['kind']> = new Set(['public', 'internal', 'fact']);

/** The newest thing a person said, alerts and changes left out. */
export const lastSaid = (incident: Incident): Entry | null => incident.entries.findLast((entry) => SAID.has(entry.kind) && entry.text !== null) ?? null;

/** Who has an incident: its commander, else who acknowledged what is going on now. Null for nobody. Staff: for the internal scope alone. */
export const whoHasIt = ({ roles, acknowledged }: Pick<Incident, 'roles' | 'acknowledged'>): string | null => roles.commander ?? acknowledged?.by ?? null;

/** Who has it in a few words. A commander of before a reopening may not know yet that it came back. */
export const whoHasItWords = (incident: Pick<Incident, 'roles' | 'acknowledged'>): string => {
  const who = whoHasIt(incident);
  return who === null ? 'Nobody has it' : `${who}${incident.acknowledged === null ? ', not acknowledged' : ''}`;
};

/** Whether anybody said what an incident does to a component. "Not affected" does not. */
export const impactStated = ({ impacts }: Pick<Incident, 'impacts'>): boolean => impacts.some(({ notAffected }) => !notAffected);

/** Who is hurt and where: `All customers, all regions`. Empty while nobody said. */
export const hurtWords = (board: BoardState, incident: Incident): string => {
  if (standingImpacts(incident).length > 0) return `${audienceWords(worstImpact(incident)?.audience ?? null)}${where(board, incident)}`;
  return impactStated(incident) ? 'Nothing hurts any more' : '';
};

/** Where it hurts, in short: nothing when everywhere, unless everybody is hurt. */
const where = (board: BoardState, incident: Incident): string => {
  const impact = worstImpact(incident);
  if (impact === null) return '';
  if (impact.regions.length === 0) return impact.audience?.kind === 'everyone' ? ', all regions' : '';
  return `, ${impact.regions.map((id) => lookup(board.regions, id)?.name ?? id).join(', ')}`;
};

/** That it was here before: linked to the incident whose fix did not hold, or opened again. `fixed`: when it was last declared over. */
export type CameBack =
  | { readonly how: 'recurrence'; readonly incidentId: string; readonly first: Incident | null }
  | { readonly how: 'reopened'; readonly occurrence: number; readonly fixed: Incident['startedAt'] | null };
export const cameBack = (board: BoardState, incident: Incident): CameBack | null => {
  const link = incident.links.find(({ kind }) => kind === 'recurrence_of');
  if (link !== undefined) return { how: 'recurrence', incidentId: link.incidentId, first: lookup(board.incidents, link.incidentId) ?? null };
  const { occurrences } = incident;
  return occurrences.length > 1 ? { how: 'reopened', occurrence: occurrences.length, fixed: occurrences.at(-2)?.until ?? null } : null;
};
