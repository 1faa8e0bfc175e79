import { Link } from '@tanstack/react-router';
import { useMay, useMayWork } from '../sync/use-visitor.ts';
import kit from '../ui/kit.module.css';
import styles from './report-link.module.css';

/**
 * Leads to where one reports an incident or, for those who may not, says what a customer sees, on screens where the top bar has no room for that: as wide as the page,
 * at its lower edge.
 */
export const ReportLink = () => {
  const mayWork = useMayWork();
  return useMay('sight', 'write-internal') ? (
    <>
      <div className={styles.space} />
      <section className={styles.place} aria-label="Report">
        <Link to={mayWork ? '/report' : '/sighting'} className={`${kit.button} ${styles.report}`}>
          {mayWork ? 'Report an incident' : 'A customer sees this'}
        </Link>
      </section>
    </>
  ) : null;
};
