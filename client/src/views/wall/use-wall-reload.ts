import { useEffect } from 'react';
import { useConnectionKind, useOutdated } from '../../sync/use-connection.ts';

const QUIET_MS = 60_000;
const AT_MOST_EVERY_MS = 600_000;
const LAST = 'sitrep.reloaded';

const lately = (): boolean => {
  try {
    return Date.now() - Number(sessionStorage.getItem(LAST) ?? 0) < AT_MOST_EVERY_MS;
  } catch {
    return false;
  }
};

/** Loads the page again, but only from a server that answers: what is painted stays until the next page has painted. */
export const reload = async (): Promise<void> => {
  try {
    if (!(await fetch('/livez', { cache: 'no-store' })).ok) return;
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
  const stopped = useConnectionKind() === 'outdated';
  // biome-ignore lint/correctness/useExhaustiveDependencies: another verdict begins the minute anew.
  useEffect(() => {
    if (!stopped && !(outdated && calm)) return;
    // Spread over half a minute, so that a hundred walls do not come at once.
    const wait = (stopped ? 0 : QUIET_MS) + Math.random() * 30_000;
    const timer = setInterval(() => {
      if (!lately()) void reload();
    }, wait);
    return () => clearInterval(timer);
  }, [outdated, stopped, calm, stateKey]);
};
