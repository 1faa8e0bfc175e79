import type { Scope } from '@sitrep/shared/domain/words.ts';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import type { PanelProps } from './panel-props.ts';
import { toldTo } from './told-to.ts';
import { useVerbForm } from './use-verb-form.ts';

/** `title`: null while the known one stands there. */
const BLANK: { readonly title: string | null; readonly scope: Scope | null } = { title: null, scope: null };

/** Gives an incident another title. */
export const TitlePanel = (props: PanelProps) => {
  const { incident } = props;
  const { fields, change, send, frame } = useVerbForm(props, 'title', { blank: BLANK, said: 'Title changed.' });
  const title = fields.title ?? incident.title;
  const scope = incident.published ? fields.scope : null;
  const retitle = () => send({ type: 'retitle-incident', incidentId: incident.id, title: title.trim(), ...(scope === null ? {} : { scope }) });
  return (
    <CommandPanel {...frame} title="Change title" note="the earlier one stays in the timeline" button={toldTo('Change title', scope)} onSend={retitle}>
      <WordsField
        line
        required
        label="Title"
        value={title}
        onChange={(typed) => change({ title: typed === incident.title ? null : typed })}
        hint="Who is affected first: “Nobody can watch video”."
      />
      {incident.published ? (
        <ScopeChoice
          legend="Who reads it?"
          value={fields.scope}
          onChange={(chosen) => change({ scope: chosen })}
          everyone="Everyone"
          inside="Responders only: customers keep the title they know"
        />
      ) : null}
    </CommandPanel>
  );
};
