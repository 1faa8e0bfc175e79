import type { Phase } from '@sitrep/shared/domain/words.ts';
import { PHASE_WORD } from '@sitrep/shared/words/wording.ts';
import { useId } from 'react';
import kit from '../../../ui/kit.module.css';
import styles from './phase-choice.module.css';

const PHASES: readonly Phase[] = ['investigating', 'identified', 'monitoring', 'resolved'];

/** The phase that a post leads to; the current one changes nothing. */
export const PhaseChoice = ({ current, chosen, onChoose }: { current: Phase; chosen: Phase; onChoose: (phase: Phase) => void }) => {
  const id = useId();
  return (
    <fieldset className={styles.phases}>
      <legend className={kit.label}>Phase{chosen === current ? '' : `, was ${PHASE_WORD[current]}`}</legend>
      <div>
        {PHASES.map((phase) => (
          <label key={phase} data-was={phase === current && chosen !== current ? '' : undefined}>
            <input type="radio" name={id} checked={phase === chosen} onChange={() => onChoose(phase)} />
            {PHASE_WORD[phase]}
          </label>
        ))}
      </div>
    </fieldset>
  );
};
