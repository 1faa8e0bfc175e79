import type { Actor } from './event.ts';
import { type BoardState, lookup } from './state.ts';

/** Who that is, by the name they have now; null in public, and for a person whose name the board does not know. */
export const actorName = ({ people }: Pick<BoardState, 'people'>, actor: Actor | null): string | null => {
  if (actor === null) return null;
  return actor.id === undefined ? actor.name : (lookup(people, actor.id)?.name ?? null);
};

/** The same, where something must be called. */
export const whoIs = (board: Pick<BoardState, 'people'>, actor: Actor | null): string => actorName(board, actor) ?? 'Somebody';
