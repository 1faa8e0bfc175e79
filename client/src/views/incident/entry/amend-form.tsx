import type { Scope } from '@sitrep/shared/domain/words.ts';
import { useDeferredValue } from 'react';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import kit from '../../../ui/kit.module.css';
import { TextDifference } from '../text-difference-view.tsx';
import { useVerbForm } from '../verbs/use-verb-form.ts';
import type { EntryFormProps } from './entry-form-props.ts';
import { OvertakenWords } from './overtaken-words.tsx';
import { NO_WORDS, type WordsOver, wordsOver } from './words-over.ts';

const BLANK: WordsOver & { readonly reason: string; readonly scope: Scope | null } = { ...NO_WORDS, reason: '', scope: null };

/** Other words for an entry, for those who read it. What changes is seen before it is sent, as it is in the timeline afterwards. */
export const AmendForm = ({ entry, ...props }: EntryFormProps) => {
  const { fields, change, send, frame } = useVerbForm(props, `amend-${entry.id}`, { blank: BLANK, said: 'Amended.' });
  const { text, before, now, isOvertaken, typed } = wordsOver(fields, entry);
  // Typing does not wait for a long text to be compared.
  const shown = useDeferredValue(text);
  const isPublic = entry.scope === 'public';
  const reason = fields.reason.trim();
  const scope = isPublic && reason !== '' ? fields.scope : null;
  const amend = () =>
    send({
      type: 'amend-update',
      incidentId: props.incident.id,
      updateId: entry.id,
      text,
      expectedText: before,
      ...(reason === '' ? {} : { reason }),
      ...(scope === null ? {} : { scope }),
    });
  return (
    <CommandPanel
      {...frame}
      cannot={isOvertaken ? 'Choose whose words go on.' : frame.cannot}
      title="Amend"
      note={`${isPublic ? 'everyone reads the change' : 'only responders read it'}; the earlier words stay`}
      button={isPublic ? 'Amend for everyone' : 'Amend for responders'}
      onSend={amend}
    >
      {isOvertaken ? <OvertakenWords before={before} now={now} onTake={() => change(NO_WORDS)} onKeep={() => change({ over: now })} /> : null}
      <WordsField label="The words" required value={text} onChange={(next) => change(typed(next))} />
      <section aria-label="What changes">
        <p className={kit.label}>What changes</p>
        {shown === now ? <p className={kit.dim}>Nothing is changed yet.</p> : <TextDifference before={now} after={shown} />}
      </section>
      <WordsField line label="Why (optional)" value={fields.reason} onChange={(next) => change({ reason: next })} />
      {isPublic && reason !== '' ? (
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
