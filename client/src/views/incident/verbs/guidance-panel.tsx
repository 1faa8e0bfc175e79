import type { Guidance } from '@sitrep/shared/domain/event.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { ChoiceList } from '../../../ui/command-form/choice-list.tsx';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import type { PanelProps } from './panel-props.ts';
import { toldTo } from './told-to.ts';
import { useVerbForm } from './use-verb-form.ts';

const BLANK: { readonly kind: Guidance['kind'] | null; readonly text: string; readonly scope: Scope | null } = { kind: null, text: '', scope: null };

/** Says what customers can do, must do, or need not do. */
export const GuidancePanel = (props: PanelProps) => {
  const { incident } = props;
  const { fields, change, send, frame } = useVerbForm(props, 'guidance', { blank: BLANK, said: 'Told what customers can do.' });
  const { kind } = fields;
  const scope = incident.published ? fields.scope : null;
  const give = () =>
    kind !== null &&
    send({ type: 'give-guidance', incidentId: incident.id, guidance: { kind, text: fields.text.trim() }, ...(scope === null ? {} : { scope }) });
  return (
    <CommandPanel
      {...frame}
      title="What customers can do"
      note={incident.published ? 'it stands beside the timeline' : 'only responders read this incident'}
      button={toldTo('State it', scope)}
      onSend={give}
    >
      <ChoiceList<Guidance['kind']>
        legend="What is it?"
        options={[
          { key: 'workaround', words: 'A workaround' },
          { key: 'customer_action', words: 'Something they must do' },
          { key: 'not_needed', words: 'Nothing to do' },
        ]}
        value={kind}
        onChange={(chosen) => change({ kind: chosen })}
      />
      <WordsField
        required
        label="In words"
        value={fields.text}
        onChange={(text) => change({ text })}
        hint="Step by step, for whoever reads it first. Markdown works."
      />
      {incident.published ? (
        <ScopeChoice
          legend="Who reads it?"
          value={fields.scope}
          onChange={(chosen) => change({ scope: chosen })}
          everyone="Everyone"
          inside="Responders only"
        />
      ) : null}
    </CommandPanel>
  );
};
