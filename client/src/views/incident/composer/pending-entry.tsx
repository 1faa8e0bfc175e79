import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import type { Entry, HeldUpdate, Incident } from '@sitrep/shared/domain/state.ts';
import { useNotConnected } from '../../../sync/use-connection.ts';
import { useDeskState } from '../../../sync/use-desk.ts';
import { useVisitor } from '../../../sync/use-visitor.ts';
import { EntryRow } from '../entry-row.tsx';
import { type Phases, phaseAbove } from '../held/words.ts';
import styles from './pending-entry.module.css';
import type { PostDesk, PostedUpdate } from './use-desk.ts';

const WORD: Record<PostedUpdate['state'], string> = { sending: 'sending', unanswered: 'no answer', accepted: 'recorded' };

/** What was sent and is not in the timeline yet, as it will stand there. Nobody knows whether what was not answered is recorded; sent again it is recorded once. */
export const PendingEntry = ({ desk, incident, phases, held }: { desk: PostDesk; incident: Incident; phases: Phases; held: readonly HeldUpdate[] }) => {
  const { posted } = useDeskState(desk);
  const notConnected = useNotConnected();
  const { name: me = null, person = null } = useVisitor() ?? {};
  if (posted === null || [...incident.entries, ...held].some(({ id }) => id === posted.command.updateId)) return null;
  const { command, at, state } = posted;
  const scope = command.scope ?? 'internal';
  const entry: Entry = {
    id: command.updateId ?? posted.key,
    kind: command.kind === 'fact' ? 'fact' : scope,
    scope,
    at: command.at ?? exactly(at),
    saidAt: null,
    recordedAt: at,
    actor: me === null ? null : { kind: 'person', name: me, ...(person === null ? {} : { id: person }) },
    text: command.text,
    phase: phaseAbove(command, phases),
    change: null,
    earlier: [],
    publishedAt: null,
  };
  return (
    <EntryRow
      row={{ kind: 'entry', key: entry.id, ids: [entry.id], entry, phase: entry.kind === 'public' ? entry.phase : null }}
      componentName={(id) => id}
      fresh={false}
      standing={WORD[state]}
    >
      {state === 'unanswered' ? (
        <p className={styles.again}>
          <button type="button" aria-disabled={notConnected !== null} onClick={() => notConnected === null && void desk.retry()}>
            Retry
          </button>
          {notConnected ?? 'The server has not confirmed it. Sent again, it is recorded once.'}
        </p>
      ) : null}
    </EntryRow>
  );
};
