import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnswers } from './answers.ts';
import { getJson } from './api.ts';
import { useSync } from './sync-context.ts';

const ASK_EVERY_MS = 30_000;

/** The named screens as the server knew them at `at`. All times are server times, UTC ms. */
export interface Screens {
  /** Since when that server has been listening. */
  readonly since: number;
  readonly screens: readonly { readonly id: string; readonly name: string; readonly createdAt: number; readonly lastSeenAt: number | null }[];
  readonly at: number;
}

/** Fetches the named screens every half minute, if `asks`. Null until they are known. */
export const useScreens = (asks: boolean): Screens | null => {
  const { clock } = useSync();
  // A random interval per page, so that many pages do not ask at the same moment.
  const [everyMs] = useState(() => ASK_EVERY_MS * (0.8 + 0.4 * Math.random()));
  const { data } = useQuery(
    {
      queryKey: ['screens'],
      enabled: asks,
      queryFn: async ({ signal }): Promise<Screens> => ({ ...(await getJson<Omit<Screens, 'at'>>('/screens', signal)), at: clock.now() }),
      refetchInterval: everyMs,
      retry: false,
    },
    useAnswers(),
  );
  return asks ? (data ?? null) : null;
};
