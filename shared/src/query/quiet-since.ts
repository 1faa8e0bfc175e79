import type { FactTime } from '../domain/fact-time.ts';
import { isReal } from '../domain/is-real.ts';
import type { BoardState, Incident, Trouble } from '../domain/state.ts';

/** The incident on the board that ended last, exercises left out, and one whose end has no date only where no other ended; null when there is none. */
export const lastResolved = (board: BoardState): Incident | null => {
  const endOf = (incident: Incident | null): number => (incident === null ? Number.NEGATIVE_INFINITY : (incident.endedAt?.ms ?? Number.MIN_SAFE_INTEGER));
  let last: Incident | null = null;
  for (const incident of Object.values(board.incidents))
    if (isReal(incident) && incident.phase === 'resolved' && endOf(incident) > endOf(last)) last = incident;
  return last;
};

export interface ComponentTrouble extends Trouble {
  readonly componentId: string;
}
const lastOfAll = (board: BoardState): ComponentTrouble | null => {
  let last: ComponentTrouble | null = null;
  for (const { id, lastTrouble } of Object.values(board.components))
    if (lastTrouble !== null && (lastTrouble.at.ms ?? 0) > (last?.at.ms ?? Number.NEGATIVE_INFINITY)) last = { componentId: id, ...lastTrouble };
  return last;
};

/** Since when it is quiet: the last end of an incident or of trouble reported by statements alone. Null when there was neither. */
export const quietSince = (board: BoardState): { readonly at: FactTime; readonly last: Incident | ComponentTrouble } | null => {
  const incident = lastResolved(board);
  const trouble = lastOfAll(board);
  const end = incident?.endedAt ?? null;
  if (trouble !== null && (trouble.at.ms ?? 0) > (end?.ms ?? Number.NEGATIVE_INFINITY)) return { at: trouble.at, last: trouble };
  return incident === null || end === null || end.ms === null ? null : { at: end, last: incident };
};
