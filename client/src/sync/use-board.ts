import { type BoardState, EMPTY_BOARD } from '@sitrep/shared/domain/state.ts';
import { useQuery } from '@tanstack/react-query';
import { type BoardEntry, boardKey } from './board-entry.ts';
import { useScope } from './use-visitor.ts';

const never = (): Promise<BoardEntry> => new Promise(() => undefined);

/** The whole entry: position and boards; null before anything is known. */
export const useBoardEntry = (): BoardEntry | null => {
  const scope = useScope();
  const { data } = useQuery<BoardEntry>({ queryKey: boardKey(scope), queryFn: never, enabled: false, staleTime: Number.POSITIVE_INFINITY });
  return data ?? null;
};

/** The board of the scope on screen. Empty before anything is known; use `useBoardEntry` to tell the two apart. */
export const useBoard = (): BoardState => useBoardEntry()?.board ?? EMPTY_BOARD;

const peopleOf = ({ board }: BoardEntry): BoardState['people'] => board.people;
/** Those whom events name by id; the same object while nobody gets another name. */
export const usePeople = (): BoardState['people'] => {
  const scope = useScope();
  const { data } = useQuery({ queryKey: boardKey(scope), queryFn: never, enabled: false, staleTime: Number.POSITIVE_INFINITY, select: peopleOf });
  return data ?? EMPTY_BOARD.people;
};

/** What customers see. In the public scope that is the board itself. */
export const useCustomers = (): BoardState => {
  const entry = useBoardEntry();
  return entry?.customers ?? entry?.board ?? EMPTY_BOARD;
};
