import { type BoardState, type Incident, lookup } from '@sitrep/shared/domain/state.ts';
import { EDITS, type Edit, type Verb } from '../incident-search.ts';

/** What can be done with an incident as it is now, in the order of the buttons. Nothing once its exercise is over. */
export const verbsOf = ({ phase, published, dismissed, drill }: Incident, board: BoardState): Verb[] => {
  const exercise = drill === null ? null : lookup(board.drills, drill);
  if (exercise === undefined) return [];
  if (dismissed !== null) return ['reopen'];
  const mayPublish = !published && (exercise === null || exercise.published);
  return [phase === 'resolved' ? 'reopen' : 'resolve', 'times', ...(mayPublish ? (['publish'] as const) : []), 'dismiss'];
};

/** Which facts of an incident can be changed as it is now. None of what was no incident, and none once its exercise is over. */
export const editsOf = ({ dismissed, drill }: Incident, board: BoardState): readonly Edit[] =>
  dismissed !== null || (drill !== null && lookup(board.drills, drill) === undefined) ? [] : EDITS;
