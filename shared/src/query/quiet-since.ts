import type { FactTime } from '../domain/fact-time.ts';
import { isReal } from '../domain/is-real.ts';
import type { BoardState, Incident, Trouble } from '../domain/state.ts';

/** The incident on the board that ended last, exercises and undated ends left out; null when there is none. */
const lastResolved = (board: BoardState): Incident | null => {
  let last: Incident | null = null;
  for (const incident of Object.values(board.incidents)) {
    const end = isReal(incident) && incident.phase === 'resolved' ? (incident.endedAt?.ms ?? null) : null;
    if (end !== null && end > (last?.endedAt?.ms ?? Number.NEGATIVE_INFINITY)) last = incident;
  }
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
  return incident === null || end === null ? null : { at: end, last: incident };
};
