import type { ReactNode } from 'react';
import kit from './kit.module.css';
import styles from './page.module.css';

/** The frame of a room: margins, and one heading for the outline. `title`: the heading; hidden when the room draws its own. */
export const Page = ({ title, hidden = false, note, children }: { title: string; hidden?: boolean; note?: ReactNode; children: ReactNode }) => (
  <main className={styles.page} id="main" tabIndex={-1}>
    <header className={hidden ? kit.hidden : styles.head}>
      <h1>{title}</h1>
      {note === undefined ? null : <span className={kit.muted}>{note}</span>}
    </header>
    {children}
  </main>
);
