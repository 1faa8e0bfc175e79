import type { ReactNode } from 'react';
import kit from './kit.module.css';
import styles from './section-head.module.css';

/**
 * The heading of a column, with a line below. `id`: put on the title alone, to label the section. `note`: the muted words at its right end; `action`: a control
 * after these, beside the heading and not in it.
 */
export const SectionHead = ({ children, note, id, action = null }: { children: ReactNode; note?: ReactNode; id?: string; action?: ReactNode }) => {
  const head = (
    <h2 className={action === null ? styles.head : styles.beside}>
      <span id={id}>{children}</span>
      {note === undefined || note === null ? null : <span className={`${kit.label} ${styles.note}`}>{note}</span>}
    </h2>
  );
  return action === null ? (
    head
  ) : (
    <div className={styles.head}>
      {head}
      {action}
    </div>
  );
};
