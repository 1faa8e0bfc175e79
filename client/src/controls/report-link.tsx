import { Link } from '@tanstack/react-router';
import { useMayWork } from '../sync/use-visitor.ts';
import kit from '../ui/kit.module.css';
import styles from './report-link.module.css';

/** Leads to where one reports an incident, on screens where the top bar has no room for that: as wide as the page, at its lower edge. Only for those who may report. */
export const ReportLink = () =>
  useMayWork() ? (
    <>
      <div className={styles.space} />
      <section className={styles.place} aria-label="Report">
        <Link to="/report" className={`${kit.button} ${styles.report}`}>
          Report an incident
        </Link>
      </section>
    </>
  ) : null;
