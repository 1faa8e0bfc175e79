import { lookup } from '@sitrep/shared/domain/state.ts';
import type { DueCommitment } from '@sitrep/shared/query/commitments.ts';
import { commitmentsDue } from '@sitrep/shared/query/commitments.ts';
import { dueWords } from '@sitrep/shared/query/format.ts';
import { Link } from '@tanstack/react-router';
import { useBoard } from '../../sync/use-board.ts';
import { useNow } from '../../sync/use-now.ts';
import { useScope } from '../../sync/use-visitor.ts';
import { longMoment } from '../../ui/moment.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { useZones } from '../../ui-state.ts';

const SHOWN = 6;
const KIND: Readonly<Record<DueCommitment['commitment']['kind'], string>> = {
  next_update: 'Next update',
  action: 'Action',
  root_cause: 'Root cause',
  fix: 'Fix',
  other: 'Promised',
};

/** What was promised and is still open: late first, then by due time. */
export const DueList = () => {
  const board = useBoard();
  const now = useNow();
  const { leading, other } = useZones();
  const internal = useScope() === 'internal';
  const due = commitmentsDue(board, now);
  const late = due.filter(({ overdue }) => overdue).length;
  if (due.length === 0) return null;
  return (
    <section className="due-list" aria-labelledby="due">
      <SectionHead id="due" note={late > 0 ? `${late} late` : `${due.length} open`}>
        Due next
      </SectionHead>
      <ul>
        {due.slice(0, SHOWN).map(({ commitment, overdue }) => (
          <li key={commitment.id}>
            <span className={overdue ? 'late when' : 'when'} title={commitment.due === null ? undefined : longMoment(commitment.due, now, leading, other)}>
              {dueWords(commitment.due, now, { seconds: false }) ?? 'no date'}
            </span>
            <span>
              <b>{KIND[commitment.kind]}</b>{' '}
              {commitment.incidentId === null ? (
                commitment.text
              ) : (
                <Link to="/incidents/$incidentId" params={{ incidentId: commitment.incidentId }}>
                  {commitment.kind === 'next_update' ? (lookup(board.incidents, commitment.incidentId)?.title ?? commitment.text) : commitment.text}
                </Link>
              )}
              {commitment.owner === null || !internal ? '' : `, ${commitment.owner}`}
            </span>
          </li>
        ))}
      </ul>
      {due.length > SHOWN ? <p className="dim more">and {due.length - SHOWN} more</p> : null}
    </section>
  );
};
