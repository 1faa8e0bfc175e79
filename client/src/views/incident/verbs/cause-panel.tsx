import type { Cause } from '@sitrep/shared/domain/event.ts';
import { CauseClass, type Scope } from '@sitrep/shared/domain/words.ts';
import { CAUSE_WORD } from '@sitrep/shared/words/fact-words.ts';
import { capital } from '@sitrep/shared/words/wording.ts';
import { CheckList, ChoiceList } from '../../../ui/command-form/choice-list.tsx';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import type { PanelProps } from './panel-props.ts';
import { toldTo } from './told-to.ts';
import { useVerbForm } from './use-verb-form.ts';

interface Fields {
  readonly status: Cause['status'] | null;
  readonly classes: readonly CauseClass[];
  readonly text: string;
  readonly scope: Scope | null;
}
const BLANK: Fields = { status: null, classes: [], text: '', scope: null };
/** That the class is not known is said by choosing none. */
const CLASSES = CauseClass.options.filter((one) => one !== 'unknown' && one !== 'undisclosed');

/** States the cause as it is known by now; the earlier ones stay beside it. */
export const CausePanel = (props: PanelProps) => {
  const { incident } = props;
  const { fields, change, send, frame } = useVerbForm(props, 'cause', { blank: BLANK, said: 'Cause stated.' });
  const { status, classes } = fields;
  const text = fields.text.trim();
  const scope = incident.published ? fields.scope : null;
  const state = () =>
    status !== null &&
    send({
      type: 'state-cause',
      incidentId: incident.id,
      cause: { text: text || null, class: classes.length === 0 ? [status === 'undisclosed' ? 'undisclosed' : 'unknown'] : [...classes], status },
      ...(scope === null ? {} : { scope }),
    });
  return (
    <CommandPanel
      {...frame}
      title="Cause"
      note={incident.published ? 'earlier ones stay beside it' : 'only responders read this incident'}
      button={toldTo('State cause', scope)}
      onSend={state}
    >
      <ChoiceList<Cause['status']>
        legend="How sure is it?"
        options={[
          { key: 'suspected', words: 'Suspected' },
          { key: 'known', words: 'Known' },
          { key: 'ruled_out', words: 'Ruled out' },
          { key: 'undisclosed', words: 'Known, not told in words' },
        ]}
        value={status}
        onChange={(chosen) => change({ status: chosen })}
      />
      <CheckList
        legend="Of what kind? None, if that is not known"
        options={CLASSES.map((key) => ({ key, words: capital(CAUSE_WORD[key]) }))}
        value={classes}
        onChange={(chosen) => change({ classes: chosen })}
      />
      <WordsField
        required={status === 'known'}
        label={status === 'known' ? 'In words' : 'In words (optional)'}
        value={fields.text}
        onChange={(typed) => change({ text: typed })}
        hint="What failed, and why it could."
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
