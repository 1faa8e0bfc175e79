import type { Scope } from '@sitrep/shared/domain/words.ts';
import { standingImpacts } from '@sitrep/shared/query/status.ts';
import { AskedWords } from '../../../ui/command-form/asked-words.tsx';
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
  readonly isUnproven: boolean;
  readonly ended: KeptTime | null;
  readonly scope: Scope | null;
}
const BLANK: Fields = { text: '', isUnproven: false, ended: null, scope: null };

/** Ends an incident: what proves it, when it ended, and, where customers see it, who is told. */
export const ResolvePanel = (props: PanelProps) => {
  const { incident, board } = props;
  const { fields, change, send, frame } = useVerbForm(props, 'resolve', { blank: BLANK, said: 'Resolved.' });
  const ended = useTypedTime({ typed: fields.ended, onType: (typed) => change({ ended: typed }), initial: 'now' });
  const words = fields.text.trim();
  const scope = incident.published ? fields.scope : null;
  const standing = standingImpacts(incident);
  const resolve = () =>
    send({
      type: 'resolve-incident',
      incidentId: incident.id,
      ...(ended.time === undefined ? {} : { endedAt: ended.time }),
      ...(words === '' ? {} : { text: words }),
      ...(scope === null ? {} : { scope }),
    });
  return (
    <CommandPanel
      {...frame}
      title="Resolve"
      note={incident.published ? undefined : 'only responders read this incident'}
      button={scope === 'public' ? 'Resolve for everyone' : scope === 'internal' ? 'Resolve for responders only' : 'Resolve'}
      onSend={resolve}
    >
      {standing.length === 0 ? null : (
        <p>
          Ends with it: <LevelList impacts={standing} board={board} />
        </p>
      )}
      <AskedWords
        question="What proves that it is over?"
        value={fields.text}
        isUnknown={fields.isUnproven}
        onChange={(text, isUnproven) => change({ text, isUnproven })}
        hint={incident.published ? 'What works again, and how we know. Read by whoever is told.' : 'What works again, and how we know.'}
      />
      <TimeField label="Ended" {...ended} />
      {incident.published ? (
        <ScopeChoice
          legend="Who is told?"
          value={fields.scope}
          onChange={(chosen) => change({ scope: chosen })}
          everyone="Everyone: customers read that it is over"
          inside="Responders only: customers still see it open"
        />
      ) : null}
    </CommandPanel>
  );
};
