import type { Impact } from '@sitrep/shared/domain/event.ts';
import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { StatusWord } from '../../../ui/status-word.tsx';
import styles from './level-list.module.css';

/** Impacts in one line: each component with its level. */
export const LevelList = ({ impacts, board }: { impacts: readonly Impact[]; board: BoardState }) => (
  <span className={styles.levels}>
    {impacts.map(({ impactId, componentId, level }) => (
      <span key={impactId}>
        {componentName(board, componentId)} <StatusWord level={level} />
      </span>
    ))}
  </span>
);
