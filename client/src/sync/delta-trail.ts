import type { Delta } from '@sitrep/shared/protocol/wire.ts';

/** Whoever holds answers that were read beside the board, and carries them on by the same deltas. */
export interface TrailFollower {
  /** These deltas were drawn, the oldest first. */
  moved(deltas: readonly Delta[]): void;
  /** A snapshot was taken, and the earlier deltas do not lead to it. */
  broken(): void;
  /** The sign-in has ended under which they were read. */
  ended(): void;
}
/** The last deltas of the scope on screen, so that an incident fetched at an earlier position can be brought up to the board's. */
export interface DeltaTrail {
  /** The deltas since the last snapshot, the oldest first; of many the last. */
  readonly kept: readonly Delta[];
  add(delta: Delta): void;
  /** Call it on a snapshot. */
  reset(): void;
  /** Call it when the deltas so far were drawn. */
  flush(): void;
  /** Call it when the sign-in has ended. */
  end(): void;
  follow(follower: TrailFollower): void;
}

const KEPT = 500;

export const createDeltaTrail = (): DeltaTrail => {
  const followers: TrailFollower[] = [];
  let kept: Delta[] = [];
  let pending: Delta[] = [];
  return {
    get kept() {
      return kept;
    },
    add(delta) {
      kept = [...kept, delta].slice(-KEPT);
      pending.push(delta);
    },
    reset() {
      kept = [];
      pending = [];
      for (const follower of followers) follower.broken();
    },
    flush() {
      const deltas = pending;
      pending = [];
      if (deltas.length === 0) return;
      for (const follower of followers) follower.moved(deltas);
    },
    end() {
      for (const follower of followers) follower.ended();
    },
    follow: (follower) => void followers.push(follower),
  };
};
