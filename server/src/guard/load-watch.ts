import type { Timers } from '../ground/timers.ts';
import { Shedder } from './shedder.ts';
import type { Vitals } from './vitals.ts';

/** A reading above either limit counts as overload. */
export const OVERLOAD = { lagMs: 100, memory: 0.75 } as const;
export const READ_EVERY_MS = 1_000;
const KEPT = 10;

export interface LoadPorts {
  readVitals(): Vitals;
  timers: Timers;
  /** Lag of the event loop that counts as overload, ms; null or left out for the default. */
  maxLagMs?: number | null;
  /** UTC ms. */
  now(): number;
}

/** Takes a reading each second and passes it to the shedder. */
export class LoadWatch {
  readonly shedder = new Shedder();
  /** The newest readings, oldest first. */
  readonly readings: (Vitals & { readonly at: number })[] = [];
  /** How many readings were overload. */
  overloads = 0;
  readonly #ports: LoadPorts;
  #stop: () => void = () => {};

  constructor(ports: LoadPorts) {
    this.#ports = ports;
    this.restart();
  }

  /** Whether a reading counts as overload. */
  isOverload({ lagMs, memory }: Vitals): boolean {
    return lagMs > (this.#ports.maxLagMs ?? OVERLOAD.lagMs) || memory > OVERLOAD.memory;
  }

  /** Starts a new measurement. */
  restart(): void {
    this.stop();
    this.readings.length = 0;
    this.#ports.readVitals();
    this.#stop = this.#ports.timers.every(READ_EVERY_MS, () => this.#read());
  }

  stop(): void {
    this.#stop();
  }

  #read(): void {
    const reading = { ...this.#ports.readVitals(), at: this.#ports.now() };
    this.readings.push(reading);
    if (this.readings.length > KEPT) this.readings.shift();
    const overloaded = this.isOverload(reading);
    if (overloaded) this.overloads++;
    this.shedder.observe(overloaded);
  }
}
