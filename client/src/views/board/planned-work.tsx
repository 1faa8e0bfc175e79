import { isRunning } from '@sitrep/shared/domain/planned-work.ts';
import type { BoardState, Maintenance } from '@sitrep/shared/domain/state.ts';
import { latestFirst } from '@sitrep/shared/query/overrun.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { mentions } from '@sitrep/shared/words/impact-sentence.ts';
import { overrunWords } from '@sitrep/shared/words/maintenance-words.ts';
import { listed } from '@sitrep/shared/words/wording.ts';
import { Link } from '@tanstack/react-router';
import { useBoard } from '../../sync/use-board.ts';
import { useNow } from '../../sync/use-now.ts';
import { useMayWork } from '../../sync/use-visitor.ts';
import kit from '../../ui/kit.module.css';
import { longMoment, shortMoment } from '../../ui/moment.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { useZones } from '../../ui-state.ts';
import styles from './planned-work.module.css';

const AHEAD_MS = 7 * 86_400_000;

/** Running work first, of it what has overrun, then what begins within a week. In: now as UTC ms. */
export const upcomingWork = (board: BoardState, now: number): Maintenance[] =>
  Object.values(board.maintenances)
    .filter((work) => isRunning(work) || (work.phase === 'scheduled' && (work.from.ms ?? now) < now + AHEAD_MS))
    .sort((a, b) => Number(isRunning(b)) - Number(isRunning(a)) || (isRunning(a) ? latestFirst(a, b) : 0) || (a.from.ms ?? 0) - (b.from.ms ?? 0));

export const PlannedWork = () => {
  const board = useBoard();
  const now = useNow();
  const { leading, other } = useZones();
  const work = upcomingWork(board, now);
  const mayWork = useMayWork();
  return (
    <section className={styles.plan} aria-labelledby="planned-work">
      <SectionHead
        id="planned-work"
        note="next 7 days"
        action={
          <Link to="/maintenance" className={kit.link}>
            {mayWork ? 'Plan or change' : 'All'}
          </Link>
        }
      >
        Planned work
      </SectionHead>
      {work.length === 0 ? <p className={styles.none}>Nothing is planned.</p> : null}
      <ul>
        {work.map((one) => {
          const running = isRunning(one);
          const edge = running ? one.until : one.from;
          return (
            <li key={one.id}>
              <span
                className={one.overran ? kit.late : undefined}
                title={`${longMoment(one.from, now, leading, other)} to ${longMoment(one.until, now, leading, other)}`}
              >
                {one.overran && running ? overrunWords(shortMoment(edge, now, leading)) : `${running ? 'until ' : ''}${shortMoment(edge, now, leading)}`}
              </span>
              <span>
                {one.drill === null ? null : <span className={kit.exercise}>EX</span>}{' '}
                <Subject names={one.componentIds.map((id) => componentName(board, id))} title={one.title} />
                {one.phase === 'verifying' ? ', being verified' : ''}
                {one.overran && !running ? (
                  <>
                    {', '}
                    <span className={kit.late}>not started, and its time has passed</span>
                  </>
                ) : null}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** What work is on and what it is. A name that the title says is not repeated before it. */
const Subject = ({ names, title }: { names: readonly string[]; title: string }) => {
  const unsaid = names.filter((name) => !mentions(title, name));
  const first = names.find((name) => title.startsWith(name));
  if (unsaid.length > 0)
    return (
      <>
        <b>{listed(unsaid)}</b> {title}
      </>
    );
  return first === undefined ? (
    title
  ) : (
    <>
      <b>{first}</b>
      {title.slice(first.length)}
    </>
  );
};
