import { type Level, worstLevel } from '@sitrep/shared/domain/words.ts';
import { troubleWords } from '@sitrep/shared/words/group-words.ts';
import { LEVEL_SHORT } from '@sitrep/shared/words/wording.ts';
import { FitText } from '../../../ui/fit-text.tsx';
import styles from './more-line.module.css';

/** A row that did not fit: its level and group. */
export interface HiddenRow {
  readonly level: Level;
  readonly group: string;
}

// With more groups than this, only their number is given.
const NAMED = 3;

/** Counts the rows that did not fit, in one line: how many at which level, by group if there are few. `listed`: how many rows are shown. */
export const MoreLine = ({ rest, listed, simulated = false }: { rest: readonly HiddenRow[]; listed: number; simulated?: boolean }) => (
  <FitText texts={wordsOf(rest, listed, simulated)} max={40} min={40} className={styles.words} />
);

/** That line in several lengths, longest first; the worst level is dropped last. `simulated`: the levels are those of an exercise, so each text says “Simulated”. */
export const wordsOf = (rest: readonly HiddenRow[], listed: number, simulated = false): string[] => {
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

const levelsOf = (rows: readonly HiddenRow[]): string => troubleWords(rows.map(({ level }) => level));
