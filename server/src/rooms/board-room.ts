import type { Gate } from '../http/edge/gate.ts';
import { PrebuiltAnswers, type PrebuiltLimits } from '../http/prebuilt/prebuilt-answers.ts';
import { boardRoute } from '../http/reads/board-route.ts';
import { readRoutes } from '../http/reads/read-routes.ts';
import { Projection } from '../projection/projection.ts';
import type { AppPorts, AppSettings } from './app-ports.ts';
import { gauge, labelled } from './figures.ts';
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

const MB = 1_000_000;
/** Large answers are those that take a millisecond or more to write. The lists of components are always expensive, and may lag. */
const LIMITS = {
  board: { smallBytes: 64_000, mostBytes: 16 * MB, mostWaiting: 2, mayLag: false },
  incidents: { smallBytes: 64_000, mostBytes: 48 * MB, mostWaiting: 32, mayLag: false },
  components: { smallBytes: 0, mostBytes: 16 * MB, mostWaiting: 8, mayLag: true },
  lists: { smallBytes: 64_000, mostBytes: 16 * MB, mostWaiting: 32, mayLag: false },
  events: { smallBytes: 64_000, mostBytes: 16 * MB, mostWaiting: 32, mayLag: false },
} satisfies Record<string, PrebuiltLimits>;

/** The read-only view of the same. */
export const readersRoom = ({ clock: { now }, timers, stopwatch }: AppPorts, { build }: AppSettings, projection: Projection, gate: Gate): Room => {
  // A plain number instead of a counter object, because it is incremented on every read.
  let boardReads = 0;
  const views = { internal: projection.internal, public: projection.public };
  const kind = (limits: PrebuiltLimits) => new PrebuiltAnswers({ now, stopwatch, timers, build }, Object.values(views), limits);
  const answers = {
    board: kind(LIMITS.board),
    incidents: kind(LIMITS.incidents),
    components: kind(LIMITS.components),
    lists: kind(LIMITS.lists),
    events: kind(LIMITS.events),
  };
  const ofEach = (read: (kind: PrebuiltAnswers) => number) => () => Object.fromEntries(Object.entries(answers).map(([name, one]) => [name, read(one)]));
  return room({
    routes: [
      boardRoute({
        gate,
        views,
        boards: answers.board,
        knownAt: () => now() - projection.confirmedAgo,
        boardRead: () => {
          boardReads++;
        },
      }),
      ...readRoutes({ projection, answers, now }),
    ],
    metrics: [
      gauge('sitrep_board_reads_total', 'Answers with the prebuilt board, unchanged ones included', () => boardReads),
      labelled(
        'sitrep_answers_built_total',
        'Answers built, by kind; all who ask for the same share one',
        'kind',
        ofEach(({ built }) => built),
      ),
      labelled(
        'sitrep_answers_held_bytes',
        'Memory of the answers held, by kind',
        'kind',
        ofEach(({ bytes }) => bytes),
      ),
    ],
  });
};
