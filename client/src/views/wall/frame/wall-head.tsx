import { useWall } from '../wall-context.ts';
import { WallClock } from './wall-clock.tsx';
import styles from './wall-head.module.css';

/** The name of the board and the time. */
export const WallHead = () => {
  const { board } = useWall();
  return (
    <header className={styles.head}>
      <bdi className={styles.name} dir="auto">
        {board.name ?? 'Sitrep'}
      </bdi>
      <WallClock seconds />
    </header>
  );
};
