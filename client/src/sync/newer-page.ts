import { PATIENCE_MS } from './api.ts';

const ENTRY = /<script type="module"[^>]*\ssrc="([^"]+)"/;

/** Whether the server serves a different page than the running one, judged by the name of its entry script. Null when it did not answer. */
export const newerPage = async (): Promise<boolean | null> => {
  try {
    const response = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) return null;
    const theirs = ENTRY.exec(await response.text())?.[1];
    const ours = document.querySelector('script[type="module"][src]')?.getAttribute('src');
    return theirs === undefined || ours == null ? null : theirs !== ours;
  } catch {
    return null;
  }
};

/** Whether this page came from the service worker, which stores one for when the server is down. */
export const cameFromCache = (): boolean => performance.getEntriesByType('navigation').some((entry) => (entry as PerformanceNavigationTiming).workerStart > 0);
