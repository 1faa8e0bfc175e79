import { useEffect } from 'react';
import { useOutdated, useStopped } from '../../../sync/use-connection.ts';
import { reload, reloadedRecently } from './reload.ts';

const QUIET_MS = 60_000;
// Also the random spread, so that a hundred walls do not reload at the same moment.
const TRY_EVERY_MS = 30_000;

/**
 * Reloads the wall by itself, because nobody is there to do it. For a newer page: a minute after the last change, and only while nothing is wrong (`calm`;
 * `stateKey` changes with the state). When updates have stopped for good: at once, whatever is on screen, because this page would never be current again.
 */
export const useWallReload = (calm: boolean, stateKey: string): void => {
  const outdated = useOutdated();
  const stopped = useStopped();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of state restarts the minute.
  useEffect(() => {
    if (!stopped && !(outdated && calm)) return;
    let timer: ReturnType<typeof setTimeout>;
    const after = (ms: number): void => {
      timer = setTimeout(() => {
        if (!reloadedRecently()) void reload();
        after(TRY_EVERY_MS);
      }, ms);
    };
    after((stopped ? 0 : QUIET_MS) + Math.random() * TRY_EVERY_MS);
    return () => clearTimeout(timer);
  }, [outdated, stopped, calm, stateKey]);
};
