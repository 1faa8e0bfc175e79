import { TimeField } from '../../../ui/command-form/time-field.tsx';
import type { KeptTime } from '../../../ui/command-form/typed-time.ts';
import { useTypedTime } from '../../../ui/command-form/use-typed-time.ts';
import styles from './happened-row.module.css';

/** When the words of a draft happened, in the place of what only changes now. `typed`: what its author typed so far. */
export const HappenedRow = ({ typed, onType }: { typed: KeptTime; onType: (typed: KeptTime) => void }) => {
  const { time: _, ...field } = useTypedTime({ typed, onType: (next) => onType(next ?? { ...typed, text: '' }), initial: '' });
  return (
    <div className={styles.happened}>
      <TimeField label="Happened" {...field} />
      <p className={styles.what}>
        It stands at that time in the timeline, as a fact told now. Phase and levels stay as they are, and it keeps no promise of a next update.
      </p>
    </div>
  );
};
