import { holderName } from '@sitrep/shared/domain/holder.ts';
import type { BoardState, Incident } from '@sitrep/shared/domain/state.ts';
import { clock } from '@sitrep/shared/words/format.ts';
import type { ReactNode } from 'react';
import { useZones } from '../../../ui-state.ts';
import type { PostDesk } from '../composer/use-desk.ts';
import styles from './phone-verbs.module.css';
import { UpdateState } from './update-state.tsx';

/**
 * The verbs of an incident within reach of a thumb: acknowledge, update, resolve or reopen, each as wide as the others, and the rest behind "More".
 * `acknowledge`: the control that takes it, and says who was faster; null for those who may not; `takeIn`: how long there is until somebody has to; `end`, `more`: the buttons of the other verbs.
 */
export const PhoneVerbs = ({
  desk,
  incident,
  board,
  acknowledge,
  takeIn,
  end,
  more,
  isUpdating,
  onUpdate,
}: {
  desk: PostDesk;
  incident: Incident;
  board: BoardState;
  acknowledge: ReactNode;
  takeIn: ReactNode;
  end: ReactNode;
  more: readonly ReactNode[];
  isUpdating: boolean;
  onUpdate: () => void;
}) => {
  const { leading } = useZones();
  const { acknowledged, phase } = incident;
  const isOver = phase === 'resolved';
  return (
    <>
      {isOver ? null : (
        <div className={acknowledged === null ? styles.take : styles.faster}>
          {acknowledge}
          {acknowledged === null ? <span className={styles.state}>{takeIn}</span> : null}
        </div>
      )}
      {isOver || acknowledged === null ? null : (
        <p className={styles.taken}>
          Acknowledged{' '}
          <span className={styles.state}>
            {holderName(board, acknowledged)}
            {acknowledged.at.ms === null ? '' : `, ${clock(acknowledged.at.ms, leading)}`}
          </span>
        </p>
      )}
      <button type="button" data-act="update" className={styles.update} aria-expanded={isUpdating} onClick={onUpdate}>
        Update{' '}
        {isOver ? null : (
          <span className={styles.state}>
            <UpdateState {...{ desk, board }} incidentId={incident.id} />
          </span>
        )}
      </button>
      {end}
      {more.length === 0 ? null : (
        <details className={styles.more}>
          <summary>More</summary>
          <div>{more}</div>
        </details>
      )}
    </>
  );
};
