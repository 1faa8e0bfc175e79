import { useEffect } from 'react';
import { useOutdated, useStopped } from '../../../sync/use-connection.ts';
import { lately, reload } from './reload.ts';

const QUIET_MS = 60_000;
// Also how far a hundred walls are spread, so that they do not come at once.
const TRY_EVERY_MS = 30_000;

/**
 * A wall reloads itself: when the server has a newer page, a minute after the last change of an unexcited board (`calm`, `stateKey`); and whatever burns
 * when updates have stopped for good, since such a page would never be right again. Nobody is there to do it by hand.
 */
export const useWallReload = (calm: boolean, stateKey: string): void => {
  const outdated = useOutdated();
  // However long it has been silent since: to go on trying is all that is left to it.
  const stopped = useStopped();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another verdict begins the minute anew.
  useEffect(() => {
    if (!stopped && !(outdated && calm)) return;
    let timer: ReturnType<typeof setTimeout>;
    const after = (ms: number): void => {
      timer = setTimeout(() => {
        if (!lately()) void reload();
        after(TRY_EVERY_MS);
      }, ms);
    };
    after((stopped ? 0 : QUIET_MS) + Math.random() * TRY_EVERY_MS);
    return () => clearTimeout(timer);
  }, [outdated, stopped, calm, stateKey]);
};
