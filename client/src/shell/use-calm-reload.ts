import { boardLevel } from '@sitrep/shared/query/status.ts';
import { useEffect } from 'react';
import { useBoard } from '../sync/use-board.ts';
import { useOutdated, useStopped } from '../sync/use-connection.ts';

const QUIET_MS = 60_000;
const AT_MOST_EVERY_MS = 600_000;
const LAST = 'sitrep.reloaded';
const loadAgain = (): void => location.reload();

/**
 * A page of another version than the server reloads once it was not touched for a minute, and at most every ten minutes: while updates
 * still arrive, only when there is no outage; once they have stopped for good, in any case, because the page would stay wrong. Not while a dialog is open or a form
 * is marked `data-typed`: they may hold typed text.
 */
export const useCalmReload = (reload: () => void = loadAgain): void => {
  const outdated = useOutdated();
  const stopped = useStopped();
  const calm = boardLevel(useBoard()) === 'operational';
  const due = stopped || (outdated && calm);
  useEffect(() => {
    if (!due) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const again = Date.now() - Number(sessionStorage.getItem(LAST) ?? 0) < AT_MOST_EVERY_MS;
        if (again || document.querySelector('dialog[open], [data-typed]') !== null) return wait();
        sessionStorage.setItem(LAST, String(Date.now()));
        reload();
        wait();
      }, QUIET_MS);
    };
    wait();
    const signs = ['keydown', 'pointerdown', 'pointermove'] as const;
    for (const sign of signs) addEventListener(sign, wait, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signs) removeEventListener(sign, wait);
    };
  }, [due, reload]);
};
