import type { BoardState, Component } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { type Level, worstLevel } from '../domain/words.ts';
import { allStatuses } from './status.ts';

/** The state of a group of components. */
export interface GroupSummary {
  readonly id: string;
  /** Null for components without a group. */
  readonly name: string | null;
  readonly level: Level;
  /** Fresh checks cover every component of it. Only then may it be drawn as working. */
  readonly fresh: boolean;
  /** The status of each of its components. */
  readonly levels: readonly Level[];
}

/** Every group with components, in the board's order, then the components without a group. On a board without groups each component is its own entry. */
export const groupSummaries = (board: BoardState): GroupSummary[] => {
  const components = Object.values(board.components).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const groups = Object.values(board.groups).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const groupOf = ({ groupId }: Component): string | null => (groupId !== null && lookup(board.groups, groupId) !== undefined ? groupId : null);
  if (!components.some((component) => groupOf(component) !== null))
    return components.map((component) => summary(board, component.id, component.name, [component]));
  return [...groups.map(({ id, name }) => ({ id, name })), { id: null, name: null }].flatMap(({ id, name }) => {
    const members = components.filter((component) => groupOf(component) === id);
    return members.length === 0 ? [] : [summary(board, id ?? 'ungrouped', name, members)];
  });
};

const summary = (board: BoardState, id: string, name: string | null, members: readonly Component[]): GroupSummary => {
  const all = allStatuses(board);
  const statuses = members.flatMap((member) => all[member.id] ?? []);
  const levels = statuses.map((status) => status.level);
  return { id, name, level: worstLevel(levels), fresh: statuses.every((status) => status.fresh), levels };
};
