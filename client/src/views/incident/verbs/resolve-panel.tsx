import type { Scope } from '@sitrep/shared/domain/words.ts';
import { standingImpacts } from '@sitrep/shared/query/status.ts';
import { useState } from 'react';
import { useCommand } from '../../../sync/use-command.ts';
import { useNotConnected } from '../../../sync/use-connection.ts';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { TimeField } from '../../../ui/command-form/time-field.tsx';
import { useTypedTime } from '../../../ui/command-form/use-typed-time.ts';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import { LevelList } from './level-list.tsx';
import type { PanelProps } from './panel-props.ts';

/** Ends an incident: when it ended, with which words, and, where customers see it, who is told. */
export const ResolvePanel = ({ incident, board, open, onClose, onDone }: PanelProps) => {
  const { state, send, retry } = useCommand();
  const cannot = useNotConnected();
  const ended = useTypedTime({ initial: 'now', must: 'have_passed' });
  const [text, setText] = useState('');
  const [chosen, setScope] = useState<Scope | null>(null);
  const scope = incident.published ? chosen : null;
  const standing = standingImpacts(incident);
  const resolve = () =>
    send(
      {
        type: 'resolve-incident',
        incidentId: incident.id,
        ...(ended.time === undefined ? {} : { endedAt: ended.time }),
        ...(text.trim() === '' ? {} : { text: text.trim() }),
        ...(scope === null ? {} : { scope }),
      },
      () => onDone('Resolved.'),
    );
  return (
    <CommandPanel
      {...{ open, state, cannot, onClose }}
      title="Resolve"
      note={incident.published ? undefined : 'only responders read this incident'}
      holds={text !== ''}
      button={scope === 'public' ? 'Resolve for everyone' : scope === 'internal' ? 'Resolve for responders only' : 'Resolve'}
      onSend={resolve}
      onRetry={retry}
    >
      {standing.length === 0 ? null : (
        <p>
          Ends with it: <LevelList impacts={standing} board={board} />
        </p>
      )}
      <TimeField label="Ended" {...ended} />
      <WordsField label="Words (optional)" value={text} onChange={setText} hint="What works again, what was done, what comes next." />
      {incident.published ? (
        <ScopeChoice
          legend="Who is told?"
          value={chosen}
          onChange={setScope}
          everyone="Everyone: customers read that it is over"
          inside="Responders only: customers still see it open"
        />
      ) : null}
    </CommandPanel>
  );
};
