import { whoIs } from '@sitrep/shared/domain/actor-name.ts';
import { clock, countdown } from '@sitrep/shared/words/format.ts';
import { Link } from '@tanstack/react-router';
import { useBoard } from '../../sync/use-board.ts';
import { useNow } from '../../sync/use-now.ts';
import kit from '../../ui/kit.module.css';
import { useZones } from '../../ui-state.ts';
import styles from './handover-line.module.css';

/** Who goes and has not been followed yet: a line below the verdict, which leads to the hand-over. */
export const HandoverLine = () => {
  const board = useBoard();
  const now = useNow();
  const { leading } = useZones();
  const open = Object.values(board.handovers).filter(({ ended }) => ended === null);
  return open.map(({ id, by, until }) => (
    <p key={id} className={styles.line}>
      <b>{whoIs(board, by)} hands over</b>, and nobody has taken over yet: by {clock(until, leading)}, {countdown(until, now, { seconds: false })}.{' '}
      <Link to="/handover" className={kit.link}>
        Take over
      </Link>
    </p>
  ));
};
