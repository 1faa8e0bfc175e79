import { getRouteApi } from '@tanstack/react-router';
import { useApi } from '../../sync/use-api.ts';
import { useBoard } from '../../sync/use-board.ts';
import { useIncidentPages } from '../../sync/use-incident-pages.ts';
import { useNow } from '../../sync/use-now.ts';
import { useZones } from '../../ui-state.ts';
import type { ComponentUptime, Years } from './history-data.ts';
import { HistoryMinutes } from './history-minutes.tsx';
import type { HistorySearch } from './history-search.ts';
import { HistoryView } from './history-view.tsx';

const route = getRouteApi('/shell/history');
const MINUTE = 60_000;

/** The history page. Its filters are kept in the address, so that a view can be shared. */
export const HistoryRoom = () => {
  const search = route.useSearch();
  const { leading } = useZones();
  const { component, cause, year, text } = search;
  const navigate = route.useNavigate();
  const pages = useIncidentPages({ component, cause, year, text });
  const { data: report } = useApi<{ components: ComponentUptime[] }>(`/components?zone=${encodeURIComponent(leading)}`);
  const { data: years } = useApi<Years>('/history/years');
  const board = useBoard();
  // The lanes advance once a minute: a picture of years need not change every second.
  const now = Math.floor(useNow() / MINUTE) * MINUTE;
  const onSearch = (next: HistorySearch) => void navigate({ search: next, replace: true });
  return (
    <HistoryView
      board={board}
      pages={pages}
      report={report?.components ?? []}
      years={years ?? null}
      now={now}
      search={search}
      onSearch={onSearch}
      minutes={(window) => <HistoryMinutes window={window} search={search} now={now} />}
    />
  );
};
