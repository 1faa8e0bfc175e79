import type { ServerClock } from './server-clock.ts';

/** One shared tick per second for everything that shows time, so that all figures change together. */
export interface Ticker {
  /** Server time of the last tick, UTC ms. The same value for every reader between two ticks. */
  now(): number;
  /** Monotonic time of the last tick, ms. */
  mono(): number;
  subscribe(listener: () => void): () => void;
  /** Ticks at once, for news that must not wait for the next second. */
  beat(): void;
}

/** In: the clock; `page`: tells whether the page is visible. A hidden tab does not tick; it catches up when shown. */
export const createTicker = (clock: ServerClock, page: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>): Ticker => {
  const listeners = new Set<() => void>();
  let now = clock.now();
  let mono = clock.mono();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const beat = (): void => {
    now = clock.now();
    mono = clock.mono();
    for (const listener of listeners) listener();
  };
  const schedule = (): void => {
    if (timer !== null || page.hidden || listeners.size === 0) return;
    // Just after the whole second, so that clock and durations change together.
    timer = setTimeout(
      () => {
        timer = null;
        beat();
        schedule();
      },
      1000 - (((clock.now() % 1000) + 1000) % 1000) + 5,
    );
  };
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const onVisibility = (): void => {
    if (page.hidden) {
      stop();
      return;
    }
    beat();
    schedule();
  };

  return {
    now: () => now,
    mono: () => mono,
    beat,
    subscribe(listener) {
      if (listeners.size === 0) {
        page.addEventListener('visibilitychange', onVisibility);
        now = clock.now();
        mono = clock.mono();
      }
      listeners.add(listener);
      schedule();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        page.removeEventListener('visibilitychange', onVisibility);
        stop();
      };
    },
  };
};
