import type { Incident } from '@sitrep/shared/domain/state.ts';
import { type IncidentChart as Chart, incidentChart } from '@sitrep/shared/query/incident-chart.ts';
import { MARK_WORD } from '@sitrep/shared/words/chart-words.ts';
import { clock, date, duration } from '@sitrep/shared/words/format.ts';
import { LEVEL_WORD, PHASE_WORD } from '@sitrep/shared/words/wording.ts';
import { useState } from 'react';
import { LevelTimeline } from '../../charts/level-timeline.tsx';
import kit from '../../ui/kit.module.css';
import { LEVEL_CODE } from '../../ui/level-code.ts';
import { useZones } from '../../ui-state.ts';
import styles from './incident-chart.module.css';

const DAY = 86_400_000;

/** Level and phases over linear time; nothing for an undated incident. `now`: UTC ms. `known`: UTC ms of the last data when the page is not current, else null; the chart ends there. */
export const IncidentChart = ({ incident, now: ticking, known }: { incident: Incident; now: number; known: number | null }) => {
  const now = known ?? ticking;
  const { leading } = useZones();
  const [asTable, setAsTable] = useState(false);
  const chart = incidentChart(incident, now);
  if (chart === null) return null;
  const shortTime = (ms: number) =>
    chart.to - chart.from > 300 * DAY ? date(ms, leading) : chart.to - chart.from > 2 * DAY ? date(ms, leading).replace(/ \d{4}$/, '') : clock(ms, leading);
  const summary = summaryOf(chart, incident, leading, known);
  return (
    <section className={styles.chart} aria-label="Level over time">
      <LevelTimeline
        from={chart.from}
        to={chart.to}
        now={incident.phase === 'resolved' || known !== null ? null : now}
        steps={chart.steps.map((step) => ({ ...step, tone: LEVEL_CODE[step.level] }))}
        phases={chart.phases.map((span) => ({
          ...span,
          label: PHASE_WORD[span.phase],
          note: `${shortTime(span.from)}, ${duration(span.to - span.from)}`,
          shade: span.phase === 'resolved' ? 0 : span.phase === 'identified' ? 2 : 1,
        }))}
        unseen={chart.unseen === null ? null : { ...chart.unseen, label: `Unseen for ${duration(chart.unseen.to - chart.unseen.from)}` }}
        marks={chart.marks.map((mark) => ({ ...mark, label: MARK_WORD[mark.kind], clock: shortTime(mark.at) }))}
        tickLabel={(ms, step) =>
          step >= DAY
            ? date(ms, leading).replace(/ \d{4}$/, '')
            : clock(ms, leading) === '00:00' && chart.to - chart.from > DAY / 2
              ? date(ms, leading).replace(/ \d{4}$/, '')
              : clock(ms, leading)
        }
        summary={summary}
      />
      <p className={styles.summary}>
        <span>{summary}</span>
        <button type="button" className={`${kit.bareButton} ${styles.asTable}`} aria-expanded={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Hide table' : 'Show as table'}
        </button>
      </p>
      {asTable ? <ChartTable chart={chart} zone={leading} /> : null}
    </section>
  );
};

/** The chart in one sentence, for screen readers and below the chart. `known`: as above. */
const summaryOf = (chart: Chart, incident: Incident, zone: string, known: number | null): string => {
  const at = (ms: number) => `${date(ms, zone)} ${clock(ms, zone)}`;
  const first = chart.steps[0];
  if (first === undefined) return `From ${at(chart.from)} to ${at(chart.to)}; no level was stated.`;
  const parts = chart.steps.map(
    (step, index) => `${index === 0 ? LEVEL_WORD[step.level] : LEVEL_WORD[step.level].toLowerCase()} for ${duration(step.to - step.from)}`,
  );
  const shown = parts.length > 5 ? `${parts.slice(0, 5).join(', then ')} and ${parts.length - 5} more changes` : parts.join(', then ');
  const unseen = chart.unseen === null ? '' : `, unseen for the first ${duration(chart.unseen.to - chart.unseen.from)}`;
  return `From ${at(first.from)}: ${shown}${incident.phase === 'resolved' ? '' : known === null ? ' so far' : `, as of ${clock(known, zone)}`}${unseen}.`;
};

const ChartTable = ({ chart, zone }: { chart: Chart; zone: string }) => {
  const at = (ms: number) => (
    <time className={kit.date} dateTime={new Date(ms).toISOString()}>
      {date(ms, zone)}, {clock(ms, zone)}
    </time>
  );
  return (
    <table className={styles.table}>
      <caption className={kit.hidden}>Levels and phases over time</caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">What</th>
          <th scope="col" className={styles.length}>
            Length
          </th>
        </tr>
      </thead>
      <tbody>
        {chart.steps.map((step) => (
          <tr key={`l${step.from}`}>
            <td>{at(step.from)}</td>
            <td>
              {step.vague ? 'about ' : ''}
              {at(step.to)}
            </td>
            <td>{LEVEL_WORD[step.level]}</td>
            <td className={styles.length}>{duration(step.to - step.from)}</td>
          </tr>
        ))}
        {chart.unseen === null ? null : (
          <tr>
            <td>{at(chart.unseen.from)}</td>
            <td>{at(chart.unseen.to)}</td>
            <td>Unseen</td>
            <td className={styles.length}>{duration(chart.unseen.to - chart.unseen.from)}</td>
          </tr>
        )}
        {chart.phases.map((span) => (
          <tr key={`p${span.from}`}>
            <td>{at(span.from)}</td>
            <td>{at(span.to)}</td>
            <td>{PHASE_WORD[span.phase]}</td>
            <td className={styles.length}>{duration(span.to - span.from)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
