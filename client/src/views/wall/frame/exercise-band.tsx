import type { ReactNode } from 'react';
import styles from './exercise-band.module.css';

/** Says in large letters that an exercise runs. `thin`: one line at the foot of real trouble, which takes precedence; otherwise it heads the picture. */
export const ExerciseBand = ({ thin = false, children }: { thin?: boolean; children: ReactNode }) => (
  <p className={styles.band} data-thin={thin ? '' : undefined}>
    <b className={styles.word}>EXERCISE</b>
    <span className={styles.detail}>{children}</span>
    {thin ? null : <b className={`${styles.word} ${styles.again}`}>EXERCISE</b>}
  </p>
);
