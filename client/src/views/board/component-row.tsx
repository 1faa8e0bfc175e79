import type { BoardState, Component } from '@sitrep/shared/domain/state.ts';
import { levelRank } from '@sitrep/shared/domain/words.ts';
import { mostlyUnknown } from '@sitrep/shared/query/mostly-unknown.ts';
import { type ComponentStatus, componentStatus } from '@sitrep/shared/query/status.ts';
import type { Uptime } from '@sitrep/shared/query/uptime.ts';
import { percent } from '@sitrep/shared/words/format.ts';
import { NO_SHARE, upWords } from '@sitrep/shared/words/uptime-words.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { Link } from '@tanstack/react-router';
import { memo, useMemo } from 'react';
import kit from '../../ui/kit.module.css';
import { later } from '../../ui/later.tsx';
import { LEVEL_CODE } from '../../ui/level-code.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { SimulatedTag, StatusWord } from '../../ui/status-word.tsx';
import { type ComponentReport, type ComponentReports, skylineDays } from './component-report.ts';
import styles from './component-row.module.css';
import { Skyline } from './skyline.tsx';

const SeenLine = later(
  async () => (await import('./suspected/seen-line.tsx')).SeenLine,
  () => null,
);

const share = (uptime: Uptime | undefined, target: number | null): string =>
  uptime === undefined || uptime.full.share === null || mostlyUnknown(uptime) ? '–' : upWords(uptime.full.share, target);

const uptimeHint = (uptime: Uptime | undefined): string => {
  if (uptime === undefined) return 'Not counted yet';
  if (uptime.noShare !== null) return NO_SHARE[uptime.noShare];
  if (mostlyUnknown(uptime)) return 'Unknown for most of this time, so there is no figure.';
  const { full, weighted, basis, incomplete } = uptime;
  const parts = [`${basis === 'measured' ? 'Measured' : 'As people reported, not measured'}, in full minutes. Only partial and major outages count as down`];
  if (weighted.share !== null && weighted.share !== full.share) parts.push(`weighted by share ${percent(weighted.share)}`);
  if (incomplete) parts.push('an outage of unknown date or length is not in it');
  return `${parts.join('; ')}.`;
};

const evidence = (status: ComponentStatus): string => {
  if (!status.measured) return 'not measured';
  if (status.fresh) return 'measured';
  return status.statements.some(({ muted }) => muted !== null) ? 'checks muted' : 'no fresh data';
};

interface RowProps {
  component: Component;
  status: ComponentStatus;
  /** What customers see of it; undefined in the public scope, or when it is not on their board. */
  customers: ComponentStatus | undefined;
  report: ComponentReport | undefined;
  /** The lists that the days of the report refer to. */
  levels: ComponentReports['levels'];
  dayStarts: ComponentReports['dayStarts'];
  /** An exercise is running and shown. */
  drill: boolean;
  /** The time zone whose midnights divide the days of the report. */
  zone: string;
  /** That planned work on it has overrun, in words; else null. */
  overrun: string | null;
  /** Customers report trouble with it that nobody has declared. */
  isSuspected: boolean;
  /** There is no column for the evidence. */
  narrow: boolean;
}

/** One component: name, level, ninety days, uptime, and the evidence. Rendered again only when one of these changes. */
export const ComponentRow = memo(({ component, status, customers, report, levels, dayStarts, drill, overrun, isSuspected, narrow, zone }: RowProps) => {
  const differs = customers !== undefined && customers.level !== status.level;
  const trouble = status.level !== 'operational';
  const pretends = drill && status.simulated !== null && status.simulated !== 'operational';
  const days = useMemo(() => skylineDays(report?.days, { levels, dayStarts }), [report, levels, dayStarts]);
  const late = status.level === 'under_maintenance' ? overrun : null;
  const shown = share(report?.uptime, component.target);
  const more = differs || late !== null || isSuspected;
  return (
    <li className={more ? `${styles.item} ${styles.differs}` : styles.item}>
      <div className={styles.row} data-st={trouble ? LEVEL_CODE[status.level] : undefined}>
        <span className={styles.name}>
          <Link to="/components/$componentId" params={{ componentId: component.id }} dir="auto" data-row="" title={component.description ?? component.name}>
            {component.name}
          </Link>
        </span>
        <span className={styles.status}>
          <StatusWord level={status.level} unmeasured={!status.measured} />
          {narrow && !trouble && !status.fresh ? <span className={kit.unmeasured}>{evidence(status)}</span> : null}
          {pretends && status.simulated !== null ? <SimulatedTag level={status.simulated} /> : null}
        </span>
        {report === undefined ? (
          <span className={styles.bars} />
        ) : (
          <Skyline
            days={days}
            measured={report.uptime.basis === 'measured'}
            name={component.name}
            share={shown === '–' ? 'uptime not known' : shown}
            zone={zone}
          />
        )}
        <span
          className={report?.uptime.basis === 'reported' ? `${styles.uptime} ${kit.mono} ${kit.dim}` : `${styles.uptime} ${kit.mono}`}
          title={uptimeHint(report?.uptime)}
        >
          {shown.endsWith('%') ? (
            <>
              {shown.slice(0, -2)}
              <small>%</small>
            </>
          ) : (
            shown
          )}
          {report?.uptime.incomplete === true ? (
            <>
              <sup aria-hidden="true">*</sup>
              <span className={kit.hidden}>, incomplete</span>
            </>
          ) : null}
        </span>
        <span className={styles.evidence}>
          <span className={status.measured && status.fresh ? kit.dim : kit.unmeasured}>{evidence(status)}</span>
        </span>
      </div>
      {more ? (
        <p className={styles.second}>
          {isSuspected ? <SeenLine componentId={component.id} /> : null}
          {late === null ? null : (
            <span>
              <span className={kit.late}>{late}</span>
            </span>
          )}
          {differs ? (
            <span>
              customers see: <StatusGlyph level={customers.level} size={11} unmeasured={!customers.measured} /> <b>{LEVEL_WORD[customers.level]}</b>
              {levelRank(customers.level) < levelRank(status.level) ? untilTold(component, status) : ''}
            </span>
          ) : null}
        </p>
      ) : null}
    </li>
  );
});

/** When customers will see what decides here, by what that is: the setting of a component holds back machines alone. */
const untilTold = ({ goesPublic }: Component, { statements, deciding }: ComponentStatus): string => {
  const kind = statements.find(({ id }) => id === deciding)?.source.kind;
  if (kind === undefined) return '';
  if (kind === 'incident') return ', until the impact is told to them';
  if (kind === 'maintenance') return ', until the work is announced to them';
  if (kind === 'person' || goesPublic === 'at_once') return ', until it is told to them';
  return goesPublic === 'with_incident' ? ', until an incident is published' : `, measured levels go public after ${goesPublic.afterMinutes} m`;
};

/** What customers see of a component; undefined when it is not on their board. */
export const customersStatus = (customers: BoardState, id: string): ComponentStatus | undefined =>
  Object.hasOwn(customers.components, id) ? componentStatus(customers, id) : undefined;
