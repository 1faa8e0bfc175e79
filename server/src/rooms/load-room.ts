import { loadGuards } from '../guard/load-guards.ts';
import { LoadWatch } from '../guard/load-watch.ts';
import type { AppPorts, AppSettings } from './app-ports.ts';
import { type Room, room } from './room.ts';

/** Measures the load of this process and sheds work under overload. */
export const openLoad = ({ readVitals, timers, clock: { now } }: AppPorts, { maxLagMs }: AppSettings): Room & { load: LoadWatch } => {
  const load = new LoadWatch({ readVitals, timers, now, maxLagMs });
  return room({ load, guards: loadGuards(load, now), stop: () => load.stop() });
};
