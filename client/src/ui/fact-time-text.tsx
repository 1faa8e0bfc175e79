import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { isoTime } from '@sitrep/shared/query/calendar.ts';
import { asGiven, factTime, type TimeStyle } from '@sitrep/shared/words/format.ts';
import { useZones } from '../ui-state.ts';
import kit from './kit.module.css';

/** When something happened, as precisely as it is known, in the leading zone; hovering shows the other zone and the source's wording. */
export const FactTimeText = ({ time, ...style }: { time: FactTime } & Omit<TimeStyle, 'zone'>) => {
  const { leading, other } = useZones();
  const hints = [time.ms === null || time.precision === 'unknown' ? null : factTime(time, { zone: other }), asGiven(time)].filter((hint) => hint !== null);
  return (
    <time className={kit.date} dateTime={isoTime(time.ms) ?? undefined} title={hints.length === 0 ? undefined : hints.join('; ')}>
      {factTime(time, { ...style, zone: leading })}
    </time>
  );
};
