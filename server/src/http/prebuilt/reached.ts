import type { Timers } from '../../ground/timers.ts';
import type { ScopeFeed } from '../../projection/feed.ts';
import { Refusal } from '../edge/problem.ts';

/** How long a reader waits for a position, ms. */
const HOW_LONG_BEHIND_MS = 2_000;

/** Settles as `work` does, or refuses as behind: after `ms`, and as soon as `gone` says that nobody waits for the answer any more. */
export const within = <T>(work: Promise<T>, ms: number, timers: Timers, gone: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const giveUp = () => {
      end();
      reject(new Refusal('behind', 'This node has not reached that position yet.', { retryAfterSeconds: 1 }));
    };
    const cancel = timers.after(ms, giveUp);
    const end = () => {
      cancel();
      gone.removeEventListener('abort', giveUp);
    };
    gone.addEventListener('abort', giveUp);
    if (gone.aborted) giveUp();
    work.finally(end).then(resolve, reject);
  });

/** Resolves once `feed` is at `pos` or later. Told by the feed, not by looking again; refuses as behind after two seconds or when `gone`. */
export const reached = async (feed: ScopeFeed, pos: number, timers: Timers, gone: AbortSignal): Promise<void> => {
  if (feed.pos >= pos) return;
  const stops: (() => void)[] = [];
  const arrival = new Promise<void>((resolve) => {
    const look = () => feed.pos >= pos && resolve();
    stops.push(feed.onDelta(look), feed.onReset(look));
  });
  try {
    await within(arrival, HOW_LONG_BEHIND_MS, timers, gone);
  } finally {
    for (const stop of stops) stop();
  }
};
