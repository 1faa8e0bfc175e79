import { type BoardState, type Incident, lookup } from '@sitrep/shared/domain/state.ts';
import { customerDifferences } from '@sitrep/shared/query/customer-differences.ts';
import { incidentOrder, worstFirst } from '@sitrep/shared/query/incident-order.ts';
import { incidentLevel, incidentPeak } from '@sitrep/shared/query/status.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { whoHasItWords } from '@sitrep/shared/words/incident-words.ts';
import { Link } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { takeIt, tellThem } from '../../controls/later-controls.tsx';
import { ReportLink } from '../../controls/report-link.tsx';
import { useBoard, useBoardEntry } from '../../sync/use-board.ts';
import { type IncidentPages, type IncidentSummary, useIncidentPages } from '../../sync/use-incident-pages.ts';
import { useNowEvery } from '../../sync/use-now.ts';
import { useMay, useMayTell, useScope } from '../../sync/use-visitor.ts';
import { DifferenceList } from '../../ui/customer-difference/difference-list.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { IncidentRow } from '../../ui/incident-row/incident-row.tsx';
import kit from '../../ui/kit.module.css';
import { Page } from '../../ui/page.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import { useZones } from '../../ui-state.ts';
import styles from './incidents-room.module.css';
import { useSettled } from './use-settled.ts';

/** What is open, the worst first, and everything that is over, the newest first. */
export const IncidentsRoom = () => {
  const board = useBoard();
  const resolved = useIncidentPages({ open: 'false' });
  const internal = useScope() === 'internal';
  const mayTake = useMay('acknowledge');
  return (
    <>
      <IncidentsView
        board={board}
        resolved={resolved}
        internal={internal}
        above={<CustomersDiffer board={board} />}
        take={internal ? (incident) => takeIt(incident, mayTake) : undefined}
      />
      <ReportLink />
    </>
  );
};

/** Incidents of which customers are told something else. */
const CustomersDiffer = ({ board }: { board: BoardState }) => {
  const differences = customerDifferences(board, useBoardEntry()?.customers ?? null).filter(({ kind }) => kind !== 'component');
  const { leading } = useZones();
  const now = useNowEvery(60_000);
  const mayTell = useMayTell();
  return differences.length === 0 ? null : (
    <section className={styles.section} aria-labelledby="customers-differ">
      <SectionHead id="customers-differ" note={String(differences.length)}>
        Customers see something else
      </SectionHead>
      <DifferenceList board={board} differences={differences} now={now} zone={leading} tell={mayTell ? tellThem : undefined} />
    </section>
  );
};

/** The same from data alone. */
export const IncidentsView = ({
  board,
  resolved,
  internal,
  above = null,
  take,
}: {
  board: BoardState;
  resolved: IncidentPages;
  internal: boolean;
  /** What comes before the lists. */
  above?: ReactNode;
  /** Draws by when an incident has to be taken, and the control that does, for those who may. */
  take?: ((incident: Incident) => ReactNode) | undefined;
}) => {
  const nameOf = (id: string) => componentName(board, id, resolved.retired);
  const open = incidentOrder(board);
  const drills = Object.values(board.incidents)
    .filter((incident) => incident.drill !== null && incident.phase !== 'resolved')
    .sort(worstFirst);
  const none = board.recent.flatMap((id) => lookup(board.incidents, id) ?? []).filter(({ dismissed }) => dismissed !== null);
  const over = (resolved.incidents ?? []).filter(({ id }) => (lookup(board.incidents, id)?.phase ?? 'resolved') === 'resolved');
  return (
    <Page
      title="Incidents"
      note={`${open.length === 0 ? 'None open' : `${open.length} open`}${resolved.incidents === null ? '' : `, ${resolved.total} resolved`}`}
    >
      {above}
      <section className={styles.section}>
        <SectionHead>Open</SectionHead>
        {open.length === 0 ? (
          <p className={styles.quiet}>Nothing is open.</p>
        ) : (
          <OpenList board={board} incidents={open} componentName={nameOf} internal={internal} take={take} />
        )}
      </section>
      {drills.length === 0 ? null : (
        <section className={styles.section}>
          <SectionHead note="no part of any status or figure">Exercises</SectionHead>
          <OpenList board={board} incidents={drills} componentName={nameOf} internal={internal} take={take} />
        </section>
      )}
      <section className={styles.section}>
        <SectionHead
          note={
            <Link to="/history" className={kit.link}>
              Search and filter in History
            </Link>
          }
        >
          Resolved
        </SectionHead>
        {resolved.error === null ? null : (
          <FailureNote what="Past incidents could not be read." safe="What is open above is live." error={resolved.error} onRetry={resolved.retry} />
        )}
        {resolved.incidents !== null && over.length === 0 ? <p className={styles.quiet}>No incident has been resolved here yet.</p> : null}
        <ResolvedList incidents={over} componentName={nameOf} />
        {resolved.more ? (
          <button type="button" onClick={resolved.loadMore}>
            Show older ones
          </button>
        ) : null}
      </section>
      {none.length === 0 ? null : (
        <section className={styles.section}>
          <SectionHead note="not in any figure; search finds older ones">Dismissed</SectionHead>
          <ol>
            {none.toReversed().map((incident) => (
              <li key={incident.id}>
                <IncidentRow incident={incident} level={incidentPeak(incident)} componentName={nameOf} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </Page>
  );
};

const OpenList = ({
  incidents,
  board,
  componentName,
  internal,
  take,
}: {
  board: BoardState;
  incidents: readonly Incident[];
  componentName: (id: string) => string;
  internal: boolean;
  take: ((incident: Incident) => ReactNode) | undefined;
}) => {
  const list = useRef<HTMLOListElement>(null);
  const order = useSettled(
    incidents.map(({ id }) => id),
    list,
  );
  // The rows keep one width, and with it their columns in line, whichever of them has the control.
  const takes = take !== undefined && incidents.some(({ acknowledged }) => acknowledged === null);
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  return (
    <ol ref={list}>
      {order.map((id) => {
        const incident = byId.get(id);
        if (incident === undefined) return null;
        return (
          <li key={id} className={takes ? styles.withTake : undefined}>
            <IncidentRow
              incident={incident}
              level={incidentLevel(incident)}
              componentName={componentName}
              note={internal ? whoHasItWords(board, incident) : null}
            />
            {take === undefined ? null : <div className={incident.acknowledged === null ? styles.take : undefined}>{take(incident)}</div>}
          </li>
        );
      })}
    </ol>
  );
};

const VIRTUAL_ABOVE = 100;
const ROW_GUESS = 50;

const ResolvedList = ({ incidents, componentName }: { incidents: readonly IncidentSummary[]; componentName: (id: string) => string }) =>
  incidents.length > VIRTUAL_ABOVE ? (
    <VirtualList incidents={incidents} componentName={componentName} />
  ) : (
    <ol>
      {incidents.map((incident) => (
        <li key={incident.id}>
          <IncidentRow incident={incident} level={incident.peak} componentName={componentName} />
        </li>
      ))}
    </ol>
  );

const VirtualList = ({ incidents, componentName }: { incidents: readonly IncidentSummary[]; componentName: (id: string) => string }) => {
  const list = useRef<HTMLOListElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useEffect(() => {
    const element = list.current;
    if (element !== null) setScrollMargin(element.getBoundingClientRect().top + window.scrollY);
  }, []);
  const rows = useWindowVirtualizer({
    count: incidents.length,
    estimateSize: () => ROW_GUESS,
    // A row not laid out yet has no height; as nothing it would draw in all the others.
    measureElement: (row) => row.getBoundingClientRect().height || ROW_GUESS,
    overscan: 12,
    scrollMargin,
    getItemKey: (index) => incidents[index]?.id ?? index,
  });
  return (
    <ol ref={list} style={{ position: 'relative', height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map((row) => {
        const incident = incidents[row.index];
        return incident === undefined ? null : (
          <li
            key={row.key}
            ref={rows.measureElement}
            data-index={row.index}
            aria-setsize={incidents.length}
            aria-posinset={row.index + 1}
            style={{ position: 'absolute', insetInline: 0, top: 0, transform: `translateY(${row.start - scrollMargin}px)` }}
          >
            <IncidentRow incident={incident} level={incident.peak} componentName={componentName} />
          </li>
        );
      })}
    </ol>
  );
};
