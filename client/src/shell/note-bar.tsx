import type { ReactNode } from 'react';
import styles from './note-bar.module.css';

/** One line under the top bar for information that needs no action. `label`: its name for screen readers; `role`: given when it must be announced. */
export const NoteBar = ({ label, role, children }: { label?: string; role?: 'alert' | 'status'; children: ReactNode }) => (
  <aside className={styles.bar} aria-label={label} role={role}>
    {children}
  </aside>
);
