import type { Event } from './event.ts';
import { exactly } from './fact-time.ts';
import type { BoardState, Statement } from './state.ts';
import { lookup, put } from './state.ts';
import { levelRank } from './words.ts';

/**
 * Trouble that was told by statements alone, without an incident, and when it was last told: incidents keep their own ends.
 * In: the board around the event. Out: the board after it, where components whose trouble ended by it remember that. One that is retired is forgotten with it.
 */
export const noteTrouble = (before: BoardState, after: BoardState, event: Event): BoardState => {
  const over = concerned(event)
    .flatMap((id) => lookup(before.statements, id) ?? [])
    .filter((statement) => isHeard(before, statement) && !isHeard(after, lookup(after.statements, statement.id)));
  if (over.length === 0) return after;
  const at = event.at.ms === null ? exactly(event.recordedAt) : event.at;
  let { components } = after;
  for (const { componentId, level, regions } of over) {
    const component = lookup(components, componentId);
    if (component === undefined || (at.ms ?? 0) < (component.lastTrouble?.at.ms ?? Number.NEGATIVE_INFINITY)) continue;
    components = put(components, componentId, { ...component, lastTrouble: { level, regions, at } });
  }
  return components === after.components ? after : { ...after, components };
};

const concerned = ({ type, data }: Event): string[] => {
  switch (type) {
    case 'statement-made':
    case 'statement-expired':
    case 'statement-withdrawn':
      return [data.statementId];
    case 'statements-muted':
      return Object.keys(data.levels);
    default:
      return [];
  }
};

/** Whether a statement tells of trouble that nobody muted and no planned work explains. */
const isHeard = ({ mutes, maintenances }: BoardState, statement: Statement | undefined): boolean => {
  if (statement === undefined || statement.expired || levelRank(statement.level) <= levelRank('unknown')) return false;
  if (statement.source.kind === 'person') return true;
  const muted = Object.values(mutes).some(({ levels }) => levelRank(lookup(levels, statement.id) ?? 'operational') >= levelRank(statement.level));
  const planned = Object.values(maintenances).some(
    ({ phase, drill, componentIds, startedAt }) =>
      (phase === 'in_progress' || phase === 'verifying') &&
      drill === null &&
      componentIds.includes(statement.componentId) &&
      (startedAt?.ms ?? 0) <= (statement.since.ms ?? 0),
  );
  return !muted && !planned;
};
