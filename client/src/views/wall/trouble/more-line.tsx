import { type Level, worstLevel } from '@sitrep/shared/domain/words.ts';
import { troubleWords } from '@sitrep/shared/words/group-words.ts';
import { LEVEL_SHORT } from '@sitrep/shared/words/wording.ts';
import { FitText } from '../../../ui/fit-text.tsx';
import styles from './more-line.module.css';

/** One of those there was no room for: how bad, and in which group. */
export interface Left {
  readonly level: Level;
  readonly group: string;
}

// More groups than these are a number.
const NAMED = 3;

/** What there was no room for beside those `listed`, in one line: how many at which level, by group while the groups are few, in as many words as fit. */
export const MoreLine = ({ rest, listed, simulated = false }: { rest: readonly Left[]; listed: number; simulated?: boolean }) => (
  <FitText texts={wordsOf(rest, listed, simulated)} max={40} min={40} className={styles.words} />
);

/** The same in ever fewer words; the worst level is the last to go. `simulated`: an exercise pretends them, and every count of it says so. */
export const wordsOf = (rest: readonly Left[], listed: number, simulated = false): string[] => {
  if (simulated) return wordsOf(rest, listed).map((words) => `Simulated: ${words}`);
  const count = listed === 0 ? `${rest.length} in all` : `${rest.length} more`;
  const groups = [...new Set(rest.map(({ group }) => group))];
  const inAll = levelsOf(rest);
  if (inAll === '') return [count];
  const byGroup = groups.map((group) => `${group}: ${levelsOf(rest.filter((one) => one.group === group)) || 'being watched'}`);
  const where = groups.length === 1 ? `in ${groups[0]}` : `in ${groups.length} groups`;
  return [
    ...(groups.length > 1 && groups.length <= NAMED ? [`${count}. ${byGroup.join('; ')}`] : []),
    `${count}: ${inAll}, ${where}`,
    `${count}: ${inAll}`,
    `${count}, worst: ${LEVEL_SHORT[worstLevel(rest.map(({ level }) => level))].toLowerCase()}`,
    count,
  ];
};

const levelsOf = (some: readonly Left[]): string => troubleWords(some.map(({ level }) => level));
