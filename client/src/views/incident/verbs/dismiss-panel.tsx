import type { Scope } from '@sitrep/shared/domain/words.ts';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import type { PanelProps } from './panel-props.ts';
import { useVerbForm } from './use-verb-form.ts';

const BLANK: { readonly reason: string; readonly scope: Scope | null } = { reason: '', scope: null };

/** Says that it was no incident, and why. */
export const DismissPanel = (props: PanelProps) => {
  const { incident } = props;
  const reports = incident.entries.filter(({ change }) => change?.what === 'sighting').length;
  const { fields, change, send, frame } = useVerbForm(props, 'dismiss', { blank: BLANK, said: 'Dismissed.' });
  const scope = incident.published ? fields.scope : null;
  const dismiss = () => send({ type: 'dismiss-incident', incidentId: incident.id, reason: fields.reason.trim(), ...(scope === null ? {} : { scope }) });
  return (
    <CommandPanel
      {...frame}
      title="Not an incident"
      note={incident.published ? 'customers read “Published in error”' : 'only responders read this incident'}
      button="Dismiss it"
      onSend={dismiss}
    >
      <p>It ends, counts in no figure, and promises about it are dropped. It stays readable at its address, and reopening makes it an incident again.</p>
      {reports === 0 ? null : (
        <p>
          {reports === 1 ? 'What a customer saw is dismissed with it' : `What customers saw, in ${reports} reports, is dismissed with it`}: it stays in its
          timeline, and nothing is suspected for it any more. Who hears it again records it again.
        </p>
      )}
      <WordsField line required label="Why was it none?" value={fields.reason} onChange={(reason) => change({ reason })} />
      {incident.published ? (
        <ScopeChoice
          legend="Who reads the reason?"
          value={fields.scope}
          onChange={(chosen) => change({ scope: chosen })}
          everyone="Everyone"
          inside="Responders only"
        />
      ) : null}
    </CommandPanel>
  );
};
