import type { Scope } from '@sitrep/shared/domain/words.ts';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import { useVerbForm } from '../verbs/use-verb-form.ts';
import type { EntryFormProps } from './entry-form-props.ts';

const BLANK: { readonly reason: string; readonly scope: Scope | null } = { reason: '', scope: null };

/** Says that what an entry told customers was never true, and why: its words and levels go together. */
export const InErrorForm = ({ entry, ...props }: EntryFormProps) => {
  const { fields, change, send, frame } = useVerbForm(props, `in-error-${entry.id}`, { blank: BLANK, said: 'Withdrawn: published in error.' });
  const withdraw = () =>
    send({
      type: 'mark-in-error',
      incidentId: props.incident.id,
      updateId: entry.id,
      reason: fields.reason.trim(),
      ...(fields.scope === null ? {} : { scope: fields.scope }),
    });
  return (
    <CommandPanel {...frame} title="Published by mistake" note="it cannot be taken back" button="It was never true" onSend={withdraw}>
      <p>
        Customers read “Published in error” with its times, and neither the words nor the levels that were told with them. Those levels are as they were before,
        in every figure. Responders keep the words, struck through. It is refused where a check or another person says the same.
      </p>
      <WordsField line required label="What was the mistake?" value={fields.reason} onChange={(reason) => change({ reason })} />
      <ScopeChoice legend="Who reads why?" value={fields.scope} onChange={(chosen) => change({ scope: chosen })} everyone="Everyone" inside="Responders only" />
    </CommandPanel>
  );
};
