import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useAnswers } from './answers.ts';
import { type ApiError, againIn, getJson } from './api.ts';
import { carryIncident, type IncidentEntry } from './incident-entry.ts';
import { useSync } from './sync-context.ts';
import { useScope } from './use-visitor.ts';

/** A whole incident with its promises: fetched once at a position, then updated by the same deltas as the board. `ask`: false reads only the cache. */
export const useIncident = (id: string, { ask = true }: { ask?: boolean } = {}): UseQueryResult<IncidentEntry, ApiError> => {
  const scope = useScope();
  const { trail } = useSync();
  return useQuery<IncidentEntry, ApiError>(
    {
      queryKey: ['incident', scope, id],
      queryFn: async ({ signal }) =>
        carryIncident(await getJson<IncidentEntry>(`/incidents/${encodeURIComponent(id)}${scope === 'public' ? '?scope=public' : ''}`, signal), trail.kept),
      enabled: ask,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      refetchInterval: ({ state }) => againIn(state.error, Math.random()),
    },
    useAnswers(),
  );
};
