import { Leadership } from '../duty/leadership.ts';
import type { AppPorts } from './app-ports.ts';
import { gauge } from './figures.ts';
import { type Room, room } from './room.ts';

/** What must happen once over all nodes. Resolves once this node leads or knows that another does. */
export const openDuties = async ({ log, timers, stopwatch, newUuid, onError }: AppPorts): Promise<Room & { leadership: Leadership }> => {
  const leadership = new Leadership({
    leases: log,
    timers,
    mono: () => stopwatch() * 1_000,
    holder: newUuid(),
    onError: (error) => onError(error, 'leadership'),
  });
  await leadership.start();
  return room({
    leadership,
    metrics: [
      gauge('sitrep_leader', '1 while this node does what must happen once: time’s commands, checks, deliveries', () => (leadership.leads ? 1 : 0)),
      gauge('sitrep_leader_term', 'Number of this node’s term as leader; 0 while it stands by', () => leadership.number),
    ],
    stop: () => leadership.close(),
  });
};
