import { type Right, ROLE_RIGHTS, type Role } from '@sitrep/shared/domain/rights.ts';
import type { TakeRule } from '@sitrep/shared/domain/take-rule.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { SUSPECT, type Suspect } from '@sitrep/shared/domain/world.ts';
import { useStore } from 'zustand';
import { draftsOf } from './drafts-of.ts';
import { useSync } from './sync-context.ts';
import { isShut, type Visitor } from './sync-store.ts';

/** Who this browser is; null until the server has said. */
export const useVisitor = (): Visitor | null => useStore(useSync().store, (state) => state.visitor);
/** Whether the board shows nothing to this browser until somebody signs in. */
export const useShut = (): boolean => useStore(useSync().store, (state) => isShut(state.visitor));
/** Whose the drafts of this browser are. */
export const useWhoseDrafts = (): string => draftsOf(useVisitor());
/** The scope on screen. */
export const useScope = (): Scope => useStore(useSync().store, (state) => state.scope);
const NONE: readonly Right[] = [];
/** All rights of a visitor. A server of an earlier version names the role alone. */
const rightsOf = ({ rights, role }: Visitor): readonly Right[] => rights ?? (role === null ? NONE : (ROLE_RIGHTS[role as Role] ?? NONE));
/** Whether somebody may, once they look at what responders see. In: any of these. */
export const may = (visitor: Visitor | null, ...needed: readonly Right[]): boolean => {
  const rights = visitor === null ? NONE : rightsOf(visitor);
  return needed.some((right) => rights.includes(right));
};
/** Whether controls that need one of these rights may be shown. Controls without permission are absent, never disabled. */
export const useMay = (...needed: readonly Right[]): boolean =>
  useStore(useSync().store, (state) => state.scope === 'internal' && may(state.visitor, ...needed));
/** Whether this browser may work incidents. */
export const useMayWork = (): boolean => useMay('write-internal');
/** Whether it may say something to customers. */
export const useMayPublish = (): boolean => useMay('write-public');
/** Whether it may tell customers how an incident is. */
export const useMayTell = (): boolean => [useMayWork(), useMayPublish()].every(Boolean);
/** Whether it may write to anybody: notes, or words for customers. */
export const useMayWrite = (): boolean => useMay('write-internal', 'write-public');
/** Whether it may name the board, define components and say what was published in error. */
export const useMayShape = (): boolean => useMay('manage');

/** Within how long an incident is to be acknowledged, and who is asked next; null for customers, and until the server has said. */
export const useTakeRule = (): TakeRule | null =>
  useStore(useSync().store, (state) => (state.scope === 'internal' ? (state.visitor?.acknowledge ?? null) : null));

/** How many reports of customers, within how long, are a suspicion, as this server is set. */
export const useSuspect = (): Suspect => useStore(useSync().store, (state) => state.visitor?.suspect ?? SUSPECT);
