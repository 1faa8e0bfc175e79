import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useBoard, useCustomers } from '../../sync/use-board.ts';
import { useLastKnown } from '../../sync/use-connection.ts';
import { useIncident } from '../../sync/use-incident.ts';
import { useNow } from '../../sync/use-now.ts';
import { useScope } from '../../sync/use-visitor.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { NothingHere } from '../../ui/nothing-here.tsx';
import { Page } from '../../ui/page.tsx';
import { useZones } from '../../ui-state.ts';
import type { TabName } from './incident-search.ts';
import { IncidentView } from './incident-view.tsx';
import { LinkedIncident } from './linked-incident.tsx';

const route = getRouteApi('/shell/incidents/$incidentId');

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
  const { tab = 'timeline' } = route.useSearch();
  const navigate = route.useNavigate();
  const open = useCallback((next: TabName) => void navigate({ search: next === 'timeline' ? {} : { tab: next }, replace: true }), [navigate]);
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
      />
    </main>
  );
};
