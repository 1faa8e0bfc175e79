import type { Phase } from '@sitrep/shared/domain/words.ts';
import { PHASE_WORD } from '@sitrep/shared/words/wording.ts';
import kit from './kit.module.css';
import styles from './phase-blocks.module.css';

const ORDER: readonly Phase[] = ['investigating', 'identified', 'monitoring', 'resolved'];

/** Four ink blocks and the word. A phase is not a status, so it has no colour. `wordless` leaves the word to the caller. */
export const PhaseBlocks = ({ phase, wordless = false }: { phase: Phase | 'reopened'; wordless?: boolean }) => {
  const reached = phase === 'reopened' ? ORDER.indexOf('identified') : ORDER.indexOf(phase);
  return (
    <span className={kit.nowrap}>
      <span className={styles.blocks} aria-hidden="true">
        {ORDER.map((step, index) => (
          <i key={step} className={index <= reached ? styles.reached : undefined} />
        ))}
      </span>
      {wordless ? null : PHASE_WORD[phase]}
    </span>
  );
};
