import type { TakeRule } from '@sitrep/shared/domain/take-rule.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { useStore } from 'zustand';
import { useSync } from './sync-context.ts';
import type { Visitor } from './sync-store.ts';

/** Who this browser is; null until the server has said. */
export const useVisitor = (): Visitor | null => useStore(useSync().store, (state) => state.visitor);
/** The scope on screen. */
export const useScope = (): Scope => useStore(useSync().store, (state) => state.scope);
const WRITERS: ReadonlySet<string> = new Set(['responder', 'admin', 'owner']);
/** Whether controls that write may be shown. Controls without permission are absent, never disabled. */
export const useMayWrite = (): boolean =>
  useStore(useSync().store, (state) => state.scope === 'internal' && state.visitor !== null && WRITERS.has(state.visitor.role ?? ''));

/** Within how long an incident is to be acknowledged, and who is asked next; null for customers, and until the server has said. */
export const useTakeRule = (): TakeRule | null =>
  useStore(useSync().store, (state) => (state.scope === 'internal' ? (state.visitor?.acknowledge ?? null) : null));

const SHAPERS: ReadonlySet<string> = new Set(['admin', 'owner']);
/** Whether this browser may name the board and define components. */
export const useMayShape = (): boolean =>
  useStore(useSync().store, (state) => state.scope === 'internal' && state.visitor !== null && SHAPERS.has(state.visitor.role ?? ''));
