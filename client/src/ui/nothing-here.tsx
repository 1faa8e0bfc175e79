import { Link } from '@tanstack/react-router';
import kit from './kit.module.css';
import styles from './nothing-here.module.css';
import { Page } from './page.tsx';

/** Shown where an address names nothing that is known here: what is missing, why that may be, and the ways back. */
export const NothingHere = ({ title, children }: { title: string; children: string }) => (
  <Page title={title}>
    <p className={kit.muted}>{children}</p>
    <p className={`${kit.links} ${styles.ways}`}>
      <Link to="/">Board</Link> <Link to="/incidents">Incidents</Link> <Link to="/history">History</Link>
    </p>
  </Page>
);
