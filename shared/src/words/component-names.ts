import type { BoardState, Component } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';

/**
 * What a component is called where names stand side by side without their groups: one whose name is not its own is told by its group, or by its id where
 * that is the same too. An id the board does not know stands for itself.
 */
export const componentName = (board: BoardState, componentId: string): string => namesIn(board).get(componentId) ?? componentId;

/** Every component of the board by that name, in the order they were defined. */
export const componentNames = (board: BoardState): readonly { readonly id: string; readonly name: string }[] =>
  [...namesIn(board)].map(([id, name]) => ({ id, name }));

const namesIn = (board: BoardState): ReadonlyMap<string, string> => {
  const known = cache.get(board.components);
  if (known?.groups === board.groups) return known.names;
  const names = tellApart(board);
  cache.set(board.components, { groups: board.groups, names });
  return names;
};
// A table that did not change is the same object: most events rename nothing.
const cache = new WeakMap<BoardState['components'], { groups: BoardState['groups']; names: ReadonlyMap<string, string> }>();

const tellApart = (board: BoardState): ReadonlyMap<string, string> => {
  const components = Object.values(board.components);
  const withGroup = ({ name, groupId }: Component): string => {
    const group = groupId === null ? undefined : lookup(board.groups, groupId);
    return group === undefined ? name : `${name} (${group.name})`;
  };
  const plain = countOf(components.map(({ name }) => name));
  const grouped = countOf(components.map(withGroup));
  return new Map(
    components.map((component) => {
      if (plain.get(component.name) === 1) return [component.id, component.name];
      const told = withGroup(component);
      return [component.id, grouped.get(told) === 1 ? told : `${told}, ${component.id}`];
    }),
  );
};

/** How often each is there. */
export const countOf = (names: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};
