import type { Guard } from './guard.ts';
import { type LoadWatch, READ_EVERY_MS } from './load-watch.ts';
import { READINGS_PER_STEP, Shedder } from './shedder.ts';

/** How many readings may be missed before the detector counts as stuck: a late event loop delays the readings too. */
const MISSED = 10;
/** This many equal readings in a row must have moved the shedder all the way. */
const ALIKE = 2 * READINGS_PER_STEP + 1;

/** `now`: UTC ms. */
export const loadGuards = (load: LoadWatch, now: () => number): Guard[] => [
  {
    name: 'load_detector',
    help: 'Event loop lag of the newest reading, ms',
    state: () => load.readings.at(-1)?.lagMs ?? 0,
    trips: () => load.overloads,
    test: () => {
      const newest = load.readings.at(-1);
      if (newest === undefined || now() - newest.at > MISSED * READ_EVERY_MS) return 'no reading is taken any more';
      return newest.lagMs >= 0 && newest.memory >= 0 ? null : 'its readings are no numbers';
    },
    reset: () => load.restart(),
  },
  {
    name: 'shedder',
    help: 'Steps of shedding: 1 lists, history and exports, 2 new sockets too',
    state: () => load.shedder.step,
    trips: () => load.shedder.trips,
    test: () => {
      const drilled = drill();
      if (drilled !== null) return drilled;
      const lately = load.readings.slice(-ALIKE).map((reading) => load.isOverload(reading));
      if (lately.length < ALIKE) return null;
      if (!lately.includes(true) && load.shedder.step > 0) return 'it sheds although the load is gone';
      return !lately.includes(false) && load.shedder.step < 2 ? 'it does not shed although the load is too high' : null;
    },
    reset: () => load.shedder.reset(),
  },
];

const drill = (): string | null => {
  const shedder = new Shedder();
  const after = (overloaded: boolean): number => {
    for (let left = 2 * READINGS_PER_STEP; left > 0; left--) shedder.observe(overloaded);
    return shedder.step;
  };
  if (after(true) !== 2) return 'overload does not make it shed';
  return after(false) === 0 ? null : 'it does not recover';
};
