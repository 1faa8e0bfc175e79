import type { Component, Incident, Maintenance } from '@sitrep/shared/domain/state.ts';
import { LEVELS } from '@sitrep/shared/domain/words.ts';
import { historyOf } from '@sitrep/shared/query/history-of.ts';
import { allStatuses, type ComponentStatus } from '@sitrep/shared/query/status.ts';
import { dayStarts, type LevelStretch, skylineBetween, type Uptime, uptime } from '@sitrep/shared/query/uptime.ts';
import { stretchesOf } from '../../projection/level-history.ts';
import type { ScopeView } from '../../projection/scope-view.ts';

/** The list row of one component: summary figures instead of the full report. */
export interface ComponentRow extends Component {
  readonly status: Omit<ComponentStatus, 'statements' | 'simulatedBy'>;
  /** Over the days of the list, up to now. */
  readonly uptime: Uptime;
  readonly days: {
    /** For each day the index of its worst level in the list's `levels`; null before the component began. */
    readonly worst: readonly (number | null)[];
    readonly downMinutes: readonly number[];
  };
  /** Always empty. A page of the previous version, still open during an upgrade, expects a list here. */
  readonly skyline: readonly never[];
}

const DAYS = 90;

/**
 * The rows of a scope as of now, in the order in which the components were defined. Each is computed when it is taken, so that other work can run
 * in between. Events recorded after the call are not included. `now`: UTC ms; `zone`: whose midnights divide the days.
 */
export const componentRows = (view: ScopeView, now: number, zone: string): { from: readonly number[]; rows: Iterable<ComponentRow> } => {
  const { board } = view.state;
  const { archive } = view.fold;
  const from = dayStarts(DAYS, now, zone);
  // Entities are replaced, never edited, so lists of them taken now keep this moment's state.
  const incidents = groupedBy(archive.incidents.values(), ({ impacts }: Incident) => impacts.map(({ componentId }) => componentId));
  const maintenances = groupedBy(archive.maintenances.values(), ({ componentIds }: Maintenance) => componentIds);
  const levels = groupedBy(archive.levels.values(), ({ componentId }) => [componentId]);
  return { from, rows: count() };

  function* count(): Generator<ComponentRow> {
    const statuses = allStatuses(board);
    for (const component of Object.values(board.components)) {
      const status = statuses[component.id];
      if (status === undefined) continue;
      const said: LevelStretch[] = (levels.get(component.id) ?? []).flatMap(stretchesOf);
      const history = historyOf(component.id, incidents.get(component.id) ?? [], maintenances.get(component.id) ?? [], said);
      const days = skylineBetween(component, history, from, now);
      const { level, evidence, measured, fresh, deciding, simulated } = status;
      yield {
        ...component,
        status: { level, evidence, measured, fresh, deciding, simulated },
        uptime: uptime(component, history, from[0] ?? now, now),
        days: {
          worst: days.map(({ worst }) => (worst === null ? null : LEVELS.indexOf(worst))),
          downMinutes: days.map(({ downMinutes }) => downMinutes),
        },
        skyline: [],
      };
    }
  }
};

const groupedBy = <T>(entities: Iterable<T>, keysOf: (entity: T) => readonly string[]): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const entity of entities) {
    for (const key of new Set(keysOf(entity))) {
      const known = groups.get(key);
      if (known) known.push(entity);
      else groups.set(key, [entity]);
    }
  }
  return groups;
};
