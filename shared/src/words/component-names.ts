import type { BoardState, Component, RetiredComponent } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';

/**
 * What a component is called where names stand side by side without their groups: one whose name is not its own is told by its group, or by its id where
 * that is the same too. A retired one keeps its name. `past`: those that an answer about the past names beside the board's own. An id nobody knows stands for
 * itself.
 */
export const componentName = (board: BoardState, componentId: string, past: readonly RetiredComponent[] = []): string =>
  namesIn(board).get(componentId) ?? past.find(({ id }) => id === componentId)?.name ?? componentId;

/** Every component of the board by that name, in the order they were defined. */
export const componentNames = (board: BoardState): readonly { readonly id: string; readonly name: string }[] =>
  [...namesIn(board)].filter(([id]) => lookup(board.components, id) !== undefined).map(([id, name]) => ({ id, name }));

const namesIn = (board: BoardState): ReadonlyMap<string, string> => {
  const known = cache.get(board.components);
  if (known?.groups === board.groups && known.retired === board.retired) return known.names;
  const names = tellApart(board);
  cache.set(board.components, { groups: board.groups, retired: board.retired, names });
  return names;
};
// A table that did not change is the same object: most events rename nothing.
const cache = new WeakMap<BoardState['components'], Pick<BoardState, 'groups' | 'retired'> & { names: ReadonlyMap<string, string> }>();

const tellApart = (board: BoardState): ReadonlyMap<string, string> => {
  const components = Object.values(board.components);
  const withGroup = ({ name, groupId }: Component): string => {
    const group = groupId === null ? undefined : lookup(board.groups, groupId);
    return nameApart(name, group?.name ?? null, null);
  };
  const plain = countOf(components.map(({ name }) => name));
  const grouped = countOf(components.map(withGroup));
  const names = new Map<string, string>();
  for (const component of components) {
    const told = withGroup(component);
    names.set(component.id, plain.get(component.name) === 1 ? component.name : grouped.get(told) === 1 ? told : nameApart(told, null, component.id));
  }
  // One that lives under a name keeps it; what once had the same says that it is gone.
  const gone = Object.values(board.retired);
  const before = countOf(gone.map(({ name }) => name));
  for (const { id, name } of gone) {
    const alone = before.get(name) === 1;
    names.set(id, alone && !plain.has(name) ? name : `${name} (retired${alone ? '' : `, ${id}`})`);
  }
  return names;
};

/** `Login (Shop)`, `Login (Shop), login-2`: a name with what tells it apart, as far as given. */
export const nameApart = (name: string, group: string | null, id: string | null): string =>
  `${name}${group === null ? '' : ` (${group})`}${id === null ? '' : `, ${id}`}`;

/** How often each is there. */
export const countOf = (names: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};
