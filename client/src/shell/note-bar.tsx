import type { ReactNode } from 'react';
import styles from './note-bar.module.css';

/** One line under the top bar, for what a reader should know and need not act on. `label`: its name for a screen reader; `role`: where it must be announced. */
export const NoteBar = ({ label, role, children }: { label?: string; role?: 'alert' | 'status'; children: ReactNode }) => (
  <aside className={styles.bar} aria-label={label} role={role}>
    {children}
  </aside>
);
