import { PATIENCE_MS } from './api.ts';

const ENTRY = /<script type="module"[^>]*\ssrc="([^"]+)"/;

/** Whether the server would give this browser another page than the one that runs: its entry has another name. Null when it did not answer. */
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

/** Whether this page was answered by its worker, which keeps one for when the server is away. */
export const cameFromCache = (): boolean => performance.getEntriesByType('navigation').some((entry) => (entry as PerformanceNavigationTiming).workerStart > 0);
