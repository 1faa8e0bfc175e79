import type { ReactNode } from 'react';
import styles from './step.module.css';

/** One question of the first run. `done`: the answer that stands, said beside the question. */
export const Step = ({
  number,
  current,
  title,
  done = null,
  children,
}: {
  number: number;
  current: boolean;
  title: string;
  done?: string | null;
  children: ReactNode;
}) => (
  <section className={current ? `${styles.step} ${styles.current}` : styles.step}>
    <span className={styles.number} aria-hidden="true">
      {number}
    </span>
    <div>
      <h2>
        {title}
        {done === null ? null : <span className={styles.answered}> {done}</span>}
      </h2>
      {children}
    </div>
  </section>
);

/** What a step says in words. `after`: it stands under something, not over it. */
export const StepText = ({ after = false, children }: { after?: boolean; children: ReactNode }) => (
  <p className={after ? `${styles.text} ${styles.after}` : styles.text}>{children}</p>
);
