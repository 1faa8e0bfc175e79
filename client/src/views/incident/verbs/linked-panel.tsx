import type { Incident } from '@sitrep/shared/domain/state.ts';
import type { LinkKind, Scope } from '@sitrep/shared/domain/words.ts';
import { factTime } from '@sitrep/shared/words/format.ts';
import { likenessWords } from '@sitrep/shared/words/likeness-words.ts';
import { useEffect, useState } from 'react';
import { useIncidentPages } from '../../../sync/use-incident-pages.ts';
import { useSimilar } from '../../../sync/use-similar.ts';
import { ChoiceList } from '../../../ui/command-form/choice-list.tsx';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import kit from '../../../ui/kit.module.css';
import { useZones } from '../../../ui-state.ts';
import styles from './linked-panel.module.css';
import type { PanelProps } from './panel-props.ts';
import { toldTo } from './told-to.ts';
import { useVerbForm } from './use-verb-form.ts';

interface Fields {
  readonly kind: LinkKind | null;
  readonly other: Other | null;
  readonly sought: string;
  readonly words: string;
  readonly scope: Scope | null;
}
/** What is known of another incident. It is kept with the form, so that what was chosen stays there whatever is sought after that. */
type Other = Pick<Incident, 'id' | 'title' | 'startedAt' | 'published'> & { readonly why?: string };
const BLANK: Fields = { kind: null, other: null, sought: '', words: '', scope: null };
const FOUND = 5;

/** Links the incident to another one: one that may be the same, or one that is sought by words. */
export const LinkedPanel = (props: PanelProps) => {
  const { incident, board } = props;
  const { fields, change, send, frame } = useVerbForm(props, 'linked', { blank: BLANK, said: 'Linked.' });
  const { kind, other } = fields;
  const { leading } = useZones();
  const similar: readonly Other[] = useSimilar(incident).map(({ id, title, startedAt, published, ...why }) => ({
    ...{ id, title, startedAt, published },
    why: likenessWords(board, why),
  }));
  const found = useFound(fields.sought, incident);
  const offered = unique([...(other === null ? [] : [other]), ...similar, ...(found ?? [])]).filter(
    ({ id }) => !incident.links.some((link) => link.incidentId === id && link.kind === kind),
  );
  const mayTell = incident.published && other?.published === true;
  const words = fields.words.trim();
  const scope = mayTell ? fields.scope : null;
  const link = () =>
    kind !== null &&
    other !== null &&
    send({
      type: 'link-incident',
      incidentId: incident.id,
      link: { kind, incidentId: other.id, commitmentId: null, words: words || null, inferred: false },
      ...(scope === null ? {} : { scope }),
    });
  return (
    <CommandPanel
      {...frame}
      title="Link to another incident"
      note={mayTell || other === null ? undefined : 'only responders read this link: customers do not see both'}
      button={toldTo('Link them', scope)}
      onSend={link}
    >
      {offered.length === 0 ? null : (
        <ChoiceList
          stacked
          legend="Which other one?"
          options={offered.map(({ id, title, startedAt, why }) => ({
            key: id,
            words: (
              <>
                {title} <span className={kit.dim}>{factTime(startedAt, { zone: leading })}</span>
                {why === undefined ? null : <span className={styles.why}>{why}</span>}
              </>
            ),
          }))}
          value={other?.id ?? null}
          onChange={(id) => change({ other: offered.find((one) => one.id === id) ?? null })}
        />
      )}
      <WordsField
        line
        required={other === null}
        label={offered.length === 0 ? 'Find the other one' : 'Find another one'}
        value={fields.sought}
        onChange={(sought) => change({ sought })}
        hint={found !== null && found.length === 0 ? 'No incident has all these words.' : 'Words of its title or texts, or its number.'}
      />
      <ChoiceList<LinkKind>
        legend="How are they related?"
        options={[
          { key: 'recurrence_of', words: 'It came back: the fix did not hold' },
          { key: 'caused_by', words: 'It caused this one' },
          { key: 'duplicate_of', words: 'This is a duplicate of it' },
          { key: 'follows', words: 'This follows it' },
          { key: 'related_to', words: 'They have to do with each other' },
        ]}
        value={kind}
        onChange={(chosen) => change({ kind: chosen })}
      />
      <WordsField line label="Why (optional)" value={fields.words} onChange={(typed) => change({ words: typed })} />
      {mayTell ? (
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

const unique = (all: readonly Other[]): Other[] => [...new Map(all.toReversed().map((one) => [one.id, one])).values()].toReversed();

/** After so long without a key the words are sought, ms. */
const PAUSE_MS = 300;
/** The first incidents with these words; null while none are sought. */
const useFound = (sought: string, { id, drill }: Incident): readonly Other[] | null => {
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(sought.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [sought]);
  const { incidents } = useIncidentPages({ text: asked, ...(drill === null ? {} : { drill: 'true' }) }, { ask: asked.length > 1, limit: FOUND + 1 });
  if (asked.length < 2 || incidents === null) return null;
  return incidents
    .filter((one) => one.id !== id && one.drill === drill && one.dismissed === null)
    .slice(0, FOUND)
    .map(({ id, title, startedAt, published }) => ({ id, title, startedAt, published }));
};
