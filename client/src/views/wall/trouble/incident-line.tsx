import type { Incident } from '@sitrep/shared/domain/state.ts';
import { nextUpdateDue } from '@sitrep/shared/query/commitments.ts';
import { type ChartMark, incidentChart } from '@sitrep/shared/query/incident-chart.ts';
import { incidentPeak } from '@sitrep/shared/query/status.ts';
import { MARK_WORD } from '@sitrep/shared/words/chart-words.ts';
import { clock, duration } from '@sitrep/shared/words/format.ts';
import { LEVEL_WORD, PHASE_WORD } from '@sitrep/shared/words/wording.ts';
import { SpanLine } from '../../../charts/span-line.tsx';
import { useLastKnown } from '../../../sync/use-connection.ts';
import { useNowEvery } from '../../../sync/use-now.ts';
import { LEVEL_CODE } from '../../../ui/level-code.ts';
import { shortMoment } from '../../../ui/moment.ts';
import { useWall } from '../wall-context.ts';
import styles from './incident-line.module.css';

const STEP_MS = 15_000;
const FIRST: ReadonlySet<ChartMark['kind']> = new Set(['began', 'noticed', 'reopened', 'resolved']);

/** The time line of an incident: its beginning, when it was noticed, phases, levels, the promised update, and now (without a connection: the time of the last data). Renders nothing if the beginning is unknown. */
export const IncidentLine = ({ incident }: { incident: Incident }) => {
  const { board, zones } = useWall();
  const ticking = useNowEvery(STEP_MS);
  const known = useLastKnown();
  const now = known ?? ticking;
  const chart = incidentChart(incident, now);
  if (chart === null) return null;
  const due = nextUpdateDue(board, incident.id)?.ms ?? null;
  const from = Math.min(...chart.marks.map(({ at }) => at), ...chart.steps.map((step) => step.from), now);
  const promised = due !== null && due > now && due - now < 2 * (now - from) ? due : null;
  const to = Math.max(promised ?? now, now) + (now - from) * 0.06;
  const moment = (ms: number) => shortMoment({ ms, precision: 'minute' }, now, zones.leading);
  const said = chart.marks.map(({ at, kind }) => ({ at, kind, label: MARK_WORD[kind] }));
  const marks = [
    ...said.filter(({ kind }) => FIRST.has(kind)),
    ...(promised === null ? [] : [{ at: promised, label: 'Due' }]),
    ...said.filter(({ kind }) => !FIRST.has(kind)),
  ];
  return (
    <section className={styles.line} aria-label="Time line">
      <SpanLine
        from={from}
        to={to}
        now={now}
        nowLabel={`${known === null ? 'now' : 'last known'} ${clock(now, zones.leading)}`}
        past={known !== null}
        steps={chart.steps.map((step) => ({ ...step, tone: LEVEL_CODE[step.level] }))}
        phases={chart.phases.map((span) => ({
          ...span,
          shade: span.phase === 'resolved' ? 0 : span.phase === 'identified' || span.phase === 'monitoring' ? 2 : 1,
        }))}
        unseen={chart.unseen === null ? null : { ...chart.unseen, label: `Unseen for ${duration(chart.unseen.to - chart.unseen.from)}` }}
        marks={marks.map((mark) => ({ at: mark.at, label: mark.label, clock: moment(mark.at) }))}
        summary={`${PHASE_WORD[incident.phase]} for ${duration(now - from)}, at worst ${LEVEL_WORD[incidentPeak(incident)].toLowerCase()}.${
          chart.unseen === null ? '' : ` Nobody noticed for ${duration(chart.unseen.to - chart.unseen.from)}.`
        }`}
      />
    </section>
  );
};
