import { type Component, lookup } from '@sitrep/shared/domain/state.ts';
import { historyOf } from '@sitrep/shared/query/history-of.ts';
import { type ComponentStatus, componentStatus } from '@sitrep/shared/query/status.ts';
import { type Day, skyline, type Uptime, uptime } from '@sitrep/shared/query/uptime.ts';
import { stretchesOf } from '../../projection/level-history.ts';
import type { ScopeView } from '../../projection/scope-view.ts';

const DAY = 86_400_000;
const DAYS = 90;

export interface ComponentReport extends Component {
  /** UTC ms; null while it is on the board. For a retired component the other fields describe the time before. */
  readonly retiredAt: number | null;
  readonly status: ComponentStatus;
  /** Over the 90 days of `skyline`, up to now. */
  readonly uptime: Uptime;
  readonly skyline: Day[];
}

/**
 * The full report of one component. A retired component is reported as of its retirement: the days end there. `now`: UTC ms; `zone`: whose midnights
 * divide the days. Null for a component that never was on the board.
 */
export const componentReport = (view: ScopeView, componentId: string, now: number, zone: string): ComponentReport | null => {
  const { board } = view.state;
  const { incidents, maintenances, components, levels } = view.fold.archive;
  const live = lookup(board.components, componentId);
  const archived = components.get(componentId);
  const retiredAt = live === undefined ? (archived?.retiredAt ?? null) : null;
  const component = live ?? archived;
  if (component === undefined || (live === undefined && retiredAt === null)) return null;
  const end = retiredAt ?? now;
  const said = [...levels.values()].filter((one) => one.componentId === componentId).flatMap(stretchesOf);
  const history = historyOf(componentId, incidents.values(), maintenances.values(), said);
  const days = skyline(component, history, DAYS, end, zone);
  return {
    ...component,
    retiredAt,
    status: componentStatus(board, componentId),
    uptime: uptime(component, history, days[0]?.from ?? end - DAYS * DAY, end),
    skyline: days,
  };
};
