import type { Scope } from '@sitrep/shared/domain/words.ts';
import { useStore } from 'zustand';
import { useSync } from './sync-context.ts';
import type { Session } from './sync-store.ts';

/** Who this browser is; null until the server has said. */
export const useSession = (): Session | null => useStore(useSync().store, (state) => state.session);
/** The scope on screen. */
export const useScope = (): Scope => useStore(useSync().store, (state) => state.scope);
const WRITERS: ReadonlySet<string> = new Set(['responder', 'admin', 'owner']);
/** Whether controls that write may be shown. What is not permitted is absent, never greyed. */
export const useMayWrite = (): boolean =>
  useStore(useSync().store, (state) => state.scope === 'internal' && state.session !== null && WRITERS.has(state.session.role ?? ''));

const SHAPERS: ReadonlySet<string> = new Set(['admin', 'owner']);
/** Whether this browser may name the board and define what is on it. */
export const useMayShape = (): boolean =>
  useStore(useSync().store, (state) => state.scope === 'internal' && state.session !== null && SHAPERS.has(state.session.role ?? ''));
