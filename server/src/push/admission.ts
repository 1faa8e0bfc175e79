import { networkOf } from '../ground/client.ts';
/** Limits on the connections of one node. */
export const ADMISSION_SETTINGS = {
  sockets: 5_000,
  perAddress: 50,
  handshakesPerSecond: 500,
  /** Share of the sockets that only signed-in people may take. */
  reserved: 0.1,
} as const;
/** Handshakes a second allowed to every address, however few sockets it may hold: a refused client tries again. */
const LEAST_KNOCKS = 10;
export type AdmissionSettings = { readonly [K in keyof typeof ADMISSION_SETTINGS]: number };

export type AdmissionRefusal = 'rate' | 'address' | 'full';
export type Entry = { readonly admitted: true; leave(): void } | { readonly admitted: false; readonly why: AdmissionRefusal };

/** The connection that holds a slot. */
export interface Holder {
  readonly destroyed: boolean;
}
export interface Slot {
  readonly address: string;
  readonly holder: Holder;
}

/**
 * Counts the open connections. A slot is held from `enter` to `leave` and nothing else changes the count, so the guard cannot block for good:
 * as soon as one connection leaves, the next is admitted. Each slot knows its connection, so that a missed `leave` can be found and repaired.
 */
export class Admission {
  readonly trips: Record<AdmissionRefusal, number> = { rate: 0, address: 0, full: 0 };
  readonly #settings: AdmissionSettings;
  readonly #now: () => number;
  readonly #slots = new Set<Slot>();
  readonly #addresses = new Map<string, number>();
  /** Handshakes of this second, by address. */
  readonly #knocks = new Map<string, number>();
  #second: number;
  #tokens: number;
  #filledAt: number;

  /** `now`: ms; only differences count. */
  constructor(settings: AdmissionSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
    this.#tokens = settings.handshakesPerSecond;
    this.#filledAt = now();
    this.#second = now();
  }

  get open(): number {
    return this.#slots.size;
  }
  /** How many handshakes the bucket would admit at once. */
  get tokens(): number {
    return this.#tokens;
  }
  /** How many connections the busiest address holds. */
  get busiest(): number {
    return Math.max(0, ...this.#addresses.values());
  }

  /**
   * Takes one handshake from the bucket. False when the bucket is empty, or when this address has used up its handshakes of this second, so that an address
   * that dials endlessly cannot starve the others. Call it before doing any work for a dial.
   */
  knock(from: string): boolean {
    const address = networkOf(from);
    const now = this.#now();
    if (now < this.#second || now - this.#second >= 1_000) {
      this.#second = now;
      this.#knocks.clear();
    }
    const knocks = (this.#knocks.get(address) ?? 0) + 1;
    this.#knocks.set(address, knocks);
    if (knocks > Math.max(LEAST_KNOCKS, this.#settings.perAddress)) {
      this.trips.address++;
      return false;
    }
    const rate = this.#settings.handshakesPerSecond;
    this.#tokens = Math.min(rate, this.#tokens + (Math.max(0, now - this.#filledAt) * rate) / 1_000);
    this.#filledAt = now;
    if (this.#tokens < 1) {
      this.trips.rate++;
      return false;
    }
    this.#tokens--;
    return true;
  }

  /** A slot for one connection. `leave` may be called more than once. */
  enter(from: string, signedIn: boolean, holder: Holder): Entry {
    const address = networkOf(from);
    const here = this.#addresses.get(address) ?? 0;
    if (here >= this.#settings.perAddress) return this.#refuse('address');
    const room = signedIn ? this.#settings.sockets : Math.floor(this.#settings.sockets * (1 - this.#settings.reserved));
    if (this.#slots.size >= room) return this.#refuse('full');
    const slot = { address, holder };
    this.#slots.add(slot);
    this.#addresses.set(address, here + 1);
    return {
      admitted: true,
      leave: () => this.#leave(slot),
    };
  }

  /** Slots whose connection is closed. A connection that has just closed counts for a moment too. */
  lost(): Slot[] {
    return [...this.#slots].filter(({ holder }) => holder.destroyed);
  }

  /** Frees lost slots, recounts the addresses and fills the bucket. */
  reset(): void {
    for (const slot of this.lost()) this.#slots.delete(slot);
    this.#addresses.clear();
    for (const { address } of this.#slots) this.#addresses.set(address, (this.#addresses.get(address) ?? 0) + 1);
    this.#tokens = this.#settings.handshakesPerSecond;
    this.#filledAt = this.#now();
    this.#knocks.clear();
  }

  #leave(slot: Slot): void {
    if (!this.#slots.delete(slot)) return;
    const left = (this.#addresses.get(slot.address) ?? 1) - 1;
    if (left <= 0) this.#addresses.delete(slot.address);
    else this.#addresses.set(slot.address, left);
  }

  #refuse(why: AdmissionRefusal): Entry {
    this.trips[why]++;
    return { admitted: false, why };
  }
}
