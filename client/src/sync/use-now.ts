import { useSyncExternalStore } from 'react';
import { useSync } from './sync-context.ts';

/** Server time, UTC ms, once a second and the same for every figure on screen. On hidden tabs it stands still. */
export const useNow = (): number => {
  const { ticker } = useSync();
  return useSyncExternalStore(ticker.subscribe, ticker.now);
};

/** The same, but changing only every `ms`, for figures that need no update each second. Out: the start of the current interval, UTC ms. */
export const useNowEvery = (ms: number): number => {
  const { ticker } = useSync();
  return useSyncExternalStore(ticker.subscribe, () => Math.floor(ticker.now() / ms) * ms);
};
