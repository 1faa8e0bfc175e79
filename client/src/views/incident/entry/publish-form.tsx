import { useDeferredValue } from 'react';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import kit from '../../../ui/kit.module.css';
import { Markdown } from '../../../ui/markdown/markdown.tsx';
import { useVerbForm } from '../verbs/use-verb-form.ts';
import type { EntryFormProps } from './entry-form-props.ts';
import { OvertakenWords } from './overtaken-words.tsx';
import { NO_WORDS, type WordsOver, wordsOver } from './words-over.ts';

const BLANK: WordsOver & { readonly scope: null } = { ...NO_WORDS, scope: null };

/** Shows what everyone will read of an internal entry, which can be put in other words first, and publishes it. */
export const PublishForm = ({ entry, ...props }: EntryFormProps) => {
  const { fields, change, send, frame } = useVerbForm(props, `publish-${entry.id}`, { blank: BLANK, said: 'Published to everyone.' });
  const { text, before, now, isOvertaken, typed } = wordsOver(fields, entry);
  const shown = useDeferredValue(text);
  // The words that are read here are the ones that are published, also when somebody amends the entry before this arrives.
  const publish = () => send({ type: 'publish-update', incidentId: props.incident.id, updateId: entry.id, text });
  return (
    <CommandPanel
      {...frame}
      cannot={isOvertaken ? 'Choose whose words go on.' : frame.cannot}
      title="Publish this entry"
      note="it was written for responders, and cannot be made internal again"
      button="Publish to everyone"
      onSend={publish}
    >
      {isOvertaken ? <OvertakenWords before={before} now={now} onTake={() => change(NO_WORDS)} onKeep={() => change({ over: now })} /> : null}
      <WordsField
        label="Words that everyone reads"
        required
        value={text}
        onChange={(next) => change(typed(next))}
        hint="Responders keep the words as they were written."
      />
      <section aria-label="As readers will see it">
        <p className={kit.label}>As readers will see it</p>
        {shown.trim() === '' ? null : <Markdown text={shown} />}
      </section>
    </CommandPanel>
  );
};
