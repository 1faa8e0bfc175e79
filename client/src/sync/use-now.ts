import { useSyncExternalStore } from 'react';
import { useSync } from './sync-context.ts';

/** Server time, UTC ms, once a second and the same for every figure on screen. On hidden tabs it stands still. */
export const useNow = (): number => {
  const { ticker } = useSync();
  return useSyncExternalStore(ticker.subscribe, ticker.now);
};
