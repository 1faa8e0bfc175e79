import { lastStanding } from '@sitrep/shared/domain/standing-again.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { AskedWords } from '../../../ui/command-form/asked-words.tsx';
import { ChoiceList } from '../../../ui/command-form/choice-list.tsx';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { TimeField } from '../../../ui/command-form/time-field.tsx';
import type { KeptTime } from '../../../ui/command-form/typed-time.ts';
import { useTypedTime } from '../../../ui/command-form/use-typed-time.ts';
import { LevelList } from './level-list.tsx';
import type { PanelProps } from './panel-props.ts';
import { useVerbForm } from './use-verb-form.ts';

interface Fields {
  readonly text: string;
  readonly isUnexplained: boolean;
  readonly back: KeptTime | null;
  /** What it hurts is as when it ended; null while that is not answered, because customers are told it. */
  readonly isKnown: boolean | null;
  readonly scope: Scope | null;
}
const BLANK: Fields = { text: '', isUnexplained: false, back: null, isKnown: null, scope: null };

/** Says that it is back: which fix did not hold, from when, at which level. Customers who read that it was over are told in any case; only of the words it is asked who reads them. */
export const ReopenPanel = (props: PanelProps) => {
  const { incident, board } = props;
  const { fields, change, send, frame } = useVerbForm(props, 'reopen', { blank: BLANK, said: 'Reopened.' });
  const back = useTypedTime({ typed: fields.back, onType: (typed) => change({ back: typed }), initial: 'now' });
  const stood = lastStanding(incident).filter(({ notAffected }) => !notAffected);
  const words = fields.text.trim();
  const scope = incident.published && words !== '' ? fields.scope : null;
  const reopen = () =>
    send({
      type: 'reopen-incident',
      incidentId: incident.id,
      ...(back.time === undefined ? {} : { from: back.time }),
      ...(fields.isKnown === false ? { impacts: [] } : {}),
      ...(words === '' ? {} : { text: words }),
      ...(scope === null ? {} : { scope }),
    });
  return (
    <CommandPanel
      {...frame}
      title="Reopen"
      note={incident.published ? 'customers who read that it was over are told that it is back' : 'only responders read this incident'}
      button="Reopen"
      onSend={reopen}
    >
      <AskedWords
        question="Which fix did not hold?"
        value={fields.text}
        isUnknown={fields.isUnexplained}
        onChange={(text, isUnexplained) => change({ text, isUnexplained })}
        hint="And what people see now, and what is being done."
      />
      <TimeField label="Back since" {...back} />
      {stood.length === 0 ? null : (
        <ChoiceList
          legend="What does it hurt?"
          options={[
            {
              key: 'known',
              words: (
                <>
                  As when it ended: <LevelList impacts={stood} board={board} />
                </>
              ),
            },
            { key: 'unknown', words: 'Not known yet' },
          ]}
          value={fields.isKnown === null ? null : fields.isKnown ? 'known' : 'unknown'}
          onChange={(key) => change({ isKnown: key === 'known' })}
        />
      )}
      {incident.published && words !== '' ? (
        <ScopeChoice
          legend="Who reads the words?"
          value={fields.scope}
          onChange={(chosen) => change({ scope: chosen })}
          everyone="Everyone"
          inside="Responders only"
        />
      ) : null}
    </CommandPanel>
  );
};
