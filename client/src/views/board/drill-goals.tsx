import type { BoardState, Drill } from '@sitrep/shared/domain/state.ts';
import { useBoard } from '../../sync/use-board.ts';
import { useScope } from '../../sync/use-visitor.ts';
import { Duration } from '../../ui/duration.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import styles from './drill-goals.module.css';

/** Time from the start of the exercise to the first acknowledgement of one of its incidents, ms; null while there is none. */
const acknowledgedAfter = (board: BoardState, drill: Drill): number | null => {
  const occurrences = Object.values(board.incidents).flatMap((incident) => (incident.drill === drill.id ? incident.occurrences : []));
  const times = occurrences.flatMap(({ acknowledged }) => acknowledged?.ms ?? []);
  return times.length === 0 ? null : Math.min(...times) - drill.startedAt;
};

/** The goals of the running exercise, and the time to the first acknowledgement, which the log shows. */
export const DrillGoals = () => {
  const board = useBoard();
  const scope = useScope();
  const drill = Object.values(board.drills)[0];
  if (drill === undefined) return null;
  const acknowledged = acknowledgedAfter(board, drill);
  // Acknowledgements are internal, so a visitor would always read "not yet".
  const internal = scope === 'internal';
  if (!internal && drill.goals.length === 0) return null;
  return (
    <div className={styles.goals}>
      <SectionHead note="goals set before it began">What the exercise measures</SectionHead>
      <ul>
        {internal ? (
          <li>
            <span>{acknowledged === null ? 'not yet' : <Duration ms={acknowledged} plain />}</span>
            <span>
              <b>Acknowledged</b>
            </span>
          </li>
        ) : null}
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
