import type { BoardState, Incident, Maintenance, Mute, Statement, Table } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';

/** The tables that decide how components are. What is not changed in them is the same object (EV13). */
const TABLES = ['components', 'incidents', 'statements', 'maintenances', 'mutes'] as const;

/** How many of the tables that decide how components are two boards share. */
export const sharedTables = (a: BoardState, b: BoardState): number => TABLES.filter((name) => a[name] === b[name]).length;

/** The components of which anything that decides how they are differs between two boards: they themselves, and what is said of them. Costs nothing where tables are shared. */
export const touchedComponents = (before: BoardState, after: BoardState): ReadonlySet<string> => {
  const touched = new Set<string>();
  const add = (id: string) => touched.add(id);
  differing(before.components, after.components, ({ id }) => add(id));
  differing(before.incidents, after.incidents, ({ impacts }: Incident) => {
    for (const { componentId } of impacts) add(componentId);
  });
  differing(before.statements, after.statements, ({ componentId }: Statement) => add(componentId));
  differing(before.maintenances, after.maintenances, ({ componentIds }: Maintenance) => componentIds.forEach(add));
  differing(before.mutes, after.mutes, ({ levels }: Mute) => {
    for (const id of Object.keys(levels)) {
      const statement = lookup(after.statements, id);
      if (statement !== undefined) add(statement.componentId);
    }
  });
  return touched;
};

/**
 * Tells of every entity that is in one of the tables and not, as the same object, in the other. Values alone are walked, and what both begin and end with is
 * passed over: reading a large table by its keys costs twenty times as much.
 */
const differing = <T>(before: Table<T>, after: Table<T>, tell: (entity: T) => void): void => {
  if (before === after) return;
  const [old, fresh] = [Object.values(before), Object.values(after)];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let tail = 0;
  while (tail < old.length - start && tail < fresh.length - start && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++;
  const [were, are] = [new Set(old.slice(start, old.length - tail)), new Set(fresh.slice(start, fresh.length - tail))];
  for (const entity of were) if (!are.has(entity)) tell(entity);
  for (const entity of are) if (!were.has(entity)) tell(entity);
};
