/** How many connections a node takes. */
export const ADMISSION_SETTINGS = {
  sockets: 5_000,
  perAddress: 50,
  handshakesPerSecond: 500,
  /** Share of the sockets that only signed-in people may take. */
  reserved: 0.1,
} as const;
export type AdmissionSettings = { readonly [K in keyof typeof ADMISSION_SETTINGS]: number };

export type AdmissionRefusal = 'rate' | 'address' | 'full';
export type Entry = { readonly admitted: true; leave(): void } | { readonly admitted: false; readonly why: AdmissionRefusal };

/**
 * Counts who is in. A slot is held from `enter` to `leave` and nothing else changes the count, so the guard cannot lock shut:
 * as soon as one leaves, the next is admitted.
 */
export class Admission {
  readonly trips: Record<AdmissionRefusal, number> = { rate: 0, address: 0, full: 0 };
  readonly #settings: AdmissionSettings;
  readonly #now: () => number;
  readonly #addresses = new Map<string, number>();
  #open = 0;
  #tokens: number;
  #filledAt: number;

  /** `now`: milliseconds of any clock. */
  constructor(settings: AdmissionSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
    this.#tokens = settings.handshakesPerSecond;
    this.#filledAt = now();
  }

  get open(): number {
    return this.#open;
  }

  /** Takes one handshake from the bucket; false when it is empty. Asked before any work is done for a dial. */
  knock(): boolean {
    const now = this.#now();
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
  enter(address: string, signedIn: boolean): Entry {
    const here = this.#addresses.get(address) ?? 0;
    if (here >= this.#settings.perAddress) return this.#refuse('address');
    const room = signedIn ? this.#settings.sockets : Math.floor(this.#settings.sockets * (1 - this.#settings.reserved));
    if (this.#open >= room) return this.#refuse('full');
    this.#open++;
    this.#addresses.set(address, here + 1);
    let inside = true;
    return {
      admitted: true,
      leave: () => {
        if (!inside) return;
        inside = false;
        this.#open--;
        const left = (this.#addresses.get(address) ?? 1) - 1;
        if (left === 0) this.#addresses.delete(address);
        else this.#addresses.set(address, left);
      },
    };
  }

  #refuse(why: AdmissionRefusal): Entry {
    this.trips[why]++;
    return { admitted: false, why };
  }
}
