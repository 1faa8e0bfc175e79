import type { Hub } from '../push/hub.ts';
import { HUB_SETTINGS } from '../push/settings.ts';
import type { Guard } from './guard.ts';

const GRACE_MS = 5_000;

/** `probe`: resolves to null when all went well, or before the server listens. `stopwatch`: monotonic seconds. */
export const hubGuards = (hub: Hub, probe: () => Promise<string | null>, stopwatch: () => number): Guard[] => {
  let seconds = 0;
  let failures = 0;
  return [
    {
      name: 'slow_readers',
      help: 'Readers that lag now',
      state: () => hub.figures().census.lagging,
      trips: () => hub.figures().counts.cut,
      test: () => (hub.figures().census.laggingMs > HUB_SETTINGS.laggingMs + GRACE_MS ? 'a reader lags for longer than it may' : null),
      reset: () => hub.cutLagging(),
    },
    {
      name: 'fan_out',
      help: 'Seconds the newest probe took, from the dial to a heartbeat and a dial after it',
      state: () => seconds,
      trips: () => failures,
      test: async () => {
        const started = stopwatch();
        const fault = await probe();
        seconds = stopwatch() - started;
        if (fault !== null) failures++;
        return fault;
      },
      reset: () => hub.probeLane.reset(),
    },
  ];
};
