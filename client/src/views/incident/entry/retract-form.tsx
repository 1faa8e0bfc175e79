import type { Scope } from '@sitrep/shared/domain/words.ts';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import { useVerbForm } from '../verbs/use-verb-form.ts';
import type { EntryFormProps } from './entry-form-props.ts';

const BLANK: { readonly reason: string; readonly scope: Scope | null } = { reason: '', scope: null };

/** Withdraws the words of an entry, and says why. */
export const RetractForm = ({ entry, ...props }: EntryFormProps) => {
  const { fields, change, send, frame } = useVerbForm(props, `retract-${entry.id}`, { blank: BLANK, said: 'Retracted.' });
  const isPublic = entry.scope === 'public';
  const scope = isPublic ? fields.scope : null;
  const retract = () =>
    send({
      type: 'retract-update',
      incidentId: props.incident.id,
      updateId: entry.id,
      reason: fields.reason.trim(),
      ...(scope === null ? {} : { scope }),
    });
  return (
    <CommandPanel
      {...frame}
      title="Retract"
      note="it cannot be taken back"
      button={isPublic ? 'Retract for everyone' : 'Retract for responders'}
      onSend={retract}
    >
      <p>
        {isPublic
          ? 'Customers read that it was retracted and when, and no longer the words. Responders keep them, struck through.'
          : 'The words stay for responders, struck through.'}{' '}
        What else was told with it, such as a phase or a level, stays as it is.
      </p>
      <WordsField line required label="Why?" value={fields.reason} onChange={(reason) => change({ reason })} />
      {isPublic ? (
        <ScopeChoice
          legend="Who reads why?"
          value={fields.scope}
          onChange={(chosen) => change({ scope: chosen })}
          everyone="Everyone"
          inside="Responders only"
        />
      ) : null}
    </CommandPanel>
  );
};
