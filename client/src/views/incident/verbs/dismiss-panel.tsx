import type { Scope } from '@sitrep/shared/domain/words.ts';
import { useState } from 'react';
import { useCommand } from '../../../sync/use-command.ts';
import { useNotConnected } from '../../../sync/use-connection.ts';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import type { PanelProps } from './panel-props.ts';

/** Says that it was no incident, and why. */
export const DismissPanel = ({ incident, open, onClose, onDone }: PanelProps) => {
  const { state, send, retry } = useCommand();
  const cannot = useNotConnected();
  const [reason, setReason] = useState('');
  const [chosen, setScope] = useState<Scope | null>(null);
  const scope = incident.published ? chosen : null;
  const dismiss = () =>
    send({ type: 'dismiss-incident', incidentId: incident.id, reason: reason.trim(), ...(scope === null ? {} : { scope }) }, () => onDone('Dismissed.'));
  return (
    <CommandPanel
      {...{ open, state, cannot, onClose }}
      title="Not an incident"
      note={incident.published ? 'customers read “Published in error”' : 'only responders read this incident'}
      holds={reason !== ''}
      button="Dismiss it"
      onSend={dismiss}
      onRetry={retry}
    >
      <p>It ends, counts in no figure, and promises about it are dropped. It stays readable at its address, and reopening makes it an incident again.</p>
      <WordsField line required label="Why was it none?" value={reason} onChange={setReason} />
      {incident.published ? (
        <ScopeChoice legend="Who reads the reason?" value={chosen} onChange={setScope} everyone="Everyone" inside="Responders only" />
      ) : null}
    </CommandPanel>
  );
};
