import { isRemoved } from '@sitrep/shared/domain/removed.ts';
import { lookup } from '@sitrep/shared/domain/state.ts';
import type { People } from '../auth/people.ts';
import type { Principals } from '../auth/principals.ts';
import type { Handle } from '../command/handle.ts';
import type { Projection } from '../projection/projection.ts';
import type { AppPorts } from './app-ports.ts';
import { type Room, room } from './room.ts';

const ISSUER = { principal: 'accounts', actor: { kind: 'scheduler', name: 'Accounts' }, rights: 'system', idempotencyKey: null } as const;

/**
 * Tells the log what people are called, so that the board names them while the accounts are away. What could not be told is told with the next look at the
 * accounts. A name that was erased is not told again, unless the person gets another one.
 */
export const openNames = (
  { onError }: AppPorts,
  { principals, people }: { principals: Principals; people: People },
  projection: Projection,
  handle: Handle,
): Room => {
  let telling: Promise<void> = Promise.resolve();
  const tell = async (personId: string, name: string): Promise<void> => {
    await handle({ type: 'name-person', personId, name }, ISSUER);
  };
  const tellUnknown = async (): Promise<void> => {
    for (const { id, name } of people.list()) {
      const known = lookup(projection.internal.state.board.people, id)?.name;
      if (known === undefined || (known !== name && !isRemoved(known))) await tell(id, name);
    }
  };
  const inTurn = (work: () => Promise<void>): void => {
    telling = telling.then(work).catch((error) => onError(error, 'names'));
  };
  const stops = [principals.onChanged(() => inTurn(tellUnknown)), people.onNamed((id, name) => inTurn(() => tell(id, name)))];
  inTurn(tellUnknown);
  return room({
    stop: async () => {
      for (const stop of stops) stop();
      await telling;
    },
  });
};
