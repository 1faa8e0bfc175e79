import type { Scope } from '@sitrep/shared/domain/words.ts';
import { useStore } from 'zustand';
import { useSync } from './sync-context.ts';
import type { Session } from './sync-store.ts';

/** Who this browser is; null until the server has said. */
export const useSession = (): Session | null => useStore(useSync().store, (state) => state.session);
/** The scope on screen. */
export const useScope = (): Scope => useStore(useSync().store, (state) => state.scope);
/** Whether controls that write may be shown. What is not permitted is absent, never greyed. */
export const useMayWrite = (): boolean => useStore(useSync().store, (state) => state.session?.scope === 'internal' && state.scope === 'internal');
