import { type Incident, lookup } from '@sitrep/shared/domain/state.ts';
import { useBoard } from '../../../sync/use-board.ts';
import { useNow } from '../../../sync/use-now.ts';
import { comingWords } from './words.ts';

/** In the head of an incident, beside the phase that still holds: what it will be when the post that waits has left. */
export const Coming = ({ incident }: { incident: Incident }) => {
  const held = lookup(useBoard().held, incident.id);
  const now = useNow();
  const words = (held ?? []).flatMap((one) => (one.returned === null ? (comingWords(one, incident, now) ?? []) : []));
  return words.length === 0 ? null : <b>, {words.join(', ')}</b>;
};
