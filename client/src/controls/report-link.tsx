import { Link } from '@tanstack/react-router';
import { useMay, useMayWork } from '../sync/use-visitor.ts';
import kit from '../ui/kit.module.css';
import styles from './report-link.module.css';

/**
 * Leads to where one reports an incident, or says what a customer sees, on screens where the top bar has no room for that: at the lower edge of the page, as wide as
 * it is. Only for those who may.
 */
export const ReportLink = () => {
  const mayWork = useMayWork();
  const maySight = useMay('sight');
  return maySight ? (
    <>
      <div className={styles.space} />
      <section className={styles.place} aria-label="Report">
        <Link to="/sighting" className={`${kit.button} ${styles.report}`}>
          A customer sees this
        </Link>
        {mayWork ? (
          <Link to="/report" className={`${kit.button} ${styles.report}`}>
            Report an incident
          </Link>
        ) : null}
      </section>
    </>
  ) : null;
};
