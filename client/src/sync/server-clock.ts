/** The two clocks of a browser, ms. `mono` never jumps, `wall` may be wrong by hours. */
export interface Clock {
  mono(): number;
  wall(): number;
}

export const browserClock: Clock = { mono: () => performance.now(), wall: () => Date.now() };

export interface ServerClock {
  /** Server time now, UTC ms. Runs on the monotonic clock once the server was heard, so a wrong or jumping wall clock does not matter. */
  now(): number;
  mono(): number;
  /** Call it when the server has just sent its time. */
  heard(serverMs: number): void;
  /** This device's wall clock minus its monotonic one, ms. It jumps when the device was suspended, or its clock was set. */
  drift(): number;
  /** Call it when the monotonic clock stood still for `ms`. Until the server is heard again its time is adjusted by that. */
  slept(ms: number): void;
  /** Server time minus this device's wall clock, in ms; null before the server was heard. */
  skew(): number | null;
}

// A message can only be late, so the largest difference of the last few is closest to the truth.
const SAMPLES = 8;

/** In: the device's clocks. Out: the best estimate of the server's time. */
export const createServerClock = (clock: Clock): ServerClock => {
  let offsets: number[] = [];
  let reckoned: number | null = null;
  const offset = (): number | null => (offsets.length === 0 ? reckoned : Math.max(...offsets));
  return {
    mono: () => clock.mono(),
    now() {
      const known = offset();
      return known === null ? clock.wall() : clock.mono() + known;
    },
    heard(serverMs) {
      offsets = [...offsets, serverMs - clock.mono()].slice(-SAMPLES);
    },
    drift: () => clock.wall() - clock.mono(),
    slept(ms) {
      const known = offset();
      reckoned = known === null ? null : known + ms;
      offsets = [];
    },
    skew() {
      const known = offset();
      return known === null ? null : clock.mono() + known - clock.wall();
    },
  };
};
