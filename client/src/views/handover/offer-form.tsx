import { useCommandForm } from '../../controls/use-command-form.ts';
import { CommandPanel } from '../../ui/command-form/command-panel.tsx';
import { TimeField } from '../../ui/command-form/time-field.tsx';
import type { TypedTimeField } from '../../ui/command-form/use-typed-time.ts';
import { WordsField } from '../../ui/command-form/words-field.tsx';

const BLANK = { note: '' };
const nothing = () => undefined;

/** Hands over: from when on it tells, which the sheet beside it follows, and a note. */
export const OfferForm = ({ from, since }: { from: TypedTimeField; since: number }) => {
  const place = { open: true, onClose: nothing, onDone: nothing, onDiscarded: nothing };
  const { fields, change, send, frame } = useCommandForm('/handover', place, { blank: BLANK, said: 'Handed over.' });
  const note = fields.note.trim();
  return (
    <CommandPanel
      {...frame}
      inPlace
      title="Your shift"
      button="Hand over"
      onSend={() => send({ type: 'offer-handover', since, ...(note === '' ? {} : { note }) })}
    >
      <TimeField label="What happened since" {...from} />
      <WordsField
        label="A note (optional)"
        value={fields.note}
        onChange={(words) => change({ note: words })}
        hint="What the next must know and the board does not say."
      />
    </CommandPanel>
  );
};
