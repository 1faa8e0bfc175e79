import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { World } from '@sitrep/shared/domain/world.ts';
import type { Fold } from './fold.ts';

/** All of a `World` but what the board says in words: this room knows facts. `customers`: what they see. */
export interface FoldedWorld extends Omit<World, 'publicVerdict'> {
  readonly customers: BoardState;
}

/** The fold as `decide` may see it. */
export const worldOf = (fold: Fold): FoldedWorld => ({
  board: fold.internal.state.board,
  incident: (id) => fold.internal.archive.incidents.get(id),
  publicIncident: (id) => fold.public.archive.incidents.get(id),
  commitment: (id) => fold.internal.archive.commitments.get(id),
  publicCommitment: (id) => fold.public.archive.commitments.get(id),
  maintenance: (id) => fold.internal.archive.maintenances.get(id),
  customers: fold.public.state.board,
});
