import type { Header } from './decision.ts';
import { fact, sayingNow } from './decision.ts';
import type { NewEvent } from './event.ts';
import type { FactTime } from './fact-time.ts';
import type { Incident } from './state.ts';
import type { Context, World } from './world.ts';

/**
 * Any update keeps the promise of a next update, even a late one, since the lateness is recorded: it is kept when the update is said. A public update keeps
 * internal promises too.
 */
export const keepNextUpdates = (world: World, incident: Incident, head: Header, context: Context): NewEvent[] =>
  Object.values(world.board.commitments)
    .filter(({ kind, incidentId, scope }) => kind === 'next_update' && incidentId === incident.id && (scope === head.scope || head.scope === 'public'))
    .map(({ id, scope }) => fact({ ...sayingNow(head, context), stream: `commitment:${id}`, scope }, 'commitment-kept', { commitmentId: id, words: null }));

export const promiseNextUpdate = (due: FactTime, incident: Pick<Incident, 'id'>, head: Header, context: Context): NewEvent => {
  const commitmentId = context.newId('com');
  const data = { commitmentId, kind: 'next_update' as const, text: 'Next update', due, incidentId: incident.id, owner: null, alreadyPlanned: false };
  return fact({ ...head, stream: `commitment:${commitmentId}` }, 'commitment-made', data);
};
