import { actorName } from './actor-name.ts';
import type { BoardState, Incident, Mute } from './state.ts';

/** What somebody has: open incidents that they acknowledged, and mutes of theirs. In: their name, as the board has it. */
export const heldBy = (
  { incidents, mutes, people }: Pick<BoardState, 'incidents' | 'mutes' | 'people'>,
  name: string,
): { readonly incidents: Incident[]; readonly mutes: Mute[] } => ({
  incidents: Object.values(incidents).filter(({ phase, acknowledged }) => phase !== 'resolved' && acknowledged?.by === name),
  mutes: Object.values(mutes).filter(({ by }) => actorName({ people }, by) === name),
});
