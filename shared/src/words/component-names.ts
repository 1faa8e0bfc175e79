import type { BoardState, Component, RetiredComponent } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';

/**
 * The name of a component where names stand without their groups. A name that several components have gets the group behind it, and the id where that is
 * the same too. A retired component keeps its name. In: `past`: retired components that an answer about the past names, beside those the board still knows.
 * Out: the id itself when nobody knows it.
 */
export const componentName = (board: BoardState, componentId: string, past: readonly RetiredComponent[] = []): string =>
  namesIn(board).get(componentId) ?? past.find(({ id }) => id === componentId)?.name ?? componentId;

/** Every component of the board with this name, in the order they were defined. */
export const componentNames = (board: BoardState): readonly { readonly id: string; readonly name: string }[] =>
  [...namesIn(board)].filter(([id]) => lookup(board.components, id) !== undefined).map(([id, name]) => ({ id, name }));

const namesIn = (board: BoardState): ReadonlyMap<string, string> => {
  const known = cache.get(board.components);
  if (known?.groups === board.groups && known.retired === board.retired) return known.names;
  const names = uniqueNames(board);
  cache.set(board.components, { groups: board.groups, retired: board.retired, names });
  return names;
};
// The fold keeps an unchanged table as the same object, and most events rename nothing.
const cache = new WeakMap<BoardState['components'], Pick<BoardState, 'groups' | 'retired'> & { names: ReadonlyMap<string, string> }>();

const uniqueNames = (board: BoardState): ReadonlyMap<string, string> => {
  const components = Object.values(board.components);
  const withGroup = ({ name, groupId }: Component): string => {
    const group = groupId === null ? undefined : lookup(board.groups, groupId);
    return nameApart(name, group?.name ?? null, null);
  };
  const plain = countOf(components.map(({ name }) => name));
  const grouped = countOf(components.map(withGroup));
  const names = new Map<string, string>();
  for (const component of components) {
    const long = withGroup(component);
    names.set(component.id, plain.get(component.name) === 1 ? component.name : grouped.get(long) === 1 ? long : nameApart(long, null, component.id));
  }
  // A component in use has a name for itself; a retired one of the same name is marked as retired.
  const retired = Object.values(board.retired);
  const retiredCounts = countOf(retired.map(({ name }) => name));
  for (const { id, name } of retired) {
    const only = retiredCounts.get(name) === 1;
    names.set(id, only && !plain.has(name) ? name : `${name} (retired${only ? '' : `, ${id}`})`);
  }
  return names;
};

/** A name with its group and id, as far as given: `Login (Shop)`, `Login (Shop), login-2`. */
export const nameApart = (name: string, group: string | null, id: string | null): string =>
  `${name}${group === null ? '' : ` (${group})`}${id === null ? '' : `, ${id}`}`;

/** How often each name occurs. */
export const countOf = (names: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};
