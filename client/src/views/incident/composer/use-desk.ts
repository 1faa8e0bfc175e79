import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { draftKey, readDraft } from '../../../sync/kept-drafts.ts';
import { sendCommand } from '../../../sync/send-command.ts';
import { type Sync, useSync } from '../../../sync/sync-context.ts';
import { useMayWrite, useVisitor } from '../../../sync/use-visitor.ts';
import { createDesk, type Desk, type DeskState } from './desk.ts';

/** The last desk of each draft. Who leaves a page while something is on its way finds the same desk again; else what is stored is the whole of it. */
const desks = new WeakMap<Sync, Map<string, Desk>>();
const lastDesks = (sync: Sync): Map<string, Desk> => {
  const known = desks.get(sync) ?? new Map<string, Desk>();
  desks.set(sync, known);
  return known;
};

/** The desk of whoever looks at an incident; null for those who may not write. */
export const useDesk = (incidentId: string): Desk | null => {
  const sync = useSync();
  const mayWrite = useMayWrite();
  const by = useVisitor()?.name ?? '';
  const key = draftKey(incidentId, by);
  const desk = useMemo(() => {
    if (!mayWrite) return null;
    const last = lastDesks(sync).get(key);
    const isOnItsWay = last?.get().posted?.state === 'sending' && readDraft(key) !== null;
    return isOnItsWay ? last : createDesk({ key, now: () => sync.clock.now(), send: sendCommand });
  }, [sync, mayWrite, key]);
  useEffect(() => {
    if (desk !== null) lastDesks(sync).set(key, desk);
  }, [sync, key, desk]);
  return desk;
};

export const useDeskState = (desk: Desk): DeskState => useSyncExternalStore(desk.subscribe, desk.get);
