import { type BoardState, type Incident, lookup } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import { addressOf } from './address-of.ts';
import type { PanelProps } from './panel-props.ts';
import { toldTo } from './told-to.ts';
import { useVerbForm } from './use-verb-form.ts';

/** Null: as known of whoever has that name. */
interface Fields {
  readonly name: string;
  readonly role: string | null;
  readonly statusPage: string | null;
  readonly link: string | null;
  readonly scope: Scope | null;
}
const BLANK: Fields = { name: '', role: null, statusPage: null, link: null, scope: null };

/** Names another company that is involved, with its status page; named again, it is corrected. */
export const VendorPanel = (props: PanelProps) => {
  const { incident, board } = props;
  const { fields, change, send, frame } = useVerbForm(props, 'vendor', { blank: BLANK, said: 'Third party named.' });
  const name = fields.name.trim();
  const known = knownAs(name, incident, board);
  const role = fields.role ?? known?.role ?? '';
  const statusPage = fields.statusPage ?? known?.statusPage ?? '';
  const link = fields.link ?? known?.link ?? '';
  const scope = incident.published ? fields.scope : null;
  const call = () =>
    send({
      type: 'name-third-party',
      incidentId: incident.id,
      thirdParty: { name, role: role.trim() || null, statusPage: addressOf(statusPage) || null, link: addressOf(link) || null },
      ...(scope === null ? {} : { scope }),
    });
  return (
    <CommandPanel
      {...frame}
      title="Third party"
      note={incident.published ? undefined : 'only responders read this incident'}
      button={toldTo('Name it', scope)}
      onSend={call}
    >
      <WordsField line required label="Name" value={fields.name} onChange={(typed) => change({ name: typed })} suggestions={namesIn(incident, board)} />
      <WordsField line label="What it does for us (optional)" value={role} onChange={(typed) => change({ role: typed })} hint="“DNS”, “payments”." />
      <WordsField line long label="Its status page (optional)" value={statusPage} onChange={(typed) => change({ statusPage: typed })} />
      <WordsField line long label="What it says of this, a link (optional)" value={link} onChange={(typed) => change({ link: typed })} />
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

const providersOf = (board: BoardState) => Object.values(board.components).flatMap(({ provider }) => provider ?? []);

/** What is known of a company of that name: from the incident, else from a component that it provides. */
const knownAs = (name: string, incident: Incident, board: BoardState) => {
  const party = incident.thirdParties.find((one) => one.name === name);
  const provider = providersOf(board).find((one) => one.name === name);
  return party ?? (provider === undefined ? undefined : { ...provider, role: null, link: null });
};

/** Companies that may be meant: those named, then the providers of what is hurt, then all others. */
const namesIn = (incident: Incident, board: BoardState): string[] => {
  const hurt = incident.impacts.flatMap(({ componentId }) => lookup(board.components, componentId)?.provider ?? []);
  return [...new Set([...incident.thirdParties, ...hurt, ...providersOf(board)].map(({ name }) => name))];
};
