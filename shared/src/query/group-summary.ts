import type { BoardState, Component } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { LEVELS, type Level, worstLevel } from '../domain/words.ts';
import { allStatuses } from './status.ts';
import { LEVEL_SHORT } from './wording.ts';

/** How a group of components is doing, in the room of a few words. */
export interface GroupSummary {
  readonly id: string;
  readonly name: string;
  readonly level: Level;
  /** Fresh checks speak for every component of it. Only then may it be drawn as working. */
  readonly fresh: boolean;
  /** `3 of 3 work`, `No trouble reported`, `1 major, 2 unknown`. */
  readonly words: string;
}

/** Every group with components, in the board's order; what is in no group follows as "Others". On a board without groups each component stands for itself. */
export const groupSummaries = (board: BoardState): GroupSummary[] => {
  const components = Object.values(board.components).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const groups = Object.values(board.groups).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const groupOf = ({ groupId }: Component): string | null => (groupId !== null && lookup(board.groups, groupId) !== undefined ? groupId : null);
  if (!components.some((component) => groupOf(component) !== null))
    return components.map((component) => summary(board, component.id, component.name, [component]));
  return [...groups.map(({ id, name }) => ({ id, name })), { id: null, name: OTHERS }].flatMap(({ id, name }) => {
    const members = components.filter((component) => groupOf(component) === id);
    return members.length === 0 ? [] : [summary(board, id ?? 'ungrouped', name, members)];
  });
};

/** What the group of a component is called; `Others` for one that is in none, or not on the board. */
export const groupName = (board: BoardState, componentId: string | null): string => {
  const groupId = componentId === null ? null : (lookup(board.components, componentId)?.groupId ?? null);
  return groupId === null ? OTHERS : (lookup(board.groups, groupId)?.name ?? OTHERS);
};
const OTHERS = 'Others';

const summary = (board: BoardState, id: string, name: string, members: readonly Component[]): GroupSummary => {
  const all = allStatuses(board);
  const statuses = members.flatMap((member) => all[member.id] ?? []);
  const level = worstLevel(statuses.map((status) => status.level));
  const fresh = statuses.every((status) => status.fresh);
  return { id, name, level, fresh, words: level === 'operational' ? calmWords(members.length, fresh) : troubleWords(statuses.map((status) => status.level)) };
};
const calmWords = (count: number, fresh: boolean): string => {
  if (!fresh) return 'No trouble reported';
  return count === 1 ? 'Works' : `${count} of ${count} work`;
};

/** How many stand at each level but the best, worst first: `1 major, 2 unknown`. */
export const troubleWords = (levels: readonly Level[]): string =>
  LEVELS.toReversed()
    .filter((level) => level !== 'operational')
    .flatMap((level) => {
      const count = levels.filter((one) => one === level).length;
      return count === 0 ? [] : [`${count} ${level === 'under_maintenance' ? 'in maintenance' : LEVEL_SHORT[level].toLowerCase()}`];
    })
    .join(', ');
