import type { Command } from '@sitrep/shared/domain/command.ts';
import { statesFacts } from '@sitrep/shared/domain/held-post.ts';
import { lookup } from '@sitrep/shared/domain/state.ts';
import { LEVEL_WORD, PHASE_WORD } from '@sitrep/shared/words/wording.ts';
import { Link } from '@tanstack/react-router';
import { useBoard } from '../sync/use-board.ts';
import { useCommand } from '../sync/use-command.ts';
import { useNotConnected } from '../sync/use-connection.ts';
import { SendButton } from '../ui/command-form/send-button.tsx';
import kit from '../ui/kit.module.css';

/**
 * Ends a difference to what customers see. In: the command that ends it; a control stands for one command, so its place needs a key that changes with the
 * command. Publishing cannot be taken back, so it is asked on the page of the incident, which shows what goes along.
 */
export const TellThem = ({ way }: { way: Command }) => {
  const { state, send } = useCommand();
  const cannot = useNotConnected();
  const fact = factOf(way);
  const incidentId = ('incidentId' in way ? way.incidentId : null) ?? '';
  const waits = (lookup(useBoard().held, incidentId) ?? []).some(({ post, returned }) => returned === null && statesFacts(post));
  if (waits)
    return (
      <Link to="/incidents/$incidentId" params={{ incidentId }} className={kit.button}>
        Leaves in a few seconds: undo
      </Link>
    );
  return way.type === 'publish-incident' ? (
    <Link to="/incidents/$incidentId" params={{ incidentId: way.incidentId }} search={{ act: 'publish' }} className={kit.button}>
      Publish it
    </Link>
  ) : (
    <SendButton state={state} cannot={cannot} onSend={() => send(way)}>
      Tell them{fact === null ? '' : `: ${fact}`}
    </SendButton>
  );
};

/** What they are told, as far as one word says it. */
const factOf = (way: Command): string | null => {
  switch (way.type) {
    case 'resolve-incident':
      return PHASE_WORD.resolved;
    case 'change-phase':
      return PHASE_WORD[way.phase];
    case 'state-impact':
      return LEVEL_WORD[way.impact.level];
    default:
      return null;
  }
};
