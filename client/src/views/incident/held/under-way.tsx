import { type HeldUpdate, type Incident, lookup, type RetiredComponent } from '@sitrep/shared/domain/state.ts';
import type { Phase } from '@sitrep/shared/domain/words.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { useBoard } from '../../../sync/use-board.ts';
import { type SendState, useCommand } from '../../../sync/use-command.ts';
import { RefusalBox } from '../../../ui/command-form/refusal.tsx';
import { PendingEntry } from '../composer/pending-entry.tsx';
import type { PostDesk } from '../composer/use-desk.ts';
import { HeldRow } from './held-row.tsx';
import { WritersLine } from './writers-line.tsx';

/** Why a post that waits, or did not leave, is as it was. */
const refusedWords = ({ refused: { reason, detail }, again }: Exclude<SendState, string>): string => {
  if (again) return `It may not have been done. ${detail} Trying again never does it twice.`;
  return reason === 'held_unknown' ? 'Too late: it has left, or somebody else was quicker.' : `It was not done. ${detail}`;
};

const NONE: readonly HeldUpdate[] = [];

/** Above the timeline: who else is writing, what was sent and has no answer yet, what waits to leave, and what did not leave. For those who may write. */
export const UnderWay = ({
  desk,
  incident,
  customersPhase,
  retired,
  onWrite,
}: {
  desk: PostDesk;
  incident: Incident;
  /** The phase customers see now; null where they see none. */
  customersPhase: Phase | null;
  retired: readonly RetiredComponent[] | undefined;
  onWrite: () => void;
}) => {
  const board = useBoard();
  const held = lookup(board.held, incident.id) ?? NONE;
  const commands = useCommand();
  const { state } = commands;
  const phases = { inside: incident.phase, outside: customersPhase };
  return (
    <>
      <WritersLine desk={desk} incidentId={incident.id} />
      <PendingEntry desk={desk} incident={incident} phases={phases} held={held} />
      {typeof state === 'string' ? null : (
        <li>
          <RefusalBox>
            <p>{refusedWords(state)}</p>
          </RefusalBox>
        </li>
      )}
      {held.toReversed().map((one) => (
        <HeldRow key={one.id} held={one} {...{ desk, commands, incident, phases, onWrite }} nameOf={(id) => componentName(board, id, retired)} />
      ))}
    </>
  );
};
