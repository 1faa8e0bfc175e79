import type { Command } from '@sitrep/shared/domain/command.ts';
import { type BoardState, type Commitment, type Incident, lookup, type RetiredComponent } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { incidentDifference } from '@sitrep/shared/query/customer-differences.ts';
import { entriesAsTheyWere } from '@sitrep/shared/query/entries-as-they-were.ts';
import { incidentLevel } from '@sitrep/shared/query/status.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { type ReactNode, useCallback, useMemo } from 'react';
import type { BackLink } from '../../sync/incident-entry.ts';
import { DifferenceList } from '../../ui/customer-difference/difference-list.tsx';
import kit from '../../ui/kit.module.css';
import { SectionHead } from '../../ui/section-head.tsx';
import { useNarrow } from '../../ui/use-narrow.ts';
import { ActionList, actionCount, isLate } from './action-list.tsx';
import { BeforeSection, CauseSection, FlagSection, GuidanceSection, ThirdPartySection } from './aside-sections.tsx';
import { Audiences } from './audiences.tsx';
import type { DrawEdit } from './edit-fact.tsx';
import { FactsStrip } from './facts-strip.tsx';
import { ImpactList } from './impact-list.tsx';
import { type EditCell, ImpactMatrix } from './impact-matrix.tsx';
import { IncidentChart } from './incident-chart.tsx';
import { IncidentHeader } from './incident-header.tsx';
import type { TabName } from './incident-search.ts';
import { IncidentTabs } from './incident-tabs.tsx';
import styles from './incident-view.module.css';
import { NumbersSection } from './numbers-section.tsx';
import { PostmortemPanel } from './postmortem-panel.tsx';
import { SideSection } from './side-section.tsx';
import type { Shown } from './timeline-filter.ts';
import { TimelinePanel } from './timeline-panel.tsx';
import { timelineRows } from './timeline-rows.ts';

export interface IncidentViewProps {
  incident: Incident;
  commitments: readonly Commitment[];
  /** Later incidents that link to this one. */
  linkedFrom: readonly BackLink[];
  /** Retired components this incident mentions. */
  retired?: readonly RetiredComponent[] | undefined;
  /** Supplies the names of components and regions. */
  board: BoardState;
  scope: Scope;
  /** The board as customers see it; null in the public scope, where `board` is that already. */
  customers: BoardState | null;
  /** The incident as customers see it, also when it has left their board; null where they do not, and in the public scope. */
  asCustomersSee: Incident | null;
  /** Server time, UTC ms. */
  now: number;
  /** The leading zone. */
  zone: string;
  /** Server time of the shown data, UTC ms, when it may be out of date; else null. */
  known?: number | null;
  tab: TabName;
  onTab: (tab: TabName) => void;
  /** Draws a link to another incident. */
  linked: (id: string) => ReactNode;
  /** Draws which incidents may be the same, for responders. */
  similar?: ReactNode;
  /** Draws by when somebody has to take it, for responders. */
  takeBy?: ReactNode;
  /** The controls of those who may write. */
  verbs?: ReactNode;
  /** Draws the controls that change facts, beside these, for those who may write. */
  edit?: DrawEdit | undefined;
  /** What a cell of the impact matrix opens, for those who may work the incident. */
  editCell?: EditCell | undefined;
  /** Draws the control that ends a difference to what customers see, for those who may write. */
  tell?: ((way: Command) => ReactNode) | undefined;
  /** Where one writes, above the timeline, and what was sent and is not in it yet; for those who may. */
  composer?: ReactNode;
  /** What the phase will be in a few seconds, for those who may undo that. */
  coming?: ReactNode;
  pending?: ReactNode;
  /** Whether entries can be amended, published and retracted here. */
  mayWrite?: boolean;
  /** The id of the entry that the address names. */
  linkedEntry?: string | null;
  /** What the timeline is narrowed to, and how to change that. */
  shown?: Shown;
  onShow?: (shown: Shown) => void;
}

const NONE: readonly RetiredComponent[] = [];
const nothing = (): void => undefined;

/** The whole page of one incident: header, facts, chart, tabs, and the sections beside them. */
export const IncidentView = ({
  incident,
  commitments,
  linkedFrom,
  retired = NONE,
  board,
  customers,
  asCustomersSee,
  scope,
  now,
  zone,
  known = null,
  tab,
  onTab,
  linked,
  similar = null,
  takeBy,
  verbs = null,
  edit,
  editCell,
  tell,
  composer = null,
  pending = null,
  coming = null,
  mayWrite = false,
  linkedEntry = null,
  shown = 'all',
  onShow = nothing,
}: IncidentViewProps) => {
  const internal = scope === 'internal';
  // The page renders every second for its timers. The timeline is memoized, so its props must keep their identity.
  const nameOf = useCallback((id: string) => componentName(board, id, retired), [board, retired]);
  const rows = useMemo(() => timelineRows(entriesAsTheyWere(incident, asCustomersSee)).length, [incident, asCustomersSee]);
  const regionName = (id: string) => lookup(board.regions, id)?.name ?? id;
  const seen = customers === null ? undefined : lookup(customers.incidents, incident.id);
  const differs = customers === null ? null : incidentDifference(incident, seen, customers);
  const promises = commitments.filter((commitment) => commitment.kind !== 'next_update');
  const updates = commitments.filter((commitment) => commitment.kind === 'next_update');
  const late = promises.filter((commitment) => isLate(commitment, now)).length;
  const names = { componentName: nameOf, regionName };
  // On a phone the timeline is what one came for, and the chart follows it.
  const narrow = useNarrow();
  const chart = <IncidentChart incident={incident} now={now} known={known} />;
  return (
    <>
      <IncidentHeader incident={incident} now={now} internal={internal} retitle={edit?.('title')} coming={coming} />
      {verbs}
      {differs === null ? null : (
        <div className={styles.difference}>
          <DifferenceList board={board} differences={[differs]} now={now} zone={zone} own={incident.id} tell={tell} />
        </div>
      )}
      <FactsStrip
        incident={incident}
        commitments={commitments}
        now={now}
        internal={internal}
        takeBy={takeBy}
        edit={edit}
        {...(internal ? { customersSee: seen === undefined ? null : incidentLevel(seen) } : {})}
      />
      {narrow ? null : chart}
      <div className={styles.main} data-docked={verbs === null ? undefined : ''}>
        <div className={styles.panels}>
          <IncidentTabs
            open={tab}
            onOpen={onTab}
            labels={{
              timeline: `Timeline ${rows}`,
              postmortem: 'Postmortem',
              actions: (
                <span>
                  {promises.length === 0 ? 'Actions' : `Actions ${promises.length}`}
                  {late > 0 ? <b>{`, ${late} overdue`}</b> : null}
                </span>
              ),
              customers: 'Customers',
            }}
          >
            {tab === 'timeline' ? (
              <>
                {composer}
                <TimelinePanel
                  key={`timeline of ${incident.id}`}
                  incident={incident}
                  asCustomersSee={asCustomersSee}
                  componentName={nameOf}
                  first={pending}
                  mayWrite={mayWrite}
                  linked={linkedEntry}
                  shown={shown}
                  onShow={onShow}
                />
              </>
            ) : null}
            {tab === 'postmortem' ? <PostmortemPanel incident={incident} /> : null}
            {tab === 'actions' ? (
              commitments.length === 0 ? (
                <p className={kit.quiet}>Nothing was promised.</p>
              ) : (
                <>
                  {promises.length === 0 ? null : <ActionList commitments={promises} now={now} internal={internal} wide />}
                  {updates.length === 0 ? null : (
                    <SideSection>
                      <SectionHead note={actionCount(updates, now)}>Updates promised</SectionHead>
                      <ActionList commitments={updates} now={now} internal={internal} wide />
                    </SideSection>
                  )}
                </>
              )
            ) : null}
            {tab === 'customers' ? <ImpactList incident={incident} {...names} /> : null}
          </IncidentTabs>
        </div>
        <aside className={styles.aside} data-tab={tab} aria-label="Impact and background">
          {narrow ? <div className={styles.below}>{chart}</div> : null}
          {tab === 'postmortem' ? <NumbersSection incident={incident} /> : null}
          <SideSection>
            <SectionHead note="component by region" action={edit?.('impact', incident.impacts.length === 0)}>
              Impact
            </SectionHead>
            <ImpactMatrix incident={incident} now={now} {...names} editCell={editCell} />
            <Audiences incident={incident} componentName={nameOf} />
          </SideSection>
          <GuidanceSection guidance={incident.guidance} edit={edit?.('guidance', true)} />
          {promises.length === 0 || tab === 'actions' ? null : (
            <SideSection>
              <SectionHead note={actionCount(promises, now)}>Actions</SectionHead>
              <ActionList commitments={promises} now={now} internal={internal} />
            </SideSection>
          )}
          <CauseSection causes={incident.causes} edit={edit?.('cause', incident.causes.length === 0)} />
          <ThirdPartySection parties={incident.thirdParties} edit={edit?.('vendor', true)} />
          <BeforeSection links={incident.links} later={linkedFrom} linked={linked} similar={similar} edit={edit?.('linked', true)} />
          <FlagSection flags={incident.flags} />
        </aside>
      </div>
    </>
  );
};
