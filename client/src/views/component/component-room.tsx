import { getRouteApi } from '@tanstack/react-router';
import { useApi } from '../../sync/use-api.ts';
import { useBoard, useCustomers } from '../../sync/use-board.ts';
import { useIncidentPages } from '../../sync/use-incident-pages.ts';
import { useNow } from '../../sync/use-now.ts';
import { useScope } from '../../sync/use-visitor.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useZones } from '../../ui-state.ts';
import { type ComponentReport, ComponentView } from './component-view.tsx';

const route = getRouteApi('/shell/components/$componentId');

/** The page of one component: why it is at its level, its history, and its uptime. */
export const ComponentRoom = () => {
  const { componentId } = route.useParams();
  const { leading } = useZones();
  const { data, error, refetch } = useApi<{ component: ComponentReport; zone: string }>(
    `/components/${encodeURIComponent(componentId)}?zone=${encodeURIComponent(leading)}`,
    {
      follow: true,
    },
  );
  const pages = useIncidentPages({ component: componentId });
  const board = useBoard();
  const customers = useCustomers();
  const internal = useScope() === 'internal';
  const now = useNow();
  return (
    <ComponentView
      componentId={componentId}
      board={board}
      customers={internal ? customers : null}
      report={data?.component ?? null}
      failure={
        data === undefined && error !== null && error.problem.status !== 404 ? (
          <FailureNote
            what="The last 90 days could not be read."
            safe="Nothing was lost; the live board goes on."
            error={error}
            onRetry={() => void refetch()}
          />
        ) : null
      }
      zone={data?.zone ?? leading}
      pages={pages}
      now={now}
    />
  );
};
