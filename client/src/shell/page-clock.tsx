import { isoTime } from '@sitrep/shared/query/calendar.ts';
import { clock, day, zoneName } from '@sitrep/shared/words/format.ts';
import { useNow } from '../sync/use-now.ts';
import { useZones } from '../ui-state.ts';
import styles from './page-clock.module.css';

/** Server time in the leading zone, with the other zone beside it. */
export const PageClock = () => {
  const now = useNow();
  const { leading, other } = useZones();
  return (
    <time className={styles.clock} dateTime={isoTime(now) ?? undefined}>
      {clock(now, leading, { seconds: true })}
      <small>
        <span>{zoneName(leading)}</span>
        <span className={styles.more}>
          {' '}
          <span className={styles.day}>{day(now, leading)}</span>
          {other === leading ? '' : `\u2002${clock(now, other)} ${zoneName(other)}`}
        </span>
      </small>
    </time>
  );
};
