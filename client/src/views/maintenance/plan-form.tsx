import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { componentOrder } from '@sitrep/shared/query/component-order.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { type FormPlace, useCommandForm } from '../../controls/use-command-form.ts';
import { CheckList } from '../../ui/command-form/choice-list.tsx';
import { CommandPanel } from '../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../ui/command-form/scope-choice.tsx';
import { TimeField } from '../../ui/command-form/time-field.tsx';
import type { KeptTime } from '../../ui/command-form/typed-time.ts';
import { useTypedTime } from '../../ui/command-form/use-typed-time.ts';
import { WordsField } from '../../ui/command-form/words-field.tsx';
import styles from './plan-form.module.css';

interface Fields {
  readonly title: string;
  readonly text: string;
  readonly componentIds: readonly string[];
  readonly from: KeptTime | null;
  readonly until: KeptTime | null;
  readonly completesItself: boolean;
  readonly scope: Scope | null;
}
const BLANK: Fields = { title: '', text: '', componentIds: [], from: null, until: null, completesItself: false, scope: null };

/** Plans work: what, on which components, from when to when, and who is told. */
export const PlanForm = ({ board, ...place }: { board: BoardState } & FormPlace) => {
  const { fields, change, send, frame } = useCommandForm('/maintenance/plan', place, { blank: BLANK, said: 'Planned.' });
  const from = useTypedTime({ typed: fields.from, onType: (typed) => change({ from: typed }), initial: '', must: 'either' });
  const until = useTypedTime({ typed: fields.until, onType: (typed) => change({ until: typed }), initial: '', must: 'be_ahead' });
  const chosen = fields.componentIds.filter((id) => Object.hasOwn(board.components, id));
  const hidden = chosen.filter((id) => board.components[id]?.published === false);
  const text = fields.text.trim();
  const { scope } = fields;
  const plan = () => {
    if (from.time === undefined || until.time === undefined || scope === null) return;
    send({
      type: 'schedule-maintenance',
      title: fields.title.trim(),
      componentIds: chosen,
      from: from.time,
      until: until.time,
      scope,
      ...(text === '' ? {} : { text }),
      ...(fields.completesItself ? { completesItself: true } : {}),
    });
  };
  return (
    <CommandPanel
      {...frame}
      title="Plan work"
      note="while it runs, its checks are muted and its minutes count in no figure"
      button={scope === 'public' ? 'Announce to everyone' : scope === 'internal' ? 'Plan for responders only' : 'Plan it'}
      onSend={plan}
    >
      <WordsField
        line
        required
        label="What is done?"
        value={fields.title}
        onChange={(title) => change({ title })}
        hint="Customers read it as it stands, such as: Storage moves to the new cluster."
      />
      <CheckList
        legend="On which components?"
        options={componentOrder(board).map((id) => ({ key: id, words: componentName(board, id) }))}
        value={chosen}
        onChange={(componentIds) => change({ componentIds })}
      />
      <div className={styles.times}>
        <TimeField label="From" {...from} />
        <TimeField label="Until" {...until} />
      </div>
      <WordsField
        label="More words (optional)"
        value={fields.text}
        onChange={(words) => change({ text: words })}
        hint="What does not work meanwhile, and what people can do."
      />
      <CheckList
        legend="At its end"
        options={[{ key: 'itself', words: 'It completes by itself. Otherwise somebody says so, and it is late until then.' }]}
        value={fields.completesItself ? ['itself'] : []}
        onChange={(list) => change({ completesItself: list.length > 0 })}
      />
      <ScopeChoice
        legend="Who is told?"
        value={scope}
        onChange={(told) => change({ scope: told })}
        everyone="Everyone: customers read it now, and when it begins, moves and ends"
        inside="Responders only"
      />
      {scope === 'public' && hidden.length > 0 ? (
        <p role="alert">
          Customers do not see {hidden.map((id) => componentName(board, id)).join(', ')}. Leave {hidden.length === 1 ? 'it' : 'them'} out, or tell responders
          only.
        </p>
      ) : null}
    </CommandPanel>
  );
};
