import kit from '../../ui/kit.module.css';
import styles from './lock.module.css';

/** Marks what customers cannot read. `named`: adds the word "internal" for screen readers, for places without that word. */
export const Lock = ({ named = false }: { named?: boolean }) => (
  <span className={styles.lock}>
    <svg width="9" height="11" viewBox="0 0 9 11" aria-hidden="true">
      <path d="M1 5h7v5.5H1zM2.5 5V3a2 2 0 0 1 4 0v2" fill="none" stroke="currentColor" strokeWidth="1.2" />
    </svg>
    {named ? <span className={kit.hidden}>internal</span> : null}
  </span>
);
