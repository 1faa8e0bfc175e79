import type { Gate } from '../http/edge/gate.ts';
import { ComponentLists } from '../http/reads/component-lists.ts';
import { boardRoute } from '../http/reads/prebuilt-board.ts';
import { readRoutes } from '../http/reads/read-routes.ts';
import { Projection } from '../projection/projection.ts';
import type { AppPorts } from './app-ports.ts';
import { gauge } from './figures.ts';
import { type Room, room } from './room.ts';

/** The current and past board, read from memory. Resolves once it is at the head of the log. */
export const openProjection = async ({ log, clock, stopwatch, onError }: AppPorts): Promise<Room & { projection: Projection }> => {
  const projection = await Projection.open({ log, clock, stopwatch, onError: (error) => onError(error, 'projection') });
  return room({
    projection,
    metrics: [
      gauge('sitrep_log_position', 'Newest event this node shows', () => projection.seq),
      gauge('sitrep_log_reachable', '1 while the log can be read', () => (projection.blind ? 0 : 1)),
    ],
    stop: () => projection.close(),
  });
};

/** The read-only view of the same. */
export const readersRoom = ({ clock: { now }, timers, stopwatch }: AppPorts, projection: Projection, gate: Gate): Room => {
  // A plain number instead of a counter object, because it is incremented on every read.
  let boardReads = 0;
  const wait = (ms: number): Promise<void> => new Promise((resolve) => void timers.after(ms, resolve));
  const lists = new ComponentLists({ now, stopwatch, wait });
  const feeds = { internal: projection.internal, public: projection.public };
  return room({
    routes: [
      boardRoute({
        gate,
        feeds,
        knownAt: () => now() - projection.confirmedAgo,
        boardRead: () => {
          boardReads++;
        },
      }),
      ...readRoutes({ projection, lists, now, wait }),
    ],
    metrics: [
      gauge('sitrep_board_reads_total', 'Answers with the prebuilt board, unchanged ones included', () => boardReads),
      gauge('sitrep_component_lists_total', 'Lists of components built; readers within two seconds share one', () => lists.built),
    ],
  });
};
