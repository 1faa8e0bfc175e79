import type { Actor } from './event.ts';
import { isHolder, sameActor } from './holder.ts';
import type { BoardState, Incident, Mute, Suspicion } from './state.ts';

/** What somebody has: open incidents that they acknowledged, suspicions that they look into, and mutes of theirs. */
export interface Held {
  readonly incidents: readonly Incident[];
  readonly suspicions: readonly Suspicion[];
  readonly mutes: readonly Mute[];
}

/** In: who; null for nobody, who has nothing. */
export const heldBy = (board: Pick<BoardState, 'incidents' | 'suspicions' | 'mutes' | 'people'>, who: Actor | null): Held => {
  if (who === null) return { incidents: [], suspicions: [], mutes: [] };
  const isTheirs = (by: Actor | null | undefined): boolean => by != null && sameActor(board, by, who);
  return {
    incidents: Object.values(board.incidents).filter(
      ({ phase, acknowledged }) => phase !== 'resolved' && acknowledged !== null && isHolder(board, acknowledged, who),
    ),
    suspicions: Object.values(board.suspicions).filter(({ taken }) => isTheirs(taken?.by)),
    mutes: Object.values(board.mutes).filter(({ by }) => isTheirs(by)),
  };
};
