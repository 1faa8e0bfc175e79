/** Thrown when a store cannot work now: its disk is full, or it is unreachable. The write was not applied. Reads from memory continue. */
export class StoreUnavailable extends Error {
  readonly reason: 'full' | 'away';
  constructor(reason: 'full' | 'away', cause: unknown) {
    super(reason === 'full' ? 'the disk that holds the data is full' : 'the store cannot be reached', { cause });
    this.reason = reason;
  }
}
