import { WATCHERS, WatchersBody } from '@sitrep/shared/protocol/topic.ts';
import { useCallback, useSyncExternalStore } from 'react';
import { useSync } from './sync-context.ts';
import { useScope } from './use-visitor.ts';

/** How many people and screens have this board open, including this page; null while unknown, and in the public scope. */
export const useWatchers = (): number | null => {
  const { topics } = useSync();
  const internal = useScope() === 'internal';
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!internal) return () => undefined;
      const stops = [topics.subscribe(listener), topics.watch(WATCHERS)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [topics, internal],
  );
  const read = (): number | null => {
    if (!internal) return null;
    const body = WatchersBody.safeParse(topics.valueOf(WATCHERS));
    return body.success ? body.data.count : null;
  };
  return useSyncExternalStore(subscribe, read);
};
