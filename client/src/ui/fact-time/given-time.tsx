import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { isoTime } from '@sitrep/shared/query/calendar.ts';
import { asGiven, clock, date, day, factTime, type TimeStyle, zoneName } from '@sitrep/shared/words/format.ts';
import { capital } from '@sitrep/shared/words/wording.ts';
import { useZones } from '../../ui-state.ts';
import kit from '../kit.module.css';
import styles from './given-time.module.css';
import { TooltipText } from './tooltip-text.tsx';
import { columnTime, instantWords, precisionWords } from './words.ts';

/** A time as precisely as it is known. Hover, focus or touch shows the source's wording, its zone and the local time. */
export const GivenTime = ({ time, date: style = 'full' }: { time: FactTime; date?: NonNullable<TimeStyle['date']> }) => {
  const { leading: zone, other } = useZones();
  const words = factTime(time, { zone, date: style });
  const iso = isoTime(time.ms);
  const shown =
    iso === null ? (
      <span>{words}</span>
    ) : (
      <time className={kit.date} dateTime={iso}>
        {words}
      </time>
    );
  const more = linesFor(time, zone, other);
  return more.length === 0 ? shown : <TooltipText lines={more}>{shown}</TooltipText>;
};

/** A time beside another one, which has named the date already: the date is left out where it is the same in the leading zone. */
export const GivenTimeBeside = ({ time, other }: { time: FactTime; other: FactTime }) => {
  const { leading } = useZones();
  return <GivenTime time={time} date={isSameDay(time, other, leading) ? 'none' : 'full'} />;
};

/** The time column of a timeline entry. The times of happening, saying and recording are never merged: hovering shows all three. */
export const EntryTime = ({
  at,
  saidAt,
  recordedAt,
  seconds = false,
}: {
  at: FactTime;
  saidAt: FactTime | null;
  recordedAt: number;
  /** Told to the second, where it is known. */
  seconds?: boolean;
}) => {
  const { leading: zone, other } = useZones();
  const { shown, said } = columnTime(at, zone, seconds);
  const iso = isoTime(at.ms);
  const words = (
    <>
      <span aria-hidden="true">{shown}</span>
      <span className={`${kit.hidden} ${kit.uncopied}`}>{said}</span>
    </>
  );
  const lines = [
    `Happened: ${factTime(at, { zone, seconds: true })}`,
    ...linesFor(at, zone, other),
    saidAt === null ? null : `Told: ${factTime(saidAt, { zone })}${saidAt.text === undefined ? '' : ` (${asGiven(saidAt) ?? ''})`}`,
    `Recorded: ${instantWords(recordedAt, zone, true)}`,
  ].filter((line) => line !== null);
  return <TooltipText lines={lines}>{iso === null ? <span className={styles.undated}>{words}</span> : <time dateTime={iso}>{words}</time>}</TooltipText>;
};

/** When something was recorded, where that was `late` ms after it happened or more, and nobody said when it was told. */
export const RecordedLate = ({ at, saidAt, recordedAt, late }: { at: FactTime; saidAt: FactTime | null; recordedAt: number; late: number }) => {
  const { leading: zone } = useZones();
  if (saidAt !== null || at.ms === null || recordedAt - at.ms < late) return null;
  return <p className={kit.note}>Recorded {instantWords(recordedAt, zone)}</p>;
};

const isSameDay = (time: FactTime, other: FactTime, zone: string): boolean => {
  const [one, two] = [time, other].map((each) => (each.ms !== null && hasClock(each) ? date(each.ms, zone) : null));
  return one !== null && one === two;
};
const hasClock = ({ precision }: FactTime): boolean => precision === 'exact' || precision === 'minute' || precision === 'approximate';

const linesFor = (time: FactTime, zone: string, other: string): string[] => {
  const given = asGiven(time);
  const precision = precisionWords(time);
  return [
    given === null ? null : capital(given),
    precision,
    time.ms !== null && hasClock(time) && clock(time.ms, other) !== clock(time.ms, zone) ? elsewhere(time.ms, zone, other) : null,
  ].filter((line) => line !== null);
};

/** The clock in the other zone, with its day where that is another one. */
const elsewhere = (ms: number, zone: string, other: string): string =>
  `${date(ms, other) === date(ms, zone) ? '' : `${day(ms, other)}, `}${clock(ms, other)} in ${zoneName(other)}`;
