import type { Resource } from '@sitrep/shared/domain/event.ts';
import { ResourceKind } from '@sitrep/shared/domain/words.ts';
import { RESOURCE_WORD } from '@sitrep/shared/words/fact-words.ts';
import { useCommand } from '../../../sync/use-command.ts';
import { useNotConnected } from '../../../sync/use-connection.ts';
import { ChoiceList } from '../../../ui/command-form/choice-list.tsx';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { SendButton } from '../../../ui/command-form/send-button.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import kit from '../../../ui/kit.module.css';
import { addressOf } from './address-of.ts';
import styles from './links-panel.module.css';
import type { PanelProps } from './panel-props.ts';
import { useVerbForm } from './use-verb-form.ts';

const BLANK: { readonly kind: ResourceKind | null; readonly link: string; readonly words: string; readonly scope: null } = {
  kind: null,
  link: '',
  words: '',
  scope: null,
};

/** Links to where else the incident is worked, and takes off what stands there. */
export const LinksPanel = (props: PanelProps) => {
  const { incident } = props;
  const { fields, change, send, frame } = useVerbForm(props, 'links', { blank: BLANK, said: 'Linked.' });
  const { kind } = fields;
  const words = fields.words.trim();
  const link = () =>
    kind !== null &&
    send({
      type: 'link-resource',
      incidentId: incident.id,
      resource: { kind, link: addressOf(fields.link), ...(words === '' ? {} : { words }) },
    });
  return (
    <CommandPanel
      {...frame}
      title="Link"
      note="only responders read links"
      button={kind === null ? 'Link' : `Link the ${RESOURCE_WORD[kind].toLowerCase()}`}
      onSend={link}
    >
      <ChoiceList
        legend="What is it?"
        options={ResourceKind.options.map((key) => ({ key, words: RESOURCE_WORD[key] }))}
        value={kind}
        onChange={(chosen) => change({ kind: chosen })}
      />
      <WordsField
        line
        required
        long
        label="Address"
        value={fields.link}
        onChange={(typed) => change({ link: typed })}
        hint="Beginning with https://. It opens in a new tab."
      />
      <WordsField line label="In words (optional)" value={fields.words} onChange={(typed) => change({ words: typed })} hint="A number or a name: OPS-4812." />
      {incident.resources.length === 0 ? null : (
        <ul className={styles.linked} aria-label="Linked so far">
          {incident.resources.map((resource) => (
            <Linked key={resource.resourceId} incidentId={incident.id} resource={resource} />
          ))}
        </ul>
      )}
    </CommandPanel>
  );
};

const Linked = ({ incidentId, resource: { resourceId, kind, link, words } }: { incidentId: string; resource: Resource }) => {
  const { state, send } = useCommand();
  const cannot = useNotConnected();
  return (
    <li data-focus-home="" tabIndex={-1}>
      <b>{RESOURCE_WORD[kind]}</b>
      <span>
        {words === null ? '' : `${words}, `}
        {link}
      </span>
      <SendButton state={state} cannot={cannot} onSend={() => send({ type: 'unlink-resource', incidentId, resourceId })}>
        Remove <span className={kit.hidden}>{words ?? RESOURCE_WORD[kind]}</span>
      </SendButton>
    </li>
  );
};
