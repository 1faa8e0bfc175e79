import { QueryClient } from '@tanstack/react-query';
import { followDeltas, type IncidentEntry } from './incident-entry.ts';
import { type Sync, useSync } from './sync-context.ts';

const INCIDENTS = ['incident'] as const;
const known = new WeakMap<Sync, QueryClient>();

/**
 * What the rooms read over HTTP, and keep while they are left for a while. It is made when the first room asks for it, because the board needs none of it:
 * that is in the store. Incidents among it follow the log.
 */
export const answersOf = (sync: Sync): QueryClient => {
  const made = known.get(sync);
  if (made !== undefined) return made;
  const answers = new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false, refetchOnReconnect: false } } });
  // Without it requests that were made offline would never leave.
  answers.mount();
  sync.trail.follow({
    moved(deltas) {
      for (const [key, entry] of answers.getQueriesData<IncidentEntry>({ queryKey: INCIDENTS })) {
        if (entry === undefined) continue;
        const next = followDeltas(entry, deltas);
        if (next === 'gap') void answers.invalidateQueries({ queryKey: key });
        else if (next !== entry) answers.setQueryData(key, next);
      }
    },
    broken: () => void answers.invalidateQueries({ queryKey: INCIDENTS }),
    ended: () => answers.clear(),
  });
  known.set(sync, answers);
  return answers;
};

export const useAnswers = (): QueryClient => answersOf(useSync());
