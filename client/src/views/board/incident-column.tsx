import type { BoardState, Incident } from '@sitrep/shared/domain/state.ts';
import { lookup } from '@sitrep/shared/domain/state.ts';
import { hurtFor } from '@sitrep/shared/query/hurt-for.ts';
import { incidentOrder, worstFirst } from '@sitrep/shared/query/incident-order.ts';
import { lastResolved } from '@sitrep/shared/query/quiet-since.ts';
import { duration } from '@sitrep/shared/words/format.ts';
import { hurtBefore, spellWords } from '@sitrep/shared/words/hurt-words.ts';
import { withoutStop } from '@sitrep/shared/words/wording.ts';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { useBoard } from '../../sync/use-board.ts';
import { useNow } from '../../sync/use-now.ts';
import { useMay, useMayTell, useScope } from '../../sync/use-visitor.ts';
import kit from '../../ui/kit.module.css';
import { later } from '../../ui/later.tsx';
import { shortMoment } from '../../ui/moment.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { shownId } from '../../ui/shown-id.ts';
import { useArrivals } from '../../ui/use-arrivals.ts';
import { useHeldOrder } from '../../ui/use-held.ts';
import { useUi, useZones } from '../../ui-state.ts';
import { CustomersDiffer } from './for-responders.ts';
import { IncidentCard, overdueUpdates } from './incident-card.tsx';
import styles from './incident-column.module.css';
import { PlannedWork } from './planned-work.tsx';

/** Of an exercise alone. */
const DrillGoals = later(
  async () => (await import('./drill-goals.tsx')).DrillGoals,
  () => null,
);
const SuspectedList = later(
  async () => (await import('./suspected/suspected-list.tsx')).SuspectedList,
  () => null,
);

const exercises = (board: BoardState): Incident[] =>
  Object.values(board.incidents)
    .filter((incident) => incident.drill !== null && incident.phase !== 'resolved')
    .sort(worstFirst);

const headNote = (open: number, drills: number, late: number, suspicions: number): string => {
  if (suspicions > 0) return `${suspicions} suspected, ${open + drills === 0 ? 'none open' : headNote(open, drills, late, 0)}`;
  if (open === 0) return drills === 0 ? 'none' : `none real, ${drills} exercise${drills === 1 ? '' : 's'}`;
  const parts = [`${open} open`];
  if (late > 0) parts.push(`${late} update${late === 1 ? '' : 's'} overdue`);
  if (drills > 0) parts.push(`${drills} exercise${drills === 1 ? '' : 's'}`);
  return parts.join(', ');
};

/** Active incidents, worst first, then planned work. `asOf`: words beside the heading while the page may be out of date. */
export const IncidentColumn = ({ asOf }: { asOf: string | null }) => {
  const board = useBoard();
  const now = useNow();
  const internal = useScope() === 'internal';
  const hidden = useUi((state) => state.drillHidden);
  const list = useRef<HTMLDivElement>(null);
  const open = incidentOrder(board);
  const drills = hidden ? [] : exercises(board);
  const order = useHeldOrder(
    [...open, ...drills].map(({ id }) => id),
    list,
  );
  const isNew = useArrivals(Object.values(board.incidents).flatMap(({ entries }) => entries.map(({ id }) => id)));
  const late = overdueUpdates(board, now).length;
  const suspicions = Object.keys(board.suspicions).length;
  return (
    <section aria-labelledby="active-incidents">
      {internal ? <CustomersDiffer /> : null}
      <SectionHead id="active-incidents" note={`${headNote(open.length, drills.length, late, suspicions)}${asOf === null ? '' : ` ${asOf}`}`}>
        Active incidents
      </SectionHead>
      {suspicions === 0 ? null : <SuspectedList />}
      <div ref={list}>
        {order.map((id) => {
          const incident = lookup(board.incidents, id);
          return incident === undefined ? null : <IncidentCard key={id} board={board} incident={incident} isNew={isNew} />;
        })}
      </div>
      {open.length === 0 ? (
        <NothingOpen board={board} drill={drills.length > 0} />
      ) : (
        <p className={kit.links}>
          <ReportLine>Report another incident</ReportLine>
        </p>
      )}
      {hidden || Object.keys(board.drills).length === 0 ? null : <DrillGoals />}
      <PlannedWork />
    </section>
  );
};

/** Leads to where one reports an incident, or says what a customer sees; a narrow screen has `ReportLink` for that. Only for those who may. */
const ReportLine = ({ children }: { children: ReactNode }) => {
  const mayReport = useMayTell();
  const maySight = useMay('sight');
  return (
    <>
      {mayReport ? (
        <Link to="/report" className={styles.report}>
          {children} <kbd>N</kbd>
        </Link>
      ) : null}{' '}
      {maySight ? (
        <Link to="/sighting" className={mayReport ? `${styles.report} ${styles.sight}` : styles.report}>
          A customer sees this <kbd>S</kbd>
        </Link>
      ) : null}
    </>
  );
};

/** When nothing is active: the last incident and its duration, because an empty list alone would say too little. */
const NothingOpen = ({ board, drill }: { board: BoardState; drill: boolean }) => {
  const { leading } = useZones();
  const now = useNow();
  const last = lastResolved(board);
  const hurt = last === null ? null : hurtFor(last.occurrences, null);
  const lasted = hurt === null ? '' : ` and lasted ${hurtBefore(hurt)}${duration(hurt.ms).replaceAll(' ', '\u00a0')} ${spellWords(hurt)}`.trimEnd();
  return (
    <div className={styles.nothing}>
      <h3>{drill ? 'Nothing real is open.' : 'Nothing is open.'}</h3>
      {last === null ? (
        <p>No incident was ever recorded here.</p>
      ) : (
        <p>
          The last incident, “<bdi>{withoutStop(last.title)}</bdi>”, began {shortMoment(last.startedAt, now, leading)}
          {lasted}.
        </p>
      )}
      <p className={`${kit.links} ${styles.ways}`}>
        {last === null ? null : (
          <Link to="/incidents/$incidentId" params={{ incidentId: last.id }} data-row="">
            {shownId(last.id)}
          </Link>
        )}
        <ReportLine>Report {drill ? 'a real' : 'an'} incident</ReportLine>
      </p>
    </div>
  );
};
