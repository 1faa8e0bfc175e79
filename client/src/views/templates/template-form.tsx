import { type BoardState, lookup, type Template } from '@sitrep/shared/domain/state.ts';
import { LEVELS, type Level } from '@sitrep/shared/domain/words.ts';
import { componentOrder } from '@sitrep/shared/query/component-order.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { useState } from 'react';
import { type FormPlace, useCommandForm } from '../../controls/use-command-form.ts';
import { newKey } from '../../sync/send-command.ts';
import { CheckList, ChoiceList } from '../../ui/command-form/choice-list.tsx';
import { CommandPanel } from '../../ui/command-form/command-panel.tsx';
import { SelectField } from '../../ui/command-form/select-field.tsx';
import { WordsField } from '../../ui/command-form/words-field.tsx';

interface Fields {
  /** Of a template that is to be made: kept with what was typed, so that one that was sent twice is one. Null while nothing was. */
  readonly id: string | null;
  readonly use: Template['use'] | null;
  readonly name: string;
  readonly title: string;
  readonly what: string;
  readonly componentIds: readonly string[];
  readonly level: Level | '';
  readonly text: string;
}
const BLANK: Fields = { id: null, use: null, name: '', title: '', what: '', componentIds: [], level: '', text: '' };
const fieldsOf = ({ use, name, title, what, componentIds, level, text }: Template): Fields => ({
  id: null,
  use,
  name,
  title: title ?? '',
  what: what ?? '',
  componentIds,
  level: level ?? '',
  text: text ?? '',
});
const USES = [
  { key: 'update', words: 'The words of an update' },
  { key: 'report', words: 'A report' },
] as const;
const HURT = LEVELS.filter((level) => level !== 'operational' && level !== 'under_maintenance').toReversed();

/** Writes a template, or writes it anew. `template`: null for a new one. */
export const TemplateForm = ({ board, template, ...place }: { board: BoardState; template: Template | null } & FormPlace) => {
  const [newId] = useState(() => `tpl-${newKey()}`);
  // As it was when the form appeared: what somebody else writes meanwhile must not look like typed here.
  const [blank] = useState(() => (template === null ? BLANK : fieldsOf(template)));
  const form = useCommandForm(`/templates/${template?.id ?? 'new'}`, place, {
    blank,
    said: template === null ? 'Made.' : 'Changed.',
  });
  const { fields, send, frame } = form;
  const { use } = fields;
  const change = (part: Partial<Fields>) => {
    const next = { ...fields, ...part, id: null };
    form.change({ ...part, id: template !== null || JSON.stringify(next) === JSON.stringify(blank) ? null : (fields.id ?? newId) });
  };
  // Its first answer was lost: it is there, and what is sent now is written over it.
  const made = frame.state === 'sending' || fields.id === null ? null : (lookup(board.templates, fields.id) ?? null);
  const there = template ?? made;
  const isReport = use === 'report';
  const line = (key: 'title' | 'what' | 'text') => (fields[key].trim() === '' ? {} : { [key]: fields[key].trim() });
  const componentIds = fields.componentIds.filter((id) => Object.hasOwn(board.components, id));
  const save = () => {
    if (use === null) return;
    send({
      type: 'write-template',
      templateId: template?.id ?? fields.id ?? newId,
      use,
      name: fields.name.trim(),
      ...line('text'),
      ...(isReport ? { ...line('title'), ...line('what'), componentIds: [...componentIds], ...(fields.level === '' ? {} : { level: fields.level }) } : {}),
    });
  };
  return (
    <CommandPanel
      {...frame}
      title={there === null ? 'New template' : `Change ${there.name}`}
      note="responders begin from it; customers read only what is sent"
      button={there === null ? 'Make it' : 'Save it'}
      onSend={save}
    >
      <ChoiceList legend="For what?" options={USES} value={use} onChange={(chosen) => change({ use: chosen })} />
      <WordsField line required label="Name" value={fields.name} onChange={(name) => change({ name })} hint="How it is called where one chooses it." />
      {isReport ? (
        <>
          <WordsField line label="What people see (optional)" value={fields.what} onChange={(what) => change({ what })} />
          <WordsField
            line
            label="Title (optional)"
            value={fields.title}
            onChange={(title) => change({ title })}
            hint="Left empty, it is proposed from what people see."
          />
          <CheckList
            legend="Affected (optional)"
            options={componentOrder(board).map((id) => ({ key: id, words: componentName(board, id) }))}
            value={componentIds}
            onChange={(chosen) => change({ componentIds: chosen })}
          />
          <SelectField
            label="How badly"
            options={[{ key: '', words: 'As the report proposes' }, ...HURT.map((level) => ({ key: level, words: LEVEL_WORD[level] }))]}
            value={fields.level}
            onChange={(level) => change({ level: level as Level | '' })}
          />
        </>
      ) : null}
      <WordsField
        required={use === 'update'}
        label={isReport ? 'First words (optional)' : 'Words'}
        value={fields.text}
        onChange={(text) => change({ text })}
        hint="What people see, what we do, when the next word comes."
      />
    </CommandPanel>
  );
};
