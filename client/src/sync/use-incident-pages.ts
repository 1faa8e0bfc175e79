import type { Incident, RetiredComponent } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useAnswers } from './answers.ts';
import { type ApiError, againIn, getJson } from './api.ts';
import { useBoard } from './use-board.ts';
import { useScope } from './use-visitor.ts';

/** An incident as lists show it. */
export type IncidentSummary = Pick<
  Incident,
  | 'id'
  | 'title'
  | 'phase'
  | 'published'
  | 'drill'
  | 'dismissed'
  | 'startedAt'
  | 'endedAt'
  | 'openedAt'
  | 'changedAt'
  | 'occurrences'
  | 'impacts'
  | 'links'
  | 'flags'
  | 'thirdParties'
> & { readonly peak: Level; readonly cause: Incident['causes'][number] | null };

interface Answer {
  readonly incidents: readonly IncidentSummary[];
  readonly total: number;
  readonly next: string | null;
  readonly retired: readonly RetiredComponent[];
}
export interface IncidentPages {
  /** Newest first, undated ones last; null before the first answer. */
  readonly incidents: readonly IncidentSummary[] | null;
  /** Retired components they mention, with their last names. */
  readonly retired: readonly RetiredComponent[];
  readonly total: number;
  readonly error: ApiError | null;
  readonly more: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

const PAGE = 200;

/**
 * Incidents that match a query (`component`, `cause`, `year`, `text`, `open`), page by page. Fetched again when an incident opens, closes or is evicted from the board.
 * `ask`: false fetches nothing; `limit`: how many a page has.
 */
export const useIncidentPages = (
  query: Readonly<Record<string, string | undefined>>,
  { ask = true, limit = PAGE }: { ask?: boolean; limit?: number } = {},
): IncidentPages => {
  const scope = useScope();
  const board = useBoard();
  const asked = new URLSearchParams(
    Object.entries({ ...query, ...(scope === 'public' ? { scope: 'public' } : {}) }).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, value]],
    ),
  );
  const path = asked.toString();
  const result = useInfiniteQuery(
    {
      queryKey: ['incidents', scope, path, limit],
      enabled: ask,
      queryFn: ({ pageParam, signal }) =>
        getJson<Answer>(`/incidents?limit=${limit}${path === '' ? '' : `&${path}`}${pageParam === null ? '' : `&cursor=${pageParam}`}`, signal),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.next,
      placeholderData: keepPreviousData,
      retry: false,
      refetchInterval: ({ state }) => againIn(state.error, Math.random()),
    },
    useAnswers(),
  );
  const { refetch } = result;
  const signature = Object.values(board.incidents)
    .map(({ id, phase, dismissed }) => `${id}${phase === 'resolved' ? '.' : ''}${dismissed === null ? '' : '-'}`)
    .sort()
    .join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed signature is the reason to fetch again
  useEffect(() => void (ask && refetch()), [refetch, signature, ask]);
  const incidents = useMemo(() => result.data?.pages.flatMap((page) => page.incidents) ?? null, [result.data]);
  const retired = useMemo(() => result.data?.pages.flatMap((page) => page.retired ?? []) ?? [], [result.data]);
  return {
    incidents,
    retired,
    total: result.data?.pages[0]?.total ?? 0,
    error: result.data === undefined ? (result.error as unknown as ApiError | null) : null,
    more: result.hasNextPage,
    loadMore: () => void result.fetchNextPage(),
    retry: () => void refetch(),
  };
};
