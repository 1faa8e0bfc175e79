import { useCommandForm } from '../../../controls/use-command-form.ts';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import styles from './dismiss-suspicion.module.css';

const BLANK = { reason: '' };

/** Says that there is nothing in what customers reported, and why. */
export const DismissSuspicion = ({ suspicionId, open, onClose }: { suspicionId: string; open: boolean; onClose: () => void }) => {
  const place = { open, onClose, onDone: onClose, onDiscarded: onClose };
  const { fields, change, send, frame } = useCommandForm(`suspicion/${suspicionId}`, place, { blank: BLANK, said: 'Dismissed.' });
  return (
    <div className={styles.dismiss}>
      <CommandPanel
        {...frame}
        title="Nothing is wrong"
        note="only responders read this"
        button="Dismiss it"
        onSend={() => send({ type: 'dismiss-suspicion', suspicionId, reason: fields.reason.trim() })}
      >
        <WordsField
          line
          required
          label="Why?"
          value={fields.reason}
          onChange={(reason) => change({ reason })}
          hint="Further reports would raise another suspicion."
        />
      </CommandPanel>
    </div>
  );
};
