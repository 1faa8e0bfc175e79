import { lookup } from '@sitrep/shared/domain/state.ts';
import type { DueCommitment } from '@sitrep/shared/query/commitments.ts';
import { commitmentsDue } from '@sitrep/shared/query/commitments.ts';
import { dueWords } from '@sitrep/shared/words/format.ts';
import { Link } from '@tanstack/react-router';
import { useBoard } from '../../sync/use-board.ts';
import { useNow } from '../../sync/use-now.ts';
import { useScope } from '../../sync/use-visitor.ts';
import kit from '../../ui/kit.module.css';
import { longMoment } from '../../ui/moment.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { useZones } from '../../ui-state.ts';
import styles from './due-list.module.css';

const SHOWN = 6;
const KIND: Readonly<Record<DueCommitment['commitment']['kind'], string>> = {
  next_update: 'Next update',
  action: 'Action',
  root_cause: 'Root cause',
  fix: 'Fix',
  other: 'Promised',
};

/** Open promises, the most urgent first; the rest is folded away. */
export const DueList = () => {
  const board = useBoard();
  const { next, undated, longLate } = commitmentsDue(board, useNow());
  const all = [...next, ...undated, ...longLate];
  const late = all.filter(({ overdue }) => overdue).length;
  if (all.length === 0) return null;
  const more = next.length - SHOWN;
  return (
    <section className={styles.list} aria-labelledby="due">
      <SectionHead id="due" note={late > 0 ? `${late} late` : `${all.length} open`}>
        Due next
      </SectionHead>
      <Promises due={next.slice(0, SHOWN)} />
      {more <= 0 ? null : <Folded words={`and ${more} more`} due={next.slice(SHOWN)} />}
      {undated.length === 0 ? null : (
        <Folded words={undated.length === 1 ? '1 promise without a date' : `${undated.length} promises without a date`} due={undated} />
      )}
      {longLate.length === 0 ? null : (
        <Folded words={longLate.length === 1 ? '1 older promise is late' : `${longLate.length} older promises are late`} due={longLate} />
      )}
    </section>
  );
};

const Folded = ({ words, due }: { words: string; due: readonly DueCommitment[] }) => (
  <details>
    <summary>{words}</summary>
    <Promises due={due} />
  </details>
);

const Promises = ({ due }: { due: readonly DueCommitment[] }) => {
  const board = useBoard();
  const now = useNow();
  const { leading, other } = useZones();
  const internal = useScope() === 'internal';
  return (
    <ul>
      {due.map(({ commitment, overdue }) => (
        <li key={commitment.id}>
          <span
            className={overdue ? `${kit.late} ${styles.when}` : styles.when}
            title={commitment.due === null ? undefined : longMoment(commitment.due, now, leading, other)}
          >
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
  );
};
