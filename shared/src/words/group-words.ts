import type { BoardState } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { LEVELS, type Level } from '../domain/words.ts';
import type { GroupSummary } from '../query/group-summary.ts';
import { LEVEL_SHORT } from './wording.ts';

const OTHERS = 'Others';

/** The name of a group; `Others` for components without one. */
export const groupTitle = ({ name }: Pick<GroupSummary, 'name'>): string => name ?? OTHERS;

/** The name of a component's group; `Others` when it has none or is not on the board. */
export const groupName = (board: BoardState, componentId: string | null): string => {
  const groupId = componentId === null ? null : (lookup(board.components, componentId)?.groupId ?? null);
  return groupId === null ? OTHERS : (lookup(board.groups, groupId)?.name ?? OTHERS);
};

/** The state of a group in a few words: `3 of 3 work`, `No trouble reported`, `1 major, 2 unknown`. */
export const groupWords = ({ level, fresh, levels }: GroupSummary): string => {
  if (level !== 'operational') return troubleWords(levels);
  if (!fresh) return 'No trouble reported';
  return levels.length === 1 ? 'Works' : `${levels.length} of ${levels.length} work`;
};

/** How many components are at each level except the best, worst first: `1 major, 2 unknown`. */
export const troubleWords = (levels: readonly Level[]): string =>
  LEVELS.toReversed()
    .filter((level) => level !== 'operational')
    .flatMap((level) => {
      const count = levels.filter((one) => one === level).length;
      return count === 0 ? [] : [`${count} ${level === 'under_maintenance' ? 'in maintenance' : LEVEL_SHORT[level].toLowerCase()}`];
    })
    .join(', ');
