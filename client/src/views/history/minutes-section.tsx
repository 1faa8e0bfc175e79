import type { OutageMinutes } from '@sitrep/shared/query/outage-minutes.ts';
import { date, grouped, zoneName } from '@sitrep/shared/words/format.ts';
import { memo, useMemo, useState } from 'react';
import kit from '../../ui/kit.module.css';
import { later } from '../../ui/later.tsx';
import { StatusWord } from '../../ui/status-word.tsx';
import { useZones } from '../../ui-state.ts';
import styles from './minutes-section.module.css';
import { amount, bucketName, bucketTick, minutesSummary, unplacedWords } from './minutes-words.ts';

// The chart is the largest piece of code of this page, so it is loaded after the rest.
const StackedBars = later(
  async () => (await import('../../charts/stacked-bars.tsx')).StackedBars,
  () => <div className={styles.place} />,
);

interface MinutesProps {
  minutes: OutageMinutes;
  /** The requested window, UTC ms; it ends now at the latest. */
  from: number;
  to: number;
}

/** Minutes of outage by day, month or year: a chart, a sentence and a table of the same figures, and what none of them contains. Memoized, so that the page's clock does not redraw it. */
export const MinutesSection = memo(({ minutes, from, to }: MinutesProps) => {
  const { leading } = useZones();
  const [asTable, setAsTable] = useState(false);
  const { unit, buckets } = minutes;
  const summary = minutesSummary(minutes, `${date(from, leading)} to ${date(to, leading)}`, leading);
  const empty = minutes.partial + minutes.major === 0;
  const bars = useMemo(
    () =>
      buckets.map((bucket) => ({
        from: bucket.from,
        until: bucket.until,
        lower: bucket.partial,
        upper: bucket.major,
        label: bucket.partial + bucket.major === 0 && !bucket.vague ? '' : `${bucket.vague ? '≈\u00a0' : ''}${grouped(bucket.partial + bucket.major)}`,
        name: bucketName(bucket, unit, leading),
        lines: [
          `Major outage ${grouped(bucket.major)} m`,
          `Partial outage ${grouped(bucket.partial)} m`,
          ...(bucket.vague ? [`Together ${amount(bucket)}: an end is known only roughly`] : []),
        ],
        vague: bucket.vague,
      })),
    [buckets, unit, leading],
  );
  const chart = useMemo(
    () => (
      <StackedBars
        bars={bars}
        from={from}
        to={to}
        lower={{ tone: 'par', word: 'Partial outage' }}
        upper={{ tone: 'maj', word: 'Major outage' }}
        tickLabel={(ms) => bucketTick(ms, unit, leading)}
        valueLabel={(value) => `${grouped(value)} m`}
        summary={summary}
      />
    ),
    [bars, from, to, unit, leading, summary],
  );
  return (
    <section className={styles.section} aria-labelledby="minutes-of-outage">
      <div className={styles.bar}>
        <h3 id="minutes-of-outage">Minutes of outage by {unit}</h3>
        {empty ? null : (
          <span className={styles.key}>
            <i className={styles.swatch} data-st="maj" />
            <span className={styles.word}>
              <StatusWord level="major_outage" />
            </span>
            <i className={`${styles.swatch} ${styles.low}`} data-st="par" />
            <span className={styles.word}>
              <StatusWord level="partial_outage" />
            </span>
            {buckets.some(({ vague }) => vague) ? <span>≈ an end is known only roughly</span> : null}
          </span>
        )}
      </div>
      {empty ? null : chart}
      <p className={`${styles.note} ${styles.summary}`}>
        <span>{summary}</span>
        {empty ? null : (
          <button type="button" className={`${kit.bareButton} ${styles.asTable}`} aria-expanded={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Hide table' : 'Show as table'}
          </button>
        )}
      </p>
      {unplacedWords(minutes).map((words) => (
        <p key={words} className={styles.note}>
          {words}
        </p>
      ))}
      {empty ? null : (
        <p className={styles.note}>
          A minute counts once, however many components were down. Exercises and planned work are left out. Days are those of {zoneName(leading)}.
        </p>
      )}
      {asTable && !empty ? <MinutesTable minutes={minutes} zone={leading} /> : null}
    </section>
  );
});
MinutesSection.displayName = 'MinutesSection';

const UNIT_WORD = { day: 'Day', month: 'Month', year: 'Year' } as const;

const MinutesTable = ({ minutes: { unit, buckets }, zone }: { minutes: OutageMinutes; zone: string }) => {
  const nonEmpty = buckets.filter(({ max, vague }) => max > 0 || vague);
  return (
    <table className={styles.table}>
      <caption>
        {nonEmpty.length === buckets.length ? '' : `The other ${buckets.length - nonEmpty.length} of ${buckets.length} ${unit}s have none.`}
        <span className={kit.hidden}> Minutes of outage by {unit}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{UNIT_WORD[unit]}</th>
          <th scope="col">Major</th>
          <th scope="col">Partial</th>
          <th scope="col">Together</th>
        </tr>
      </thead>
      <tbody>
        {nonEmpty.map((bucket) => (
          <tr key={bucket.from}>
            <th scope="row">{bucketName(bucket, unit, zone)}</th>
            <td>{grouped(bucket.major)} m</td>
            <td>{grouped(bucket.partial)} m</td>
            <td>{amount(bucket)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
