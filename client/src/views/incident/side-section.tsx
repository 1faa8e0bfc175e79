import type { ReactNode } from 'react';
import styles from './side-section.module.css';

/** A section beside the tabs. `background`: on a phone it stands below the timeline as well. */
export const SideSection = ({ background = false, children }: { background?: boolean; children: ReactNode }) => (
  <section className={background ? styles.background : styles.section}>{children}</section>
);
