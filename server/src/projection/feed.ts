import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { Delta } from '@sitrep/shared/protocol/wire.ts';

/** A message serialised once for everybody. `etag`: see `boardTag`. */
export interface Prebuilt {
  readonly json: string;
  readonly etag: string;
}

/**
 * One scope of the board on this node: everything the push hub and the prebuilt answers may see.
 * Both learn of changes only here.
 */
export interface ScopeFeed {
  readonly scope: Scope;
  readonly epoch: string;
  readonly pos: number;
  readonly hash: string;
  /** The Snapshot message at `pos`. Built at most once per change. */
  snapshot(): Prebuilt;
  /** What a replica at `cursor` of `epoch` needs: nothing, one delta, a whole snapshot (other epoch, too old, more than 500 events behind), or to wait (the cursor is ahead of this node). */
  since(epoch: string | null, cursor: number): { kind: 'current' } | { kind: 'delta'; delta: Delta } | { kind: 'snapshot' } | { kind: 'ahead' };
  /** Called after each change with the delta that made it, in order. Returns the unsubscribe. */
  onDelta(listener: (delta: Delta) => void): () => void;
  /** Called when the epoch changed: every replica must take a snapshot. Returns the unsubscribe. */
  onReset(listener: () => void): () => void;
}
