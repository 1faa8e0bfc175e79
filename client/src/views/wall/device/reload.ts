import { PATIENCE_MS } from '../../../sync/api.ts';

const AT_MOST_EVERY_MS = 600_000;
const LAST = 'sitrep.reloaded';

/** Whether this page loaded itself in the last ten minutes. */
export const lately = (): boolean => {
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
