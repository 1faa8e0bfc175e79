import type { BoardState, Component } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { type Level, worstLevel } from '../domain/words.ts';
import { allStatuses } from './status.ts';

/** How a group of components is doing. */
export interface GroupSummary {
  readonly id: string;
  /** Null for what is in no group. */
  readonly name: string | null;
  readonly level: Level;
  /** Fresh checks speak for every component of it. Only then may it be drawn as working. */
  readonly fresh: boolean;
  /** Of each of its components. */
  readonly levels: readonly Level[];
}

/** Every group with components, in the board's order; what is in no group follows. On a board without groups each component stands for itself. */
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
