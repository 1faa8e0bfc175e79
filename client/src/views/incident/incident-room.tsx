import { lookup } from '@sitrep/shared/domain/state.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { getRouteApi, useLocation } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';
import { takeItBy, tellThem } from '../../controls/later-controls.tsx';
import { useNameActor } from '../../sync/use-actor-name.ts';
import { useBoard, useCustomers } from '../../sync/use-board.ts';
import { useLastKnown } from '../../sync/use-connection.ts';
import { useIncident } from '../../sync/use-incident.ts';
import { useNow } from '../../sync/use-now.ts';
import { useMay, useMayTell, useMayWork, useScope } from '../../sync/use-visitor.ts';
import { ActorNames } from '../../ui/actor-names.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { later } from '../../ui/later.tsx';
import { NothingHere } from '../../ui/nothing-here.tsx';
import { Page } from '../../ui/page.tsx';
import { useNarrow } from '../../ui/use-narrow.ts';
import { useSingleKey } from '../../ui/use-single-key.ts';
import { useZones } from '../../ui-state.ts';
import { ComposerPlace } from './composer/composer-place.tsx';
import { useDesk } from './composer/use-desk.ts';
import { type DrawEdit, EditFact } from './edit-fact.tsx';
import { entryOf } from './entry/entry-address.ts';
import styles from './incident-room.module.css';
import type { Act, TabName } from './incident-search.ts';
import { IncidentView } from './incident-view.tsx';
import { LinkedIncident } from './linked-incident.tsx';
import { cellAddress, cellOf, type MatrixPlace } from './matrix-cell.ts';
import { SimilarIncidents } from './similar-incidents.tsx';
import type { Shown } from './timeline-filter.ts';
import { editsOf } from './verbs/verbs-of.ts';

const Composer = later(async () => (await import('./composer/composer.tsx')).Composer, ComposerPlace);
const UnderWay = later(
  async () => (await import('./held/under-way.tsx')).UnderWay,
  () => null,
);
const Coming = later(
  async () => (await import('./held/coming.tsx')).Coming,
  () => null,
);

const route = getRouteApi('/shell/incidents/$incidentId');
const TakeBar = later(
  async () => (await import('./verbs/incident-verbs.tsx')).TakeBar,
  () => null,
);
const IncidentVerbs = later(
  async () => (await import('./verbs/incident-verbs.tsx')).IncidentVerbs,
  () => <div className={styles.coming} />,
);

/** The page of one incident: fetched whole at a log position, then updated by the same deltas as the board. */
export const IncidentRoom = () => {
  const { incidentId } = route.useParams();
  const { data, error, refetch, isPending } = useIncident(incidentId);
  const board = useBoard();
  const customers = useCustomers();
  const scope = useScope();
  const now = useNow();
  const known = useLastKnown();
  const { leading } = useZones();
  const mayWork = useMayWork();
  const mayTake = useMay('acknowledge');
  const nameActor = useNameActor();
  const mayTell = useMayTell();
  const { tab = 'timeline', act = null, cell: asked, show = 'all' } = route.useSearch();
  const cell = useMemo(() => cellOf(asked), [asked]);
  const brought = useLocation({ select: ({ state }) => state.words });
  const linkedEntry = useLocation({ select: ({ hash }) => entryOf(hash) });
  const navigate = route.useNavigate();
  const open = useCallback(
    (next: TabName) => void navigate({ search: (before) => ({ ...before, tab: next === 'timeline' ? undefined : next }), replace: true }),
    [navigate],
  );
  const ask = useCallback(
    (next: Act | null, place: MatrixPlace | null = null) =>
      void navigate({
        // One writes above the timeline.
        search: (before) => ({
          ...before,
          act: next ?? undefined,
          cell: place === null ? undefined : cellAddress(place),
          ...(next === 'update' ? { tab: undefined } : {}),
        }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  // Once they stand in the composer a reload brings them no second time.
  const forgetBrought = useCallback(() => void navigate({ search: (before) => before, hash: true, state: {}, replace: true, resetScroll: false }), [navigate]);
  const narrowTo = useCallback(
    (next: Shown) =>
      void navigate({ search: (before) => ({ ...before, show: next === 'all' ? undefined : next }), hash: true, replace: true, resetScroll: false }),
    [navigate],
  );
  const desk = useDesk(incidentId);
  const incident = data?.incident;
  const retired = data?.retired;
  const customersPhase = (data?.customers ?? lookup(customers.incidents, incidentId))?.phase ?? null;
  const narrow = useNarrow();
  // On a phone where one writes has to be opened first.
  const onWrite = useCallback(() => (narrow ? ask('update') : undefined), [narrow, ask]);
  const pending = useMemo(
    () => (desk === null || incident === undefined ? null : <UnderWay {...{ desk, incident, customersPhase, retired, onWrite }} />),
    [desk, incident, customersPhase, retired, onWrite],
  );
  // On a phone the same forms are among the verbs, within reach of a thumb.
  const edits = !mayWork || narrow || incident === undefined ? [] : editsOf(incident, board);
  const edit: DrawEdit = (form, isNew = false) =>
    edits.includes(form) ? <EditFact edit={form} isNew={isNew} isOpen={act === form && cell === null} onPress={() => ask(act === form ? null : form)} /> : null;
  // Nothing can be added to an exercise that has ended.
  const isWritable = incident !== undefined && (incident.drill === null || lookup(board.drills, incident.drill) !== undefined);
  const editCell =
    edits.includes('impact') && incident !== undefined
      ? (place: MatrixPlace) => {
          const isOpen = act === 'impact' && cell !== null && cellAddress(cell) === cellAddress(place);
          return { isOpen, press: () => ask(isOpen ? null : 'impact', isOpen ? null : place) };
        }
      : undefined;
  // One writes on the first tab, so the key leads there first.
  const called = useRef(false);
  const canCall = desk !== null && isWritable && tab !== 'timeline';
  useSingleKey(
    'u',
    canCall
      ? () => {
          called.current = true;
          open('timeline');
          return true;
        }
      : null,
  );
  if (data === undefined) {
    if (isPending)
      return (
        <Page title="Incident" hidden>
          {null}
        </Page>
      );
    if (error?.problem.status === 404)
      return <NothingHere title="There is no such incident here">It may not be public, or the link was cut short.</NothingHere>;
    return (
      <Page title="Incident" hidden>
        <FailureNote what="This incident could not be read." safe="Nothing was lost; the live board goes on." error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  return (
    <main id="main" tabIndex={-1}>
      <ActorNames value={nameActor}>
        <IncidentView
          incident={data.incident}
          commitments={data.commitments}
          linkedFrom={data.linkedFrom}
          retired={data.retired}
          board={board}
          customers={scope === 'internal' ? customers : null}
          asCustomersSee={data.customers ?? null}
          scope={scope}
          now={now}
          zone={leading}
          known={known}
          tab={tab}
          onTab={open}
          linked={(id) => <LinkedIncident id={id} />}
          similar={
            scope === 'internal' && data.incident.dismissed === null ? <SimilarIncidents key={incidentId} incident={data.incident} board={board} /> : null
          }
          // Elsewhere it stands beside the control that takes it.
          takeBy={scope === 'internal' && ((desk === null && !mayTake) || narrow) ? takeItBy(data.incident) : undefined}
          verbs={
            desk === null ? (
              mayTake && data.incident.phase !== 'resolved' ? (
                <TakeBar incident={data.incident} />
              ) : null
            ) : (
              <IncidentVerbs key={incidentId} desk={desk} incident={data.incident} board={board} asked={act} cell={cell} onAsk={ask} />
            )
          }
          edit={edits.length === 0 ? undefined : edit}
          editCell={editCell}
          tell={mayTell ? tellThem : undefined}
          pending={pending}
          coming={desk === null ? null : <Coming incident={data.incident} />}
          mayWrite={desk !== null && isWritable}
          linkedEntry={linkedEntry}
          shown={show}
          onShow={narrowTo}
          composer={
            desk === null || !isWritable ? null : (
              <Composer
                key={incidentId}
                desk={desk}
                open={act === 'update'}
                onAsk={ask}
                called={called}
                brought={brought}
                onBrought={forgetBrought}
                incident={data.incident}
                customersPhase={customersPhase}
                commitments={data.commitments}
                board={board}
                componentName={(id) => componentName(board, id, data.retired)}
                now={now}
                zone={leading}
              />
            )
          }
        />
      </ActorNames>
    </main>
  );
};
