import { holderName } from '@sitrep/shared/domain/holder.ts';
import type { BoardState, Incident } from '@sitrep/shared/domain/state.ts';
import { IncidentRole } from '@sitrep/shared/domain/words.ts';
import { roleHolder } from '@sitrep/shared/query/incident-facts.ts';
import { ROLE_WORD } from '@sitrep/shared/words/fact-words.ts';
import { useVisitor } from '../../../sync/use-visitor.ts';
import { type NameActor, useActorName } from '../../../ui/actor-names.ts';
import { ChoiceList } from '../../../ui/command-form/choice-list.tsx';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import type { PanelProps } from './panel-props.ts';
import { useVerbForm } from './use-verb-form.ts';

/** `person`: null while whoever has the role stands there. */
const BLANK: { readonly role: IncidentRole | null; readonly person: string | null; readonly scope: null } = { role: null, person: null, scope: null };

/** Says who has a role in an incident, or that nobody has it any more. */
export const RolesPanel = (props: PanelProps) => {
  const { incident, board } = props;
  const me = useVisitor()?.name ?? undefined;
  const nameOf = useActorName();
  const { fields, change, send, frame } = useVerbForm(props, 'roles', { blank: BLANK, said: 'Role assigned.' });
  const { role } = fields;
  const named = (key: IncidentRole) => {
    const found = roleHolder(incident, key);
    return found === null ? null : holderName(board, found);
  };
  const holder = role === null ? '' : (named(role) ?? '');
  const person = fields.person ?? holder;
  const assign = () => role !== null && send({ type: 'assign-role', incidentId: incident.id, role, person: person.trim() || null });
  return (
    <CommandPanel
      {...frame}
      title="Assign roles"
      note="only responders read names"
      button={role === null ? 'Assign' : person.trim() === '' ? `Nobody has ${ROLE_WORD[role]}` : `Assign ${ROLE_WORD[role]}`}
      onSend={assign}
    >
      <ChoiceList
        legend="Role"
        options={IncidentRole.options.map((key) => ({ key, words: `${ROLE_WORD[key]}: ${named(key) ?? 'nobody'}` }))}
        value={role}
        onChange={(chosen) => change({ role: chosen, person: null })}
      />
      <WordsField
        line
        label="Who"
        value={person}
        onChange={(typed) => change({ person: typed === holder ? null : typed })}
        suggestions={namesIn(incident, board, me, nameOf)}
        hint={holder === '' ? 'A name as the others know it.' : 'Empty when nobody has it any more.'}
      />
    </CommandPanel>
  );
};

/**
 * Whoever types first, and those who have or wrote something of this incident, then of the others on the board. Not everybody whom the board can name: it does not say
 * whose account has ended.
 */
const namesIn = (incident: Incident, board: BoardState, me: string | undefined, nameOf: NameActor): string[] => {
  const namedIn = (one: Incident): string[] => [
    ...[one.acknowledged, ...IncidentRole.options.map((role) => roleHolder(one, role))].flatMap((holder) => (holder === null ? [] : holderName(board, holder))),
    ...one.entries.flatMap(({ actor }) => (actor?.kind === 'person' ? (nameOf(actor) ?? []) : [])),
  ];
  return [...new Set([me, ...namedIn(incident), ...Object.values(board.incidents).flatMap(namedIn)].filter((name) => name !== undefined))];
};
