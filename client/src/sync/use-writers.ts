import { WRITERS, WRITES, WritersBody } from '@sitrep/shared/protocol/topic.ts';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useSync } from './sync-context.ts';

const NOBODY: WritersBody = { names: [], more: 0 };
const known = new WeakMap<object, WritersBody>();

/** Who is writing words for customers about an incident, this person included; nobody while that is not known. */
export const useWriters = (incidentId: string): WritersBody => {
  const { topics } = useSync();
  const topic = `${WRITERS}:${incidentId}`;
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [topics.subscribe(listener), topics.watch(topic)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [topics, topic],
  );
  const read = (): WritersBody => {
    const value = topics.valueOf(topic);
    if (typeof value !== 'object' || value === null) return NOBODY;
    const before = known.get(value);
    if (before !== undefined) return before;
    const body = WritersBody.safeParse(value);
    const now = body.success ? body.data : NOBODY;
    known.set(value, now);
    return now;
  };
  return useSyncExternalStore(subscribe, read);
};

/** Tells the others that this person is writing words for customers, for as long as `isWriting`. */
export const useSayWriting = (incidentId: string, isWriting: boolean): void => {
  const { topics } = useSync();
  useEffect(() => (isWriting ? topics.watch(`${WRITES}:${incidentId}`) : undefined), [topics, incidentId, isWriting]);
};
