import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useAnswers } from './answers.ts';
import { type ApiError, againIn, getJson } from './api.ts';
import { FOLLOW_EVERY_MS, useBoardStep, withScope } from './follow-board.ts';
import { useScope } from './use-visitor.ts';

/**
 * Fetches something that is not on the live board. In: a path under `/api/v1` with its query, or null to fetch nothing.
 * `follow`: fetch again (at most every 15 s) when the board has changed. The scope on screen is part of the request.
 */
export const useApi = <T>(path: string | null, { follow = false }: { follow?: boolean } = {}): UseQueryResult<T, ApiError> => {
  const scope = useScope();
  const slow = useBoardStep();
  const step = follow ? slow : '';
  return useQuery<T, ApiError>(
    {
      queryKey: ['api', scope, path, step],
      enabled: path !== null,
      queryFn: ({ signal }) => getJson<T>(withScope(path ?? '', scope), signal),
      placeholderData: keepPreviousData,
      staleTime: follow ? FOLLOW_EVERY_MS : 0,
      retry: false,
      refetchInterval: ({ state }) => againIn(state.error, Math.random()),
    },
    useAnswers(),
  );
};
