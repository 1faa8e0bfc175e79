import { clock, day, isoTime, zoneName } from '@sitrep/shared/query/format.ts';
import { useZones } from '../ui-state.ts';

/** A time of day in the leading zone, mono. `ms`: UTC ms; `date`: the day before it; `zone`: names the zone. */
export const ClockTime = ({ ms, seconds = false, date = false, zone = false }: { ms: number; seconds?: boolean; date?: boolean; zone?: boolean }) => {
  const { leading, other } = useZones();
  return (
    <time dateTime={isoTime(ms) ?? undefined} title={`${day(ms, other)} ${clock(ms, other, { seconds })} ${zoneName(other)}`}>
      {date ? `${day(ms, leading)} ` : ''}
      {clock(ms, leading, { seconds })}
      {zone ? ` ${zoneName(leading)}` : ''}
    </time>
  );
};
