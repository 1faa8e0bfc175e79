import { zoned } from '@sitrep/shared/query/calendar.ts';
import { overrunByComponent } from '@sitrep/shared/query/overrun.ts';
import { date, day, zoneName } from '@sitrep/shared/words/format.ts';
import { overrunWords } from '@sitrep/shared/words/maintenance-words.ts';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useBoard, useCustomers } from '../../sync/use-board.ts';
import { useNowEvery } from '../../sync/use-now.ts';
import { useReports } from '../../sync/use-reports.ts';
import { useScope } from '../../sync/use-visitor.ts';
import kit from '../../ui/kit.module.css';
import { later } from '../../ui/later.tsx';
import { shortMoment } from '../../ui/moment.ts';
import { useHeld } from '../../ui/use-held.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { useUi, useZones } from '../../ui-state.ts';
import type { ComponentReports } from './component-report.ts';
import { ComponentRow, customersStatus } from './component-row.tsx';
import { componentRows, foldedWords, type TableRow } from './component-rows.ts';
import styles from './component-table.module.css';

// Above this number of rows, rendering those off screen would cost frames.
const VIRTUAL_ABOVE = 100;
const NONE: readonly never[] = [];
const VirtualRows = later(
  async () => (await import('./virtual-rows.tsx')).VirtualRows,
  ({ rows, draw }) => <ul>{rows.map(draw)}</ul>,
);

/** All components in their fixed order, grouped. `asOf`: words beside the heading while the page may be out of date. */
export const ComponentTable = ({ asOf }: { asOf: string | null }) => {
  const board = useBoard();
  const customers = useCustomers();
  const internal = useScope() === 'internal';
  const drillHidden = useUi((state) => state.drillHidden);
  const { leading } = useZones();
  const list = useRef<HTMLDivElement>(null);
  const now = useNowEvery(60_000);
  const narrow = useNarrow();
  const late = overrunByComponent(board);
  const suspects = new Set(Object.values(board.suspicions).map(({ componentId }) => componentId));
  const held = useHeld(list);
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set());
  const data = useReports<ComponentReports>(`/components?zone=${encodeURIComponent(leading)}`);
  // While the report for another zone loads, the one for the previous zone stays.
  const zone = data?.zone ?? leading;
  const reports = useMemo(() => new Map((data?.components ?? []).map((report) => [report.id, report])), [data]);
  const rows = useSteadyFolds(componentRows(board, opened), held, (ids) => componentRows(board, new Set([...opened, ...ids])));
  const drill = Object.keys(board.drills).length > 0 && !drillHidden;

  const overrunOf = (id: string): string | null => {
    const work = late.get(id);
    return work === undefined ? null : overrunWords(shortMoment(work.until, now, leading));
  };
  const draw = (row: TableRow): ReactNode => {
    switch (row.kind) {
      case 'group':
        return (
          <li className={styles.group} key={`g/${row.id}`}>
            <h3>{row.name}</h3>
          </li>
        );
      case 'folded':
        return (
          <li className={styles.folded} key={`f/${row.id}`}>
            <button type="button" className={kit.bareButton} aria-expanded="false" onClick={() => setOpened(new Set([...opened, row.id]))}>
              <b>{row.name}</b> <span className={kit.dim}>{foldedWords(row)}</span>
            </button>
          </li>
        );
      case 'component':
        return (
          <ComponentRow
            key={row.id}
            component={row.component}
            status={row.status}
            customers={internal ? customersStatus(customers, row.id) : undefined}
            report={reports.get(row.id)}
            levels={data?.levels ?? NONE}
            dayStarts={data?.dayStarts ?? NONE}
            drill={drill}
            overrun={overrunOf(row.id)}
            isSuspected={suspects.has(row.id)}
            narrow={narrow}
            zone={zone}
          />
        );
    }
  };

  return (
    <section className={styles.table} data-drill={drill ? '' : undefined} aria-labelledby="components" ref={list}>
      <div className={styles.head}>
        <h2>
          <span id="components">Components</span>{' '}
          {asOf !== null ? <span className={kit.label}>{asOf}</span> : drill ? <span className={kit.label}>real state first, dashed = exercise</span> : null}
        </h2>
        <Axis starts={data?.dayStarts ?? NONE} zone={zone} />
        <span className={`${kit.label} ${kit.end} ${styles.columnLabel}`}>uptime</span>
        <span className={`${kit.label} ${kit.end} ${styles.columnLabel}`}>known from</span>
      </div>
      {rows.length > VIRTUAL_ABOVE ? <VirtualRows rows={rows} draw={draw} /> : <ul>{rows.map(draw)}</ul>}
      {data?.components.some(({ uptime }) => uptime.incomplete) === true ? (
        <p className={styles.footnote}>* Past outages whose date or length nobody wrote down are not in this figure.</p>
      ) : null}
    </section>
  );
};

const Axis = ({ starts, zone }: { starts: readonly number[]; zone: string }) => {
  const first = starts[0];
  const today = starts.at(-2);
  if (first === undefined || today === undefined) return <span className={styles.axis} />;
  const words = zoned(first, zone).year === zoned(today, zone).year ? day(first, zone).slice(4) : date(first, zone);
  return (
    <span className={`${kit.label} ${styles.axis}`}>
      <span>{words}</span>
      <span title="Taller is worse">
        {zoneName(zone)} days<span className={kit.hidden}>, taller is worse</span>
      </span>
      <span>today</span>
    </span>
  );
};

/** While the pointer is over the table, groups neither fold nor unfold, so that no row moves away under it. */
const useSteadyFolds = (wanted: TableRow[], held: boolean, withOpen: (ids: readonly string[]) => TableRow[]): TableRow[] => {
  const open = wanted.filter((row) => row.kind === 'group').map(({ id }) => id);
  const kept = useRef(open);
  if (!held) {
    kept.current = open;
    return wanted;
  }
  const closing = kept.current.filter((id) => !open.includes(id));
  return closing.length === 0 ? wanted : withOpen(closing);
};
