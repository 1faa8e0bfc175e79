import { createContext, useContext, useSyncExternalStore } from 'react';

/** The shared beat that everything growing follows. The page provides it; the kit knows nothing of where it comes from. */
export interface Beat {
  /** Server time, UTC ms, the same for everybody between two beats. */
  now(): number;
  subscribe(listener: () => void): () => void;
}

export const NowContext = createContext<Beat | null>(null);

export const useBeat = (): number => {
  const beat = useContext(NowContext);
  if (beat === null) throw new Error('a running time was drawn outside NowContext');
  return useSyncExternalStore(beat.subscribe, beat.now);
};
