import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { asGiven, clock, factTime, isoTime, type TimeStyle, zoneName } from '@sitrep/shared/query/format.ts';
import { capital } from '@sitrep/shared/query/wording.ts';
import { Told } from './told.tsx';
import { localZone, useZone } from './use-zone.ts';
import { columnTime, instantWords, precisionWords } from './words.ts';

/** A time as well as it is known. What the source wrote, its zone and the local time are one hover, focus or touch away. */
export const FactTimeText = ({ time, date = 'full', className }: { time: FactTime; date?: NonNullable<TimeStyle['date']>; className?: string }) => {
  const zone = useZone();
  const words = factTime(time, { zone, date });
  const iso = isoTime(time.ms);
  const shown =
    iso === null ? (
      <span>{words}</span>
    ) : (
      <time className="date" dateTime={iso}>
        {words}
      </time>
    );
  const more = linesFor(time, zone);
  return more.length === 0 ? (
    shown
  ) : (
    <Told {...(className === undefined ? {} : { className })} more={<Lines lines={more} />}>
      {shown}
    </Told>
  );
};

/** The time column of a timeline entry. When it happened, when it was told and when it was recorded are never merged: all three are one hover away. */
export const EntryTime = ({ at, saidAt, recordedAt }: { at: FactTime; saidAt: FactTime | null; recordedAt: number }) => {
  const zone = useZone();
  const { shown, said } = columnTime(at, zone);
  const iso = isoTime(at.ms);
  const words = (
    <>
      <span aria-hidden="true">{shown}</span>
      <span className="sr">{said}</span>
    </>
  );
  const lines = [
    `Happened: ${factTime(at, { zone, seconds: true })}`,
    ...linesFor(at, zone),
    saidAt === null ? null : `Told: ${factTime(saidAt, { zone })}${saidAt.text === undefined ? '' : ` (${asGiven(saidAt) ?? ''})`}`,
    `Recorded: ${instantWords(recordedAt, zone, true)}`,
  ].filter((line) => line !== null);
  return (
    <span className="et">
      <Told more={<Lines lines={lines} />}>{iso === null ? <span className="mono">{words}</span> : <time dateTime={iso}>{words}</time>}</Told>
    </span>
  );
};

const linesFor = (time: FactTime, zone: string): string[] => {
  const given = asGiven(time);
  const precision = precisionWords(time);
  const other = zone === 'UTC' ? localZone() : 'UTC';
  const hasClock = time.ms !== null && (time.precision === 'exact' || time.precision === 'minute' || time.precision === 'approximate');
  return [
    given === null ? null : capital(given),
    precision,
    hasClock && time.ms !== null && clock(time.ms, other) !== clock(time.ms, zone) ? `${clock(time.ms, other)} in ${zoneName(other)}` : null,
  ].filter((line) => line !== null);
};

const Lines = ({ lines }: { lines: readonly string[] }) => lines.map((line) => <span key={line}>{line}</span>);
