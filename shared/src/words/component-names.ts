import type { BoardState, Component } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';

/** What each component is called in a list without groups: one whose name is not its own is told by its group, or by its id where that is the same too. */
export const componentNames = (board: BoardState): readonly { readonly id: string; readonly name: string }[] => {
  const components = Object.values(board.components);
  const withGroup = ({ name, groupId }: Component): string => {
    const group = groupId === null ? undefined : lookup(board.groups, groupId);
    return group === undefined ? name : `${name} (${group.name})`;
  };
  const isAlone = (say: (component: Component) => string, component: Component): boolean =>
    components.every((other) => other.id === component.id || say(other) !== say(component));
  return components.map((component) => {
    if (isAlone(({ name }) => name, component)) return { id: component.id, name: component.name };
    return { id: component.id, name: isAlone(withGroup, component) ? withGroup(component) : `${withGroup(component)}, ${component.id}` };
  });
};
