import { type BoardState, type Component, lookup, type RetiredComponent } from '@sitrep/shared/domain/state.ts';
import { zoned } from '@sitrep/shared/query/calendar.ts';
import { mostlyUnknown } from '@sitrep/shared/query/mostly-unknown.ts';
import { budgetMinutes } from '@sitrep/shared/query/uptime.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { clock, date, duration, exactPercent, minutes, percent } from '@sitrep/shared/words/format.ts';
import { upWords } from '@sitrep/shared/words/uptime-words.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Fragment, useId } from 'react';
import { DotPlot } from '../../charts/dot-plot.tsx';
import { Lane } from '../../charts/lane.tsx';
import { ticksOf } from '../../charts/scale.ts';
import { useWidth } from '../../charts/use-width.ts';
import kit from '../../ui/kit.module.css';
import { LEVEL_CODE } from '../../ui/level-code.ts';
import { useZones } from '../../ui-state.ts';
import type { ComponentUptime } from './history-data.ts';
import styles from './history-lanes.module.css';
import type { LaneStretch, Window } from './lanes-of.ts';

const LOW = 0.994;
const DAY = 86_400_000;
// Where "now" stands on the axis no other label does, px.
const NOW_ROOM = 40;
const YEAR = 365 * DAY;

interface LanesProps {
  board: BoardState;
  stretches: readonly LaneStretch[];
  window: Window;
  report: readonly ComponentUptime[];
  /** Retired components that the stretches belong to. */
  retired: readonly RetiredComponent[];
  /** UTC ms. */
  now: number;
}
interface Section {
  readonly id: string | null;
  readonly name: string;
  readonly components: readonly (Pick<Component, 'id' | 'name'> & { readonly target?: number | null })[];
}

/** One lane per component that had trouble in the window; the others are only counted. Uptime is always over the last 90 days, whatever the window. */
export const HistoryLanes = ({ board, stretches, window, report, retired, now }: LanesProps) => {
  const { leading } = useZones();
  const [ref, width] = useWidth<HTMLDivElement>(760);
  const hatch = useId();
  const navigate = useNavigate();
  const seen = stretches.filter((stretch) => stretch.to >= window.from && stretch.from <= window.to);
  const troubled = new Set(seen.map((stretch) => stretch.componentId));
  const components = Object.values(board.components).filter((component) => troubled.has(component.id));
  const groups = [...Object.values(board.groups)].sort((a, b) => a.position - b.position);
  const sections = [...groups.map((group) => ({ id: group.id as string | null, name: group.name })), { id: null, name: groups.length === 0 ? '' : 'Other' }]
    .map((group) => ({
      ...group,
      components: components
        .filter((component) => (lookup(board.groups, component.groupId ?? '') === undefined ? null : component.groupId) === group.id)
        .sort((a, b) => a.position - b.position),
    }))
    .filter((group) => group.components.length > 0);
  // Retired components keep their lanes, because their trouble happened all the same.
  const gone = [...troubled].filter((id) => lookup(board.components, id) === undefined).map((id) => ({ id, name: componentName(board, id, retired) }));
  const rows: readonly Section[] = gone.length === 0 ? sections : [...sections, { id: 'retired', name: 'Retired', components: gone }];
  const quiet = Object.keys(board.components).length - components.length;
  const ticks = ticksOf({ ...window, width }, 96);
  const tickLabel = (ms: number): string => {
    if (ticks.step >= 360 * DAY) return String(zoned(ms, leading).year);
    if (ticks.step < DAY && clock(ms, leading) !== '00:00') return clock(ms, leading);
    return window.to - window.from > YEAR / 2 ? date(ms, leading) : date(ms, leading).replace(/ \d{4}$/, '');
  };
  const place = (ms: number) => ((ms - window.from) / (window.to - window.from)) * width;
  const nowAt = now < window.to ? place(now) : null;
  const named = new Set<string>();
  return (
    <>
      <div className={styles.lanes} hidden={rows.length === 0}>
        <table>
          <caption className={kit.hidden}>Components with trouble in the window, and their uptime over the last 90 days</caption>
          <colgroup>
            <col className={styles.name} />
            <col />
            <col className={styles.uptime} />
            <col className={styles.plot} />
            <col className={styles.down} />
            <col className={styles.budget} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Components</th>
              <th scope="col" className={styles.axis}>
                <div ref={ref}>
                  <svg width={width} height={16} aria-hidden="true">
                    <defs>
                      <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                        <rect width="1" height="6" className={styles.hatch} />
                      </pattern>
                    </defs>
                    {nowAt === null ? null : (
                      <text x={nowAt} y={12} textAnchor="middle" className={styles.now}>
                        now
                      </text>
                    )}
                    {ticks.at.map((tick) => {
                      const x = place(tick);
                      return nowAt !== null && Math.abs(x - nowAt) < NOW_ROOM ? null : (
                        <text key={tick} x={x} y={12} textAnchor={x < 24 ? 'start' : x > width - 28 ? 'end' : 'middle'}>
                          {tickLabel(tick)}
                        </text>
                      );
                    })}
                  </svg>
                  <span className={kit.hidden}>What happened</span>
                </div>
              </th>
              <th scope="col" className={styles.end}>
                90 d
              </th>
              <th scope="col">
                <span className={styles.scale}>
                  <span>{percent(LOW, 1)}</span>
                  <span>100</span>
                </span>
              </th>
              <th scope="col" className={styles.end} title="Partial and major outages count. Degraded performance is shown, but is not downtime.">
                down
              </th>
              <th scope="col" className={styles.end}>
                of budget
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((group) => (
              <Fragment key={group.id ?? ''}>
                {group.name === '' ? null : (
                  <tr className={styles.group}>
                    <th scope="rowgroup" colSpan={6}>
                      {group.name}
                    </th>
                  </tr>
                )}
                {group.components.map((component) => {
                  const own = seen.filter((stretch) => stretch.componentId === component.id);
                  const bars = own.map((stretch, index) => {
                    const first = !named.has(stretch.incidentId);
                    named.add(stretch.incidentId);
                    return {
                      key: `${stretch.incidentId}/${index}`,
                      from: stretch.from,
                      to: stretch.to,
                      tone: LEVEL_CODE[stretch.level],
                      vague: stretch.vague,
                      label: first ? (stretch.title.length > 38 ? `${stretch.title.slice(0, 36)}…` : stretch.title) : null,
                      title: `${stretch.title}: ${LEVEL_WORD[stretch.level]}, ${date(stretch.from, leading)}, ${stretch.vague ? 'about ' : ''}${duration(stretch.to - stretch.from)}`,
                    };
                  });
                  const found = report.find(({ id }) => id === component.id);
                  return (
                    <tr key={component.id}>
                      <th scope="row">
                        <Link to="/components/$componentId" params={{ componentId: component.id }}>
                          {component.name}
                        </Link>
                      </th>
                      <td className={styles.axis}>
                        <Lane
                          {...window}
                          width={width}
                          now={now}
                          grid={ticks.at}
                          bars={bars}
                          hatch={hatch}
                          summary={`${own.length === 1 ? '1 stretch' : `${own.length} stretches`} of trouble: ${[...new Set(own.map((stretch) => stretch.title))].slice(0, 5).join('; ')}`}
                          onOpen={(key) => void navigate({ to: '/incidents/$incidentId', params: { incidentId: key.slice(0, key.lastIndexOf('/')) } })}
                        />
                      </td>
                      <UptimeCells found={found} target={component.target ?? null} />
                    </tr>
                  );
                })}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {quiet <= 0 ? null : (
        <p className={styles.note}>
          {components.length === 0
            ? `None of the ${quiet} components has a dated incident in this window.`
            : `${quiet === 1 ? '1 other component has' : `${quiet} other components have`} no dated incident in this window.`}
        </p>
      )}
    </>
  );
};

const UptimeCells = ({ found, target }: { found: ComponentUptime | undefined; target: number | null }) => {
  if (found === undefined) return <td colSpan={4} />;
  const { full, weighted, basis, unknownMinutes, windowMinutes, incomplete } = found.uptime;
  if (full.share === null || mostlyUnknown(found.uptime))
    return (
      <td colSpan={4} className={`${kit.dim} ${styles.figureless}`} title="There is no figure: what the rest of the time was is not known.">
        {found.uptime.noShare === 'under_a_day' ? 'less than one day is counted' : full.share === null ? 'unknown' : 'mostly unknown'}
        {full.minutes === 0 ? '' : `, ${minutes(full.minutes)} known down`}
      </td>
    );
  const budget = target === null ? null : budgetMinutes(target, windowMinutes);
  const times = budget === null || budget <= 0 ? null : full.minutes / budget;
  const fine = [
    basis === 'reported' ? 'As people reported; not measured.' : 'As checks measured.',
    // Where nobody counted, the share is that of everybody and says no more.
    weighted.share === null || weighted.share === full.share ? null : `By share of customers ${percent(weighted.share, 3)}.`,
    unknownMinutes > 0 ? `${minutes(unknownMinutes)} unknown, left out.` : null,
    incomplete ? 'Incomplete: undated outages are in no figure.' : null,
  ]
    .filter((words) => words !== null)
    .join(' ');
  return (
    <>
      <td className={`${styles.end} ${kit.mono}`} title={fine}>
        {upWords(full.share, target, 3).replace(' %', '')}
        {incomplete ? <span title={fine}>*</span> : null}
        <span className={kit.hidden}> per cent. {fine}</span>
      </td>
      <td className={styles.dots}>
        <DotPlot
          share={full.share}
          min={full.shareMin ?? full.share}
          target={target}
          low={LOW}
          width={140}
          measured={basis === 'measured'}
          summary={target === null ? 'No target' : `${full.share >= target ? 'Within' : 'Below'} the target of ${exactPercent(target)}`}
        />
      </td>
      <td className={`${styles.end} ${kit.mono}`}>{minutes(full.minutes)}</td>
      <td className={times !== null && times > 1 ? `${styles.end} ${kit.mono} ${styles.over}` : `${styles.end} ${kit.mono}`}>
        {times === null ? '–' : times === 0 ? '0' : `${times.toFixed(1)}×`}
      </td>
    </>
  );
};
