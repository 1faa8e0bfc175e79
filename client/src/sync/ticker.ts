import type { ServerClock } from './server-clock.ts';

/** One shared beat per second for everything that counts time, so that all figures change together. */
export interface Ticker {
  /** Server time of the last beat, UTC ms. The same value for everybody between two beats. */
  now(): number;
  /** Monotonic time of the last beat. */
  mono(): number;
  subscribe(listener: () => void): () => void;
  /** Beats at once; used when something arrived that must not wait for the second. */
  beat(): void;
}

/** In: the clock; `page`: tells whether anybody can see it. On a hidden tab nothing ticks; it catches up when shown. */
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
    // Just after the whole second, so that clock and durations turn over together.
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
