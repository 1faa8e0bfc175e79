import { Consumers } from '../duty/consumers.ts';
import { Leadership } from '../duty/leadership.ts';
import { retryWithRoom } from '../ground/retry-with-room.ts';
import type { AppPorts } from './app-ports.ts';
import { gauge, labelled } from './figures.ts';
import { type Room, room } from './room.ts';

/** What must happen once over all nodes. Resolves once this node leads or knows that another does. */
export const openDuties = async ({
  log,
  timers,
  stopwatch,
  newUuid,
  reserve,
  onError,
}: AppPorts): Promise<Room & { leadership: Leadership; consumers: Consumers }> => {
  const leadership = new Leadership({
    leases: {
      // Without a leader nothing becomes due: what waits for customers would not leave.
      claim: (...asked) =>
        retryWithRoom(
          () => reserve?.release() ?? false,
          () => log.claim(...asked),
        ),
      release: (...asked) => log.release(...asked),
    },
    timers,
    mono: () => stopwatch() * 1_000,
    holder: newUuid(),
    onError: (error) => onError(error, 'leadership'),
  });
  await leadership.start();
  const consumers = new Consumers({ log, leadership, timers, onError: (error) => onError(error, 'consumer') });
  return room({
    leadership,
    consumers,
    metrics: [
      gauge('sitrep_leader', '1 while this node does what must happen once: time’s commands, checks, deliveries', () => (leadership.leads ? 1 : 0)),
      gauge('sitrep_leader_term', 'Number of this node’s term as leader; 0 while it stands by', () => leadership.number),
      // Without the store nobody knows.
      labelled('sitrep_consumer_lag_events', 'Events that a consumer of the log has not handled yet, on whichever node', 'consumer', () =>
        consumers.lag().catch(() => ({})),
      ),
      labelled('sitrep_consumer_failures_total', 'Attempts of this node that failed, by consumer', 'consumer', () => Object.fromEntries(consumers.failures)),
    ],
    stop: () => leadership.close(),
  });
};
