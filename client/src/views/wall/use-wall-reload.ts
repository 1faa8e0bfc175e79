import { useEffect } from 'react';
import { PATIENCE_MS } from '../../sync/api.ts';
import { useOutdated, useStopped } from '../../sync/use-connection.ts';

const QUIET_MS = 60_000;
const AT_MOST_EVERY_MS = 600_000;
// Also how far a hundred walls are spread, so that they do not come at once.
const TRY_EVERY_MS = 30_000;
const LAST = 'sitrep.reloaded';

const lately = (): boolean => {
  try {
    const age = Date.now() - Number(sessionStorage.getItem(LAST) ?? 0);
    // A clock that was set back since says nothing.
    return age >= 0 && age < AT_MOST_EVERY_MS;
  } catch {
    return false;
  }
};

/** Loads the page again, but only from a server that answers: what is painted stays until the next page has painted. */
export const reload = async (): Promise<void> => {
  try {
    if (!(await fetch('/livez', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })).ok) return;
  } catch {
    return;
  }
  try {
    sessionStorage.setItem(LAST, String(Date.now()));
  } catch {
    // Without storage it may load again sooner.
  }
  location.reload();
};

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
