import type { BoardState, Drill } from '@sitrep/shared/domain/state.ts';
import { useBoard } from '../../sync/use-board.ts';
import { Duration } from '../../ui/duration.tsx';
import { SectionHead } from '../../ui/section-head.tsx';

/** When the first of the exercise's incidents was acknowledged, in ms after it began; null while nobody has. */
const acknowledgedAfter = (board: BoardState, drill: Drill): number | null => {
  const times = Object.values(board.incidents).flatMap((incident) => (incident.drill === drill.id ? (incident.acknowledged?.at.ms ?? []) : []));
  return times.length === 0 ? null : Math.min(...times) - drill.startedAt;
};

/** What the running exercise is for: the one time that can be read off the log, and the goals people set before it began. */
export const DrillGoals = () => {
  const board = useBoard();
  const drill = Object.values(board.drills)[0];
  if (drill === undefined) return null;
  const acknowledged = acknowledgedAfter(board, drill);
  return (
    <div className="sched">
      <SectionHead note="goals set before it began">What the exercise measures</SectionHead>
      <ul>
        <li>
          <span>{acknowledged === null ? 'not yet' : <Duration ms={acknowledged} plain />}</span>
          <span>
            <b>Acknowledged</b>
          </span>
        </li>
        {drill.goals.map((goal) => (
          <li key={goal}>
            <span>goal</span>
            <span>{goal}</span>
          </li>
        ))}
      </ul>
    </div>
  );
};
