import type { Right } from '@sitrep/shared/domain/rights.ts';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { createDesk, type Desk, type DeskKind, type DeskPorts, type DeskState } from './desk.ts';
import { draftKey, readDraft } from './kept-drafts.ts';
import { type Sync, useSync } from './sync-context.ts';
import { useMay, useWhoseDrafts } from './use-visitor.ts';

/**
 * The desks of one kind. In: how their commands are sent, and the rights of which it needs one. Out: a hook that gives whoever looks the desk of one thing, by its name among their drafts; null for those
 * who have none of them. Who leaves a page while something is on its way finds the same desk again; else what is stored is the whole of it.
 */
export const desksOf = <Draft, Command>(kind: DeskKind<Draft, Command>, sendVia: (sync: Sync) => DeskPorts<Command>['send'], needed: readonly Right[]) => {
  const desks = new WeakMap<Sync, Map<string, Desk<Draft, Command>>>();
  const lastDesks = (sync: Sync): Map<string, Desk<Draft, Command>> => {
    const known = desks.get(sync) ?? new Map<string, Desk<Draft, Command>>();
    desks.set(sync, known);
    return known;
  };
  return (of: string): Desk<Draft, Command> | null => {
    const sync = useSync();
    const mayWrite = useMay(...needed);
    const by = useWhoseDrafts();
    const key = draftKey(of, by);
    const desk = useMemo(() => {
      if (!mayWrite) return null;
      const last = lastDesks(sync).get(key);
      const isOnItsWay = last?.get().posted?.state === 'sending' && readDraft(key) !== null;
      return isOnItsWay ? last : createDesk(kind, { key, now: () => sync.clock.now(), send: sendVia(sync) });
    }, [sync, mayWrite, key]);
    useEffect(() => {
      if (desk !== null) lastDesks(sync).set(key, desk);
    }, [sync, key, desk]);
    return desk;
  };
};

export const useDeskState = <Draft, Command>(desk: Desk<Draft, Command>): DeskState<Draft, Command> => useSyncExternalStore(desk.subscribe, desk.get);
