import type { Commitment } from '@sitrep/shared/domain/state.ts';
import { zoned } from '@sitrep/shared/query/calendar.ts';
import { commitmentDue, type DueCommitment } from '@sitrep/shared/query/commitments.ts';
import { dueWords } from '@sitrep/shared/words/format.ts';
import { GivenTime } from '../../ui/fact-time/given-time.tsx';
import kit from '../../ui/kit.module.css';
import styles from './action-list.module.css';

const KIND_WORD: Record<Commitment['kind'], string> = {
  next_update: 'Next update',
  action: 'Action',
  root_cause: 'Root cause will follow',
  fix: 'Fix',
  other: 'Promise',
};
const OUTCOME_WORD: Record<Commitment['outcome'], string> = { open: 'open', kept: 'kept', dropped: 'dropped', failed: 'kept, did not hold' };

// The kind is left out where the text says only that.
const aboutWords = ({ kind, text, alreadyPlanned }: Commitment): string =>
  [KIND_WORD[kind] === text ? null : KIND_WORD[kind], alreadyPlanned ? 'planned before' : null].filter((word) => word !== null).join(', ');

/** Overdue first, then open ones by due date, undated ones after them, settled ones last. `now`: UTC ms. */
export const actionOrder = (commitments: readonly Commitment[], now: number): Commitment[] => {
  const rank = ({ outcome, overdue }: DueCommitment) => (outcome !== 'open' ? 2 : overdue ? 0 : 1);
  const due = ({ dueMs }: DueCommitment) => dueMs ?? Number.MAX_SAFE_INTEGER;
  return commitments
    .map((commitment) => commitmentDue(commitment, now))
    .sort((a, b) => rank(a) - rank(b) || due(a) - due(b))
    .map(({ commitment }) => commitment);
};

/** Whether a promise is open and its due time has passed. `now`: UTC ms. */
export const isLate = (commitment: Commitment, now: number): boolean => commitmentDue(commitment, now).overdue;

/** `3 open, 1 overdue`, or `4 settled` when none is open. */
export const actionCount = (commitments: readonly Commitment[], now: number): string => {
  const open = commitments.filter((commitment) => commitment.outcome === 'open');
  const late = open.filter((commitment) => isLate(commitment, now)).length;
  if (open.length === 0) return `${commitments.length} settled`;
  return late === 0 ? `${open.length} open` : `${open.length} open, ${late} overdue`;
};

/** What was promised, by whom and until when. `internal`: staff names may be shown. */
export const ActionList = ({
  commitments,
  now,
  internal,
  wide = false,
}: {
  commitments: readonly Commitment[];
  now: number;
  internal: boolean;
  wide?: boolean;
}) => (
  <ul className={wide ? `${styles.actions} ${styles.wide}` : styles.actions}>
    {actionOrder(commitments, now).map((commitment) => {
      const late = isLate(commitment, now);
      return (
        <li
          key={commitment.id}
          data-late={late ? '' : undefined}
          className={late ? styles.overdue : commitment.outcome === 'open' ? undefined : styles.settled}
        >
          <i className={styles.box} data-outcome={commitment.outcome} aria-hidden="true" />
          <span>
            <b>{commitment.text}</b>
            {wide ? <em>{aboutWords(commitment)}</em> : null}
            {commitment.words === null ? null : <em>{commitment.words}</em>}
          </span>
          {internal && (commitment.owner !== null || (commitment.outcome === 'open' && commitment.kind !== 'next_update')) ? (
            <span className={styles.owner}>{commitment.owner ?? 'unassigned'}</span>
          ) : (
            <span />
          )}
          <span className={styles.due}>
            <Due commitment={commitment} now={now} wide={wide} />
            <em>{commitment.outcome === 'open' ? dueWords(commitment.due, now, { seconds: false }) : OUTCOME_WORD[commitment.outcome]}</em>
          </span>
        </li>
      );
    })}
  </ul>
);

// A due time that could not be read as a date is shown in the promise's own words.
const Due = ({ commitment: { due }, now, wide }: { commitment: Commitment; now: number; wide: boolean }) => {
  if (due === null) return <span className={kit.dim}>no date</span>;
  if (due.ms === null && due.text !== undefined) return <span>“{due.text}”</span>;
  return <GivenTime time={due} date={wide || due.ms === null || zoned(due.ms).year !== zoned(now).year ? 'full' : 'short'} />;
};
