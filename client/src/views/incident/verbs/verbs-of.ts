import { type BoardState, type Incident, lookup } from '@sitrep/shared/domain/state.ts';
import type { Verb } from '../incident-search.ts';

/** What can be done with an incident as it is now, in the order of the buttons. Nothing once its exercise is over. */
export const verbsOf = ({ phase, published, dismissed, drill }: Incident, board: BoardState): Verb[] => {
  const exercise = drill === null ? null : lookup(board.drills, drill);
  if (exercise === undefined) return [];
  if (dismissed !== null) return ['reopen'];
  const mayPublish = !published && (exercise === null || exercise.published);
  return [phase === 'resolved' ? 'reopen' : 'resolve', 'times', ...(mayPublish ? (['publish'] as const) : []), 'dismiss'];
};
