import type { ServerClock } from './server-clock.ts';

// Above timer jitter, below a noticeable gap.
const SLEPT_MS = 5_000;

/**
 * A monotonic clock may stand still while the device is suspended; the wall clock does not.
 * Out: a function to call each second; it says for how many ms the device slept since the call before, 0 for none.
 * A clock that was set forward looks the same, and costs one new connection.
 */
export const createSleepGauge = (clock: Pick<ServerClock, 'drift'>): (() => number) => {
  let drift = clock.drift();
  return () => {
    const slept = clock.drift() - drift;
    drift = clock.drift();
    return slept < SLEPT_MS ? 0 : slept;
  };
};
