import { createContext, useContext, useSyncExternalStore } from 'react';

/** The shared tick that all running figures follow. The page provides it; this folder does not know its source. */
export interface Beat {
  /** Server time, UTC ms, the same for every reader between two ticks. */
  now(): number;
  subscribe(listener: () => void): () => void;
}

export const NowContext = createContext<Beat | null>(null);

export const useBeat = (): number => {
  const beat = useContext(NowContext);
  if (beat === null) throw new Error('a running time was drawn outside NowContext');
  return useSyncExternalStore(beat.subscribe, beat.now);
};
