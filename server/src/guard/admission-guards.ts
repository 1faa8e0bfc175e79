import type { Timers } from '../ground/timers.ts';
import { Admission, type AdmissionSettings } from '../push/admission.ts';
import type { Guard } from './guard.ts';

/** A closed connection is reported within this; a slot still held after it is lost. */
const SETTLE_MS = 1_000;
const ANYBODY = { destroyed: false };

/** The three guards in front of every dial. Each test inspects the live admission and tries its rule on a small separate one. */
export const admissionGuards = (admission: Admission, settings: AdmissionSettings, timers: Timers): Guard[] => {
  const lane = (most: Partial<AdmissionSettings>, now = () => 0): Admission =>
    new Admission({ sockets: 9, perAddress: 9, handshakesPerSecond: 9, reserved: 0, ...most }, now);
  const reset = () => admission.reset();

  let looking: Promise<string | null> | null = null;
  /** Lost slots block both caps, so both guards share one inspection. */
  const lostSlots = (): Promise<string | null> => {
    looking ??= findLost(admission, timers).finally(() => {
      looking = null;
    });
    return looking;
  };

  return [
    {
      name: 'socket_cap',
      help: 'Sockets open now',
      state: () => admission.open,
      trips: () => admission.trips.full,
      test: async () => tryCap(lane({ sockets: 1 }), 'one', 'another') ?? (await lostSlots()),
      reset,
    },
    {
      name: 'address_cap',
      help: 'Sockets open now from the busiest address',
      state: () => admission.busiest,
      trips: () => admission.trips.address,
      test: async () => tryCap(lane({ perAddress: 1 }), 'one', 'one') ?? (await lostSlots()),
      reset,
    },
    {
      name: 'handshake_rate',
      help: 'Handshakes that would be taken at once',
      state: () => admission.tokens,
      trips: () => admission.trips.rate,
      test: () => tryBucket(lane) ?? (holds(admission.tokens, settings.handshakesPerSecond) ? null : `its bucket holds ${admission.tokens}`),
      reset,
    },
  ];
};

/** The guard in front of every TCP connection; it runs before the others. */
export const connectionGuard = (admission: Admission, timers: Timers): Guard => ({
  name: 'connection_cap',
  help: 'TCP connections open now from the busiest address',
  state: () => admission.busiest,
  trips: () => admission.trips.address,
  test: async () =>
    tryCap(new Admission({ sockets: 9, perAddress: 1, handshakesPerSecond: 9, reserved: 0 }, () => 0), 'one', 'one') ?? (await findLost(admission, timers)),
  reset: () => admission.reset(),
});

/** Slots whose connection has closed and stayed closed. */
const findLost = async (admission: Admission, timers: Timers): Promise<string | null> => {
  const suspects = admission.lost();
  if (suspects.length === 0) return null;
  await new Promise<void>((resolve) => void timers.after(SETTLE_MS, resolve));
  const lost = new Set(admission.lost());
  const held = suspects.filter((slot) => lost.has(slot)).length;
  return held === 0 ? null : `${held} slots are held for connections that are gone`;
};

const holds = (tokens: number, most: number): boolean => tokens >= 0 && tokens <= most;

/** Checks that the first is admitted, that one over the cap is refused, and that a free slot is admitted again. */
const tryCap = (lane: Admission, address: string, other: string): string | null => {
  const first = lane.enter(address, false, ANYBODY);
  if (!first.admitted) return 'the first was refused';
  if (lane.enter(other, false, ANYBODY).admitted) return 'one too many was taken';
  first.leave();
  return lane.enter(other, false, ANYBODY).admitted ? null : 'after one left, the next was refused';
};

const tryBucket = (lane: (most: Partial<AdmissionSettings>, now: () => number) => Admission): string | null => {
  let now = 0;
  const small = lane({ handshakesPerSecond: 1 }, () => now);
  if (!small.knock('guard')) return 'the first handshake was refused';
  if (small.knock('guard')) return 'one handshake too many was taken';
  now = 1_000;
  return small.knock('guard') ? null : 'a second later the next handshake was refused';
};
