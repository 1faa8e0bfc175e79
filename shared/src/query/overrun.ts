import { announcedEnd, isRunning } from '../domain/planned-work.ts';
import type { BoardState, Maintenance } from '../domain/state.ts';

/** Real work that runs beyond its announced end, the longest overdue first. */
export const overrunning = (board: BoardState): Maintenance[] =>
  Object.values(board.maintenances)
    .filter((work) => work.overran && work.drill === null && isRunning(work))
    .sort(latestFirst);

/** Running work in the order in which people have to know of it: what has overrun first, by its announced end. In: work of either kind. */
export const latestFirst = (a: Maintenance, b: Maintenance): number =>
  Number(b.overran) - Number(a.overran) || (a.overran && b.overran ? (announcedEnd(a) ?? 0) - (announcedEnd(b) ?? 0) : 0);

/** The longest overdue work on each component that has any, by component id. */
export const overrunByComponent = (board: BoardState): ReadonlyMap<string, Maintenance> => {
  const found = new Map<string, Maintenance>();
  for (const work of overrunning(board)) for (const id of work.componentIds) if (!found.has(id)) found.set(id, work);
  return found;
};
