import type { OutageMinutes } from '@sitrep/shared/query/outage-minutes.ts';
import { useApi } from '../../sync/use-api.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useZones } from '../../ui-state.ts';
import type { HistorySearch } from './history-search.ts';
import type { Window } from './lanes-of.ts';
import { MinutesSection } from './minutes-section.tsx';

const HOUR = 3_600_000;
const LONGEST = 150 * 365 * 24 * HOUR;

/** Requests the minutes of all matching incidents, not only of the pages listed so far. `now`: UTC ms. */
export const HistoryMinutes = ({ window, search, now }: { window: Window; search: HistorySearch; now: number }) => {
  const { leading } = useZones();
  const { component, cause, year, text } = search;
  // Rounded to whole hours, so that a window that ends now is the same, cached request for an hour.
  const from = Math.floor(Math.max(window.from, window.to - LONGEST) / HOUR) * HOUR;
  const to = Math.ceil(window.to / HOUR) * HOUR;
  const query = new URLSearchParams({ from: new Date(from).toISOString(), to: new Date(to).toISOString(), zone: leading });
  for (const [name, value] of Object.entries({ component, cause, year, text })) if (value !== undefined) query.set(name, value);
  const { data, error, refetch } = useApi<OutageMinutes>(from < now ? `/history/minutes?${query}` : null, { follow: true });
  if (from >= now) return null;
  if (data === undefined)
    return error === null ? null : (
      <FailureNote what="The minutes of outage could not be counted." safe="The list below is not concerned." error={error} onRetry={() => void refetch()} />
    );
  return <MinutesSection minutes={data} from={from} to={Math.min(to, now)} />;
};
