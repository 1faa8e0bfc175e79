import type { Fence } from './leases.ts';

/** The newest event that a consumer is done with: its number, 0 before the first, its hash, and an epoch of the log's lifetime. */
export interface Cursor {
  readonly seq: number;
  readonly hash: string;
  readonly epoch: string;
}

/** The name of the cursor at which a restore ended; of no consumer. */
export const RESTORED = 'restored';

/** How far each consumer has come, by its name. A restore puts every cursor, and one of its own, at the end of what it restored. */
export interface Cursors {
  cursors(): Promise<ReadonlyMap<string, Cursor>>;
  /** Makes or moves a cursor. Throws StaleFence, having moved nothing, once another holder has the lease. */
  moveCursor(name: string, to: Cursor, fence: Fence): Promise<void>;
}
