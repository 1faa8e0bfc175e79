import type { Event } from './event.ts';
import { exactly, type FactTime } from './fact-time.ts';
import { isMachine } from './is-machine.ts';
import { isExcusing } from './planned-work.ts';
import { standingMute } from './standing-mute.ts';
import type { BoardState, Statement } from './state.ts';
import { lookup, put } from './state.ts';
import { levelRank } from './words.ts';

/**
 * Records when trouble was last reported by statements without an incident; incidents have their own ends.
 * In: the board around the event. Out: the board after it, in which components whose trouble it ended keep that; a retired component does not.
 */
export const noteTrouble = (before: BoardState, after: BoardState, event: Event): BoardState => {
  const over = concerned(event)
    .flatMap((id) => lookup(before.statements, id) ?? [])
    .filter((statement) => isHeard(before, statement) && !isHeard(after, lookup(after.statements, statement.id)));
  if (over.length === 0) return after;
  let { components } = after;
  for (const { id, componentId, level, regions } of over) {
    const at = endOf(event, id);
    const component = lookup(components, componentId);
    if (component === undefined || (at.ms ?? 0) < (component.lastTrouble?.at.ms ?? Number.NEGATIVE_INFINITY)) continue;
    components = put(components, componentId, { ...component, lastTrouble: { level, regions, at } });
  }
  return components === after.components ? after : { ...after, components };
};

/** When the event ended what this statement says. */
const endOf = (event: Event, statementId: string): FactTime => {
  const lost = event.type === 'evidence-lost' ? event.data.lost.find((one) => one.statementId === statementId) : undefined;
  if (lost !== undefined) return exactly(lost.at);
  return event.at.ms === null ? exactly(event.recordedAt) : event.at;
};

const concerned = ({ type, data }: Event): string[] => {
  switch (type) {
    case 'statement-made':
    case 'statement-expired':
    case 'statement-withdrawn':
      return [data.statementId];
    case 'evidence-lost':
      return data.lost.map(({ statementId }) => statementId);
    case 'statements-muted':
      return Object.keys(data.levels);
    default:
      return [];
  }
};

/** Whether a statement reports trouble that is neither muted nor explained by planned work. */
const isHeard = ({ mutes, maintenances }: BoardState, statement: Statement | undefined): boolean => {
  if (statement === undefined || statement.expired || levelRank(statement.level) <= levelRank('unknown')) return false;
  if (!isMachine(statement.source.kind)) return true;
  if (standingMute(mutes, statement) !== null) return false;
  // Work explains trouble that began within it, not earlier trouble.
  return !Object.values(maintenances).some(
    (work) => isExcusing(work) && work.componentIds.includes(statement.componentId) && (work.excusedSince ?? 0) <= (statement.since.ms ?? 0),
  );
};
