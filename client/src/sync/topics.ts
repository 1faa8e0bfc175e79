import { Ephemeral } from '@sitrep/shared/protocol/wire.ts';
import type { ServerClock } from './server-clock.ts';

/**
 * What is told beside the log, for whoever on the page wants it now. Nothing here is ever shown longer than the server says it is good for,
 * and what is not known is null, never an earlier value or a zero.
 */
export interface Topics {
  /** Begins to watch. Out: ends it; the last to do so ends it on the wire. */
  watch(topic: string): () => void;
  /** What is so now; null while that is not known. The same object until it changes. */
  valueOf(topic: string): unknown;
  /** Told of every change of a value. */
  subscribe(listener: () => void): () => void;
}
export type Say = (what: 'watch' | 'unwatch', topics: readonly string[]) => void;
export interface FedTopics extends Topics {
  /** There is a connection that knows of topics, or, with null, there is none any more. */
  speaks(say: Say | null): void;
  /** A batch as it came off the wire; one that cannot be read is passed over. */
  heard(payload: unknown): void;
  /** The clock stood still, or another scope is on screen: nothing that was told counts any more. */
  forget(): void;
}

export const createTopics = ({ clock, after }: { clock: Pick<ServerClock, 'mono'>; after: (ms: number, act: () => void) => () => void }): FedTopics => {
  const watched = new Map<string, number>();
  const values = new Map<string, { readonly body: unknown; readonly until: number; readonly cancel: () => void }>();
  const listeners = new Set<() => void>();
  let say: Say | null = null;

  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const drop = (topic: string): void => {
    values.get(topic)?.cancel();
    if (values.delete(topic)) changed();
  };

  return {
    watch(topic) {
      const by = watched.get(topic) ?? 0;
      watched.set(topic, by + 1);
      if (by === 0) say?.('watch', [topic]);
      return () => {
        const left = (watched.get(topic) ?? 0) - 1;
        if (left > 0) return void watched.set(topic, left);
        watched.delete(topic);
        drop(topic);
        say?.('unwatch', [topic]);
      };
    },
    valueOf(topic) {
      const value = values.get(topic);
      return value === undefined || value.until <= clock.mono() ? null : value.body;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    speaks(next) {
      if (next === say) return;
      say = next;
      if (watched.size > 0) say?.('watch', [...watched.keys()]);
    },
    heard(payload) {
      const batch = Ephemeral.safeParse(payload);
      if (!batch.success) return;
      for (const { topic, body, goodForMs } of batch.data.items) {
        if (body === null || goodForMs === 0) drop(topic);
        else if (watched.has(topic)) {
          values.get(topic)?.cancel();
          values.set(topic, { body, until: clock.mono() + goodForMs, cancel: after(goodForMs, () => drop(topic)) });
        }
      }
      changed();
    },
    forget() {
      for (const topic of [...values.keys()]) drop(topic);
    },
  };
};
