import { boardLevel } from '@sitrep/shared/query/status.ts';
import { useEffect } from 'react';
import { useBoard } from '../sync/use-board.ts';
import { useOutdated } from '../sync/use-connection.ts';

const QUIET_MS = 60_000;
const AT_MOST_EVERY_MS = 600_000;
const LAST = 'sitrep.reloaded';

/** A page older than the server loads itself again, but only while nothing burns and nobody has touched it for a minute, and at most every ten minutes. */
export const useCalmReload = (): void => {
  const outdated = useOutdated();
  const calm = boardLevel(useBoard()) === 'operational';
  useEffect(() => {
    if (!outdated || !calm) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (Date.now() - Number(sessionStorage.getItem(LAST) ?? 0) < AT_MOST_EVERY_MS) return;
        sessionStorage.setItem(LAST, String(Date.now()));
        location.reload();
      }, QUIET_MS);
    };
    wait();
    const signs = ['keydown', 'pointerdown', 'pointermove'] as const;
    for (const sign of signs) addEventListener(sign, wait, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signs) removeEventListener(sign, wait);
    };
  }, [outdated, calm]);
};
