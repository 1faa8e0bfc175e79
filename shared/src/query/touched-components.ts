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

/** Tells of every entity that is in one of the tables and not, as the same object, in the other. */
const differing = <T>(before: Table<T>, after: Table<T>, tell: (entity: T) => void): void => {
  if (before === after) return;
  for (const [table, other] of [
    [before, after],
    [after, before],
  ] as const) {
    for (const [id, entity] of Object.entries(table)) if (lookup(other, id) !== entity) tell(entity);
  }
};
