import { RefusalBox } from '../../../ui/command-form/refusal.tsx';
import kit from '../../../ui/kit.module.css';
import { TextDifference } from '../text-difference-view.tsx';
import styles from './overtaken-words.module.css';

/** Stands in a form while somebody else has changed the words that its author types over: how, and whose words go on from here. */
export const OvertakenWords = ({ before, now, onTake, onKeep }: { before: string; now: string; onTake: () => void; onKeep: () => void }) => (
  <RefusalBox>
    <p>
      <b>Somebody amended it while you wrote.</b> Yours is not sent until you choose.
    </p>
    <TextDifference before={before} after={now} />
    <p className={styles.choices}>
      <button type="button" className={kit.primaryButton} onClick={onTake}>
        Take theirs, drop mine
      </button>
      <button type="button" onClick={onKeep}>
        Keep mine, in place of theirs
      </button>
    </p>
  </RefusalBox>
);
