import type { CommandOf } from '@sitrep/shared/domain/command.ts';
import { type Incident, lookup } from '@sitrep/shared/domain/state.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { listed } from '@sitrep/shared/words/wording.ts';
import { CheckList } from '../../../ui/command-form/choice-list.tsx';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import { ImpactList } from '../impact-list.tsx';
import type { PanelProps } from './panel-props.ts';
import styles from './publish-panel.module.css';
import { useVerbForm } from './use-verb-form.ts';

type Part = NonNullable<CommandOf<'publish-incident'>['include']>[number];
const PARTS: readonly { readonly part: Part; readonly words: string; readonly has: (incident: Incident) => boolean }[] = [
  { part: 'causes', words: 'The cause', has: ({ causes }) => causes.length > 0 },
  { part: 'guidance', words: 'What customers can do', has: ({ guidance }) => guidance.length > 0 },
  { part: 'third_parties', words: 'Third parties', has: ({ thirdParties }) => thirdParties.length > 0 },
  { part: 'detection', words: 'How it was noticed', has: ({ detection }) => detection !== null },
  { part: 'links', words: 'Links to other incidents that customers see', has: ({ links }) => links.length > 0 },
  { part: 'flags', words: 'What is doubted or open', has: ({ flags }) => flags.length > 0 },
];

const BLANK: { readonly title: string | null; readonly include: readonly Part[]; readonly scope: null } = { title: null, include: [], scope: null };

/** Shows what customers will read of an internal incident, and publishes it. */
export const PublishPanel = (props: PanelProps) => {
  const { incident, board } = props;
  const { fields, change, send, frame } = useVerbForm(props, 'publish', { blank: BLANK, said: 'Published.' });
  const { include } = fields;
  const title = fields.title ?? incident.title;
  const seen = incident.impacts.filter(({ componentId }) => lookup(board.components, componentId)?.published === true);
  const unseen = [...new Set(incident.impacts.filter((impact) => !seen.includes(impact)).map(({ componentId }) => componentName(board, componentId)))];
  const offered = PARTS.filter(({ has }) => has(incident));
  // The title that is read here is the one that is published, also when somebody gives another one before this arrives.
  const publish = () =>
    send({ type: 'publish-incident', incidentId: incident.id, title: title.trim(), ...(include.length === 0 ? {} : { include: [...include] }) });
  return (
    <CommandPanel {...frame} title="Publish" note="it cannot be made internal again" button="Publish to everyone" onSend={publish}>
      <WordsField
        line
        required
        label="Title that customers read"
        value={title}
        onChange={(typed) => change({ title: typed === incident.title ? null : typed })}
      />
      <div className={styles.read}>
        <p>They also read its phases, its times and whom it hurts. Internal notes and names stay inside.</p>
        {seen.length === 0 ? (
          <p>No impact goes along: they read “No impact stated”.</p>
        ) : (
          <ImpactList
            label="Impacts that customers will read"
            incident={{ ...incident, impacts: seen }}
            componentName={(id) => componentName(board, id)}
            regionName={(id) => lookup(board.regions, id)?.name ?? id}
          />
        )}
        {unseen.length === 0 ? null : <p>Left out, because customers do not see it: {listed(unseen)}.</p>}
      </div>
      {offered.length === 0 ? null : (
        <CheckList
          legend="Tell them as well"
          options={offered.map(({ part, words }) => ({ key: part, words }))}
          value={include}
          onChange={(chosen) => change({ include: chosen })}
        />
      )}
    </CommandPanel>
  );
};
