import { useMemo, useSyncExternalStore } from 'react';
import { draftKey } from '../../../sync/kept-drafts.ts';
import { sendCommand } from '../../../sync/send-command.ts';
import { useSync } from '../../../sync/sync-context.ts';
import { useMayWrite, useVisitor } from '../../../sync/use-visitor.ts';
import { createDesk, type Desk, type DeskState } from './desk.ts';

/** The desk of whoever looks at an incident; null for those who may not write. */
export const useDesk = (incidentId: string): Desk | null => {
  const sync = useSync();
  const mayWrite = useMayWrite();
  const by = useVisitor()?.name ?? '';
  return useMemo(
    () => (mayWrite ? createDesk({ key: draftKey(incidentId, by), now: () => sync.clock.now(), send: sendCommand }) : null),
    [sync, mayWrite, by, incidentId],
  );
};

export const useDeskState = (desk: Desk): DeskState => useSyncExternalStore(desk.subscribe, desk.get);
