import type { ReactNode } from 'react';
import kit from './kit.module.css';
import styles from './section-head.module.css';

/** The heading of a column, with a line below. `id`: put on the title alone, to label the section. `note`: the muted words at its right end. */
export const SectionHead = ({ children, note, id }: { children: ReactNode; note?: ReactNode; id?: string }) => (
  <h2 className={styles.head}>
    <span id={id}>{children}</span>
    {note === undefined || note === null ? null : <span className={`${kit.label} ${styles.note}`}>{note}</span>}
  </h2>
);
