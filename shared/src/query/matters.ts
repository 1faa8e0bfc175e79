import { isRunning } from '../domain/planned-work.ts';
import type { BoardState, Component, Incident, Maintenance } from '../domain/state.ts';
import { type Level, levelRank } from '../domain/words.ts';
import { incidentOrder } from './incident-order.ts';
import { latestFirst } from './overrun.ts';
import { allStatuses, type ComponentStatus, incidentLevel, isExplained, type StandingStatement } from './status.ts';

/** One thing that people have to know now. Exercises are left out. */
export type Matter =
  | { readonly kind: 'incident'; readonly id: string; readonly level: Level; readonly incident: Incident }
  /** A component in trouble that no open incident explains. `deciding`: the statement that decides its level. */
  | {
      readonly kind: 'component';
      readonly id: string;
      readonly level: Level;
      readonly component: Component;
      readonly status: ComponentStatus;
      readonly deciding: StandingStatement | null;
    }
  | { readonly kind: 'maintenance'; readonly id: string; readonly level: 'under_maintenance'; readonly maintenance: Maintenance };

/** All that is not well, each thing once, worst first: open incidents in their order, then components that neither an incident nor running maintenance explains, then running maintenance, what has overrun before what is on time. */
export const matters = (board: BoardState): Matter[] => {
  const incidents = incidentOrder(board);
  const statuses = allStatuses(board);
  const all: Matter[] = incidents.map((incident) => ({ kind: 'incident', id: incident.id, level: incidentLevel(incident), incident }));
  const running = Object.values(board.maintenances)
    .filter((work) => work.drill === null && isRunning(work))
    .sort(latestFirst);
  const worked = new Set(running.flatMap(({ componentIds }) => componentIds));
  for (const component of Object.values(board.components)) {
    const status = statuses[component.id];
    if (status === undefined || status.level === 'operational' || isExplained(incidents, component.id, status.level)) continue;
    if (status.level === 'under_maintenance' && worked.has(component.id)) continue;
    const deciding = status.statements.find(({ id }) => id === status.deciding) ?? null;
    all.push({ kind: 'component', id: component.id, level: status.level, component, status, deciding });
  }
  for (const maintenance of running) all.push({ kind: 'maintenance', id: maintenance.id, level: 'under_maintenance', maintenance });
  // Sorting is stable, so entries of one level keep this order.
  return all.sort((a, b) => levelRank(b.level) - levelRank(a.level));
};
