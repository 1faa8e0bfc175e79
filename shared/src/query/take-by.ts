import type { BoardState, Incident, Suspicion } from '../domain/state.ts';
import type { TakeRule } from '../domain/take-rule.ts';
import { type Level, worstLevel } from '../domain/words.ts';
import { incidentOrder } from './incident-order.ts';
import { allStatuses, incidentLevel, isExplained } from './status.ts';

/**
 * Since when an incident waits to be acknowledged, UTC ms: since it was opened or, when it came back, since that was said, or since whoever had it went. When it began does not matter: nobody
 * could have taken what nobody had reported. Null once somebody has acknowledged it, and when it is over.
 */
export const waitingSince = ({
  acknowledged,
  lapsedAt = 0,
  phase,
  openedAt,
  phases,
}: Pick<Incident, 'acknowledged' | 'lapsedAt' | 'phase' | 'openedAt' | 'phases'>): number | null => {
  if (acknowledged !== null || phase === 'resolved') return null;
  const back = phases.findLast((one) => one.phase === 'reopened')?.at.ms ?? null;
  return Math.max(openedAt, back ?? 0, lapsedAt);
};

/** By when somebody has to acknowledge the incident, UTC ms; null when nobody has to, as in an exercise. */
export const takeBy = (incident: Parameters<typeof waitingSince>[0] & Pick<Incident, 'drill'>, { withinMs }: TakeRule): number | null => {
  const since = incident.drill === null ? waitingSince(incident) : null;
  return since === null ? null : since + withinMs;
};

/** The same for a suspicion that somebody has to look into: since it was raised, or since whoever did went. */
export const takeSuspicionBy = ({ taken, raisedAt, leftAt = 0 }: Suspicion, { withinMs }: TakeRule): number | null =>
  taken === null ? Math.max(raisedAt, leftAt) + withinMs : null;

/** Ids of the open incidents and suspicions that nobody has taken in time, exercises left out. `now`: UTC ms. */
export const lateToTake = (board: BoardState, rule: TakeRule, now: number): string[] =>
  [
    ...Object.values(board.incidents).map((incident) => [incident.id, takeBy(incident, rule)] as const),
    ...Object.values(board.suspicions).map((suspicion) => [suspicion.id, takeSuspicionBy(suspicion, rule)] as const),
  ].flatMap(([id, by]) => (by !== null && now > by ? [id] : []));

/**
 * The worst level of what nobody has acknowledged: of open incidents, and of components in trouble that no acknowledged incident explains. Operational where somebody
 * has everything. Customers are told of no acknowledgement, so for them it is the level of the board.
 */
export const untakenLevel = (board: BoardState): Level => {
  const open = incidentOrder(board);
  const taken = open.filter(({ acknowledged }) => acknowledged !== null);
  const alone = Object.entries(allStatuses(board)).flatMap(([id, { level }]) => (isExplained(taken, id, level) ? [] : [level]));
  return worstLevel([...open.filter(({ acknowledged }) => acknowledged === null).map(incidentLevel), ...alone]);
};
