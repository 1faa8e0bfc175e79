import type { World } from '@sitrep/shared/domain/world.ts';
import { verdictFacts, verdictKey } from '@sitrep/shared/query/verdict.ts';
import type { Fold } from './fold.ts';

/** The view of the fold that `decide` gets. */
export const worldOf = (fold: Fold): World => ({
  board: fold.internal.state.board,
  customers: fold.public.state.board,
  incident: (id) => fold.internal.archive.incidents.get(id),
  publicIncident: (id) => fold.public.archive.incidents.get(id),
  commitment: (id) => fold.internal.archive.commitments.get(id),
  publicCommitment: (id) => fold.public.archive.commitments.get(id),
  maintenance: (id) => fold.internal.archive.maintenances.get(id),
  recorded: () => undefined,
  verdictKey: (scope) => verdictKey(verdictFacts(fold[scope].state.board)),
});
