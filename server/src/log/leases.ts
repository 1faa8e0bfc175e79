/** A lease, and the number it had when it was granted: it grows each time another holder gets the lease. */
export interface Fence {
  readonly lease: string;
  readonly number: number;
}

/** Something was to be written under a lease that somebody else has by now. Nothing was written. */
export class StaleFence extends Error {
  constructor({ lease, number }: Fence) {
    super(`the lease ${lease} of number ${number} has passed to another process`);
  }
}

/**
 * Named leases in the store of the log. What is written under a fence is refused, in its own transaction, once another holder has the lease. Time is the store's:
 * the clocks of nodes do not matter.
 */
export interface Leases {
  /**
   * Takes the lease for `ttlMs` from now, or extends it. In: who asks, another name at each start of a process. Out: its number, or null while another holder has it.
   * Embedded, one process has the store: it gets the lease from whoever had it before, and keeps it until it stops.
   */
  claim(lease: string, holder: string, ttlMs: number): Promise<number | null>;
  /** Gives up the lease, if `holder` has it, so that the next does not have to wait for its end. */
  release(lease: string, holder: string): Promise<void>;
}
