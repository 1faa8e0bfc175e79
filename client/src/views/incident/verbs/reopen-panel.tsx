import { lastStanding } from '@sitrep/shared/domain/standing-again.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { useState } from 'react';
import { useCommand } from '../../../sync/use-command.ts';
import { useNotConnected } from '../../../sync/use-connection.ts';
import { ChoiceList } from '../../../ui/command-form/choice-list.tsx';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { TimeField } from '../../../ui/command-form/time-field.tsx';
import { useTypedTime } from '../../../ui/command-form/use-typed-time.ts';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import { LevelList } from './level-list.tsx';
import type { PanelProps } from './panel-props.ts';

/** Says that it is back: from when, at which level, with which words. Customers who read that it was over are told in any case; only of the words it is asked who reads them. */
export const ReopenPanel = ({ incident, board, open, onClose, onDone }: PanelProps) => {
  const { state, send, retry } = useCommand();
  const cannot = useNotConnected();
  const back = useTypedTime({ initial: 'now', must: 'have_passed' });
  const [text, setText] = useState('');
  const [isKnown, setKnown] = useState(true);
  const [chosen, setScope] = useState<Scope | null>(null);
  const stood = lastStanding(incident).filter(({ notAffected }) => !notAffected);
  const words = text.trim();
  const scope = incident.published && words !== '' ? chosen : null;
  const reopen = () =>
    send(
      {
        type: 'reopen-incident',
        incidentId: incident.id,
        ...(back.time === undefined ? {} : { from: back.time }),
        ...(isKnown ? {} : { impacts: [] }),
        ...(words === '' ? {} : { text: words }),
        ...(scope === null ? {} : { scope }),
      },
      () => onDone('Reopened.'),
    );
  return (
    <CommandPanel
      {...{ open, state, cannot, onClose }}
      title="Reopen"
      note={incident.published ? 'customers who read that it was over are told that it is back' : 'only responders read this incident'}
      holds={text !== ''}
      button="Reopen"
      onSend={reopen}
      onRetry={retry}
    >
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
          value={isKnown ? 'known' : 'unknown'}
          onChange={(key) => setKnown(key === 'known')}
        />
      )}
      <WordsField label="Words (optional)" value={text} onChange={setText} hint="What people see, which fix did not hold, what is being done." />
      {incident.published && words !== '' ? (
        <ScopeChoice legend="Who reads the words?" value={chosen} onChange={setScope} everyone="Everyone" inside="Responders only" />
      ) : null}
    </CommandPanel>
  );
};
