import { isoTime } from '@sitrep/shared/query/calendar.ts';
import { clock, day, zoneName } from '@sitrep/shared/words/format.ts';
import { useNow } from '../sync/use-now.ts';
import { useZones } from '../ui-state.ts';

/** Server time in the leading zone, the other one beside it. */
export const PageClock = () => {
  const now = useNow();
  const { leading, other } = useZones();
  return (
    <time className="clock" dateTime={isoTime(now) ?? undefined}>
      {clock(now, leading, { seconds: true })}
      <small>
        <span className="zn">{zoneName(leading)}</span>
        <span className="more">
          {' '}
          {day(now, leading)}
          {other === leading ? '' : `\u2002${clock(now, other)} ${zoneName(other)}`}
        </span>
      </small>
    </time>
  );
};
