import type { Incident } from '@sitrep/shared/domain/state.ts';
import { whoHasItWords } from '@sitrep/shared/words/incident-words.ts';
import { useState } from 'react';
import { Acknowledge } from '../../../controls/acknowledge.tsx';
import { TakeBy } from '../../../controls/take-by.tsx';
import { useBoard } from '../../../sync/use-board.ts';
import kit from '../../../ui/kit.module.css';
import styles from './incident-verbs.module.css';

/** For those who may take an incident and not write in it: who has it, by when somebody has to take it, and the one control. */
export const TakeBar = ({ incident }: { incident: Incident }) => {
  const board = useBoard();
  const [said, setSaid] = useState('');
  const isFree = incident.acknowledged === null;
  return (
    <div className={styles.verbs}>
      <section className={styles.bar} aria-label="Work on this incident" tabIndex={-1} data-focus-home="">
        <div className={isFree ? styles.take : undefined}>
          {isFree ? (
            <>
              <b>{whoHasItWords(board, incident)}</b>
              <TakeBy incident={incident} />
            </>
          ) : null}
          <Acknowledge page incident={incident} onDone={() => setSaid('You have it.')} />
        </div>
        <p role="status" className={kit.hidden}>
          {said}
        </p>
      </section>
    </div>
  );
};
