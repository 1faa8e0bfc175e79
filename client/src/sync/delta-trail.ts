import type { Delta } from '@sitrep/shared/protocol/wire.ts';
import type { QueryClient } from '@tanstack/react-query';
import { type IncidentEntry, moveIncident } from './incident-entry.ts';

/** The last deltas of the scope on screen, so that an incident fetched at an earlier position can be brought up to the board's. */
export interface DeltaTrail {
  add(delta: Delta): void;
  /** Call it on a snapshot: the earlier deltas do not lead to it. */
  reset(): void;
  /** Applies the collected deltas to the incidents in the cache. */
  flush(): void;
  /** In: an entry as fetched. Out: the entry with all later deltas applied. */
  carry(entry: IncidentEntry): IncidentEntry;
}

const KEPT = 500;
const INCIDENTS = ['incident'] as const;

export const createDeltaTrail = (queryClient: QueryClient): DeltaTrail => {
  let kept: Delta[] = [];
  let pending: Delta[] = [];

  const follow = (entry: IncidentEntry, deltas: readonly Delta[]): IncidentEntry | 'gap' => {
    let current = entry;
    for (const delta of deltas) {
      const moved = moveIncident(current, delta);
      if (moved.kind === 'gap') return 'gap';
      if (moved.kind === 'moved') current = moved.entry;
    }
    return current;
  };

  return {
    add(delta) {
      kept = [...kept, delta].slice(-KEPT);
      pending.push(delta);
    },
    reset() {
      kept = [];
      pending = [];
      void queryClient.invalidateQueries({ queryKey: INCIDENTS });
    },
    flush() {
      const deltas = pending;
      pending = [];
      if (deltas.length === 0) return;
      for (const [key, entry] of queryClient.getQueriesData<IncidentEntry>({ queryKey: INCIDENTS })) {
        if (entry === undefined) continue;
        const next = follow(entry, deltas);
        if (next === 'gap') void queryClient.invalidateQueries({ queryKey: key });
        else if (next !== entry) queryClient.setQueryData(key, next);
      }
    },
    carry(entry) {
      const next = follow(entry, kept);
      return next === 'gap' ? entry : next;
    },
  };
};
