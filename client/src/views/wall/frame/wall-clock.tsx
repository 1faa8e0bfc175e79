import { isoTime } from '@sitrep/shared/query/calendar.ts';
import { clock, zoneName } from '@sitrep/shared/words/format.ts';
import { useNow, useNowEvery } from '../../../sync/use-now.ts';
import { useWall } from '../wall-context.ts';
import wallKit from '../wall-kit.module.css';
import styles from './wall-clock.module.css';

const MINUTE = 60_000;

/** The server's time in the leading zone, with the other zone beside it. `seconds`: false beside a running timer, so that only one figure moves. */
export const WallClock = ({ seconds }: { seconds: boolean }) => (
  <div className={styles.clock} data-seconds={seconds ? '' : undefined}>
    {seconds ? <Seconds /> : <Minutes />}
    <OtherZone />
  </div>
);

const Seconds = () => {
  const now = useNow();
  const { leading } = useWall().zones;
  return (
    <time dateTime={isoTime(now) ?? undefined}>
      {clock(now, leading, { seconds: true })} <small className={styles.zone}>{zoneName(leading)}</small>
    </time>
  );
};
const Minutes = () => {
  const now = useNowEvery(MINUTE);
  const { leading } = useWall().zones;
  return (
    <time dateTime={isoTime(now) ?? undefined}>
      {clock(now, leading)} <small className={styles.zone}>{zoneName(leading)}</small>
    </time>
  );
};

const OtherZone = () => {
  const now = useNowEvery(MINUTE);
  const { leading, other } = useWall().zones;
  const words = clock(now, other);
  return words === clock(now, leading) ? null : (
    <span className={`${wallKit.label} ${styles.other}`}>
      {words} {zoneName(other)}
    </span>
  );
};
