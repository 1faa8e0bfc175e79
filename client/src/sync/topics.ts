import { Ephemeral } from '@sitrep/shared/protocol/wire.ts';
import type { ServerClock } from './server-clock.ts';

/**
 * Values of topics, which are not in the log, for the parts of the page that watch them. No value is shown longer than the server says it is valid,
 * and an unknown value is null, never an earlier value or zero.
 */
export interface Topics {
  /** Starts to watch. Out: a function that stops; the last one to stop also ends it on the wire. */
  watch(topic: string): () => void;
  /** The current value; null while unknown. The same object until it changes. */
  valueOf(topic: string): unknown;
  /** Called on every change of a value. */
  subscribe(listener: () => void): () => void;
}
export type Say = (what: 'watch' | 'unwatch', topics: readonly string[]) => void;
export interface FedTopics extends Topics {
  /** Sets the connection on which topics can be watched; null: there is none. */
  speaks(say: Say | null): void;
  /** Applies a batch off the wire; an unreadable one is ignored. */
  heard(payload: unknown): void;
  /** Clears all values: the clock stood still, or another scope is on screen. */
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
