import type { BoardState, Incident, Maintenance, Mute, Statement, Table } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';

/** The tables that determine component status. Unchanged parts are the same object (EV13). */
const TABLES = ['components', 'incidents', 'statements', 'maintenances', 'mutes'] as const;

/** How many of these tables two boards share. */
export const sharedTables = (a: BoardState, b: BoardState): number => TABLES.filter((name) => a[name] === b[name]).length;

/** The components whose status may differ between two boards, because they or statements about them differ. Costs nothing for shared tables. */
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
 * Reports every entity that is not the same object in both tables. Only values are walked, and the common beginning and end are
 * skipped: reading a large table by its keys costs twenty times as much.
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
