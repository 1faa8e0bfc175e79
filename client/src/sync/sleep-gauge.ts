import type { ServerClock } from './server-clock.ts';

// Above timer jitter, below a noticeable gap.
const SLEPT_MS = 5_000;

/**
 * A monotonic clock may stand still while the device is suspended; the wall clock does not.
 * Out: a function to call every second; it returns for how many ms the device slept since the previous call, 0 for none.
 * A wall clock that was set forward looks the same, and costs one new connection.
 */
export const createSleepGauge = (clock: Pick<ServerClock, 'drift'>): (() => number) => {
  let drift = clock.drift();
  return () => {
    const slept = clock.drift() - drift;
    drift = clock.drift();
    return slept < SLEPT_MS ? 0 : slept;
  };
};
