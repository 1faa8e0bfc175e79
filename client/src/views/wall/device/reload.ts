import { PATIENCE_MS } from '../../../sync/api.ts';

const AT_MOST_EVERY_MS = 600_000;
const LAST = 'sitrep.reloaded';

/** Whether this page loaded itself in the last ten minutes. */
export const reloadedRecently = (): boolean => {
  try {
    const age = Date.now() - Number(sessionStorage.getItem(LAST) ?? 0);
    // Negative after the device's clock was set back: unknown, so it does not count as recent.
    return age >= 0 && age < AT_MOST_EVERY_MS;
  } catch {
    return false;
  }
};

/** Reloads the page if the server answers; otherwise does nothing, because a failed load would replace the wall with an error page. */
export const reload = async (): Promise<void> => {
  try {
    if (!(await fetch('/livez', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })).ok) return;
  } catch {
    return;
  }
  try {
    sessionStorage.setItem(LAST, String(Date.now()));
  } catch {
    // Without storage the next reload may come sooner than after ten minutes.
  }
  location.reload();
};
