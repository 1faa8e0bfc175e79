import { type BoardState, EMPTY_BOARD } from '@sitrep/shared/domain/state.ts';
import { useStore } from 'zustand';
import { useSync } from './sync-context.ts';
import type { BoardEntry, SyncFacts } from './sync-store.ts';

const onScreen = ({ boards, scope }: SyncFacts): BoardEntry | null => boards[scope];
/** The whole entry of the scope on screen: position and boards; null before anything is known. */
export const useBoardEntry = (): BoardEntry | null => useStore(useSync().store, onScreen);

/** The board of the scope on screen. Empty before anything is known; use `useBoardEntry` to tell the two apart. */
export const useBoard = (): BoardState => useBoardEntry()?.board ?? EMPTY_BOARD;

/** Those whom events name by id; the same object while nobody gets another name. */
export const usePeople = (): BoardState['people'] => useStore(useSync().store, (facts) => onScreen(facts)?.board.people ?? EMPTY_BOARD.people);

/** What customers see. In the public scope that is the board itself. */
export const useCustomers = (): BoardState => {
  const entry = useBoardEntry();
  return entry?.customers ?? entry?.board ?? EMPTY_BOARD;
};
