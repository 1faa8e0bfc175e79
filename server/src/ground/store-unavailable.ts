/** Thrown when a store cannot do its work now: its disk is full, or it cannot be reached. Nothing was kept of what was asked. Reads from memory go on. */
export class StoreUnavailable extends Error {
  readonly reason: 'full' | 'away';
  constructor(reason: 'full' | 'away', cause: unknown) {
    super(reason === 'full' ? 'the disk that holds the data is full' : 'the store cannot be reached', { cause });
    this.reason = reason;
  }
}
