import type { Component, Incident } from '@sitrep/shared/domain/state.ts';
import { historyOf } from '@sitrep/shared/query/history-of.ts';
import { allStatuses, type ComponentStatus } from '@sitrep/shared/query/status.ts';
import { type Day, skyline, type Uptime, uptime } from '@sitrep/shared/query/uptime.ts';
import type { ScopeView } from '../../projection/scope-view.ts';

const DAY = 86_400_000;
const DAYS = 90;

export interface ComponentReport extends Component {
  readonly status: ComponentStatus;
  /** Over the 90 days of `skyline`, up to now. */
  readonly uptime: Uptime;
  readonly skyline: Day[];
}

// Counting is the dearest read there is, and a minute's age is invisible in 90 days.
const cache = new WeakMap<ScopeView, { etag: string; minute: number; zones: Map<string, ComponentReport[]> }>();
// People of one board live in few zones; whoever asks for the whole list of them must not fill the memory.
const ZONES_KEPT = 6;

/** Every component of the scope, in the order it was defined. Counted once per position, minute and zone. `now`: UTC ms; `zone`: whose midnights divide the days. */
export const componentReports = (view: ScopeView, now: number, zone: string): ComponentReport[] => {
  const etag = `${view.epoch}-${view.pos}`;
  const minute = Math.floor(now / 60_000);
  const kept = cache.get(view);
  const zones = kept?.etag === etag && kept.minute === minute ? kept.zones : new Map<string, ComponentReport[]>();
  const known = zones.get(zone);
  if (known !== undefined) return known;
  const { board } = view.state;
  const { maintenances, levels } = view.fold.archive;
  const incidents = byComponent(view.fold.archive.incidents.values());
  const statuses = allStatuses(board);
  const reports = Object.values(board.components).flatMap((component): ComponentReport[] => {
    const status = statuses[component.id];
    if (status === undefined) return [];
    const said = [...levels.values()].filter(({ componentId }) => componentId === component.id).flatMap(({ stretches }) => stretches);
    const history = historyOf(component.id, incidents.get(component.id) ?? [], maintenances.values(), said);
    const days = skyline(component, history, DAYS, now, zone);
    return [{ ...component, status, uptime: uptime(component, history, days[0]?.from ?? now - DAYS * DAY, now), skyline: days }];
  });
  if (zones.size < ZONES_KEPT) zones.set(zone, reports);
  cache.set(view, { etag, minute, zones });
  return reports;
};

const byComponent = (incidents: Iterable<Incident>): Map<string, Incident[]> => {
  const found = new Map<string, Incident[]>();
  for (const incident of incidents) {
    for (const id of new Set(incident.impacts.map(({ componentId }) => componentId))) {
      const known = found.get(id);
      if (known) known.push(incident);
      else found.set(id, [incident]);
    }
  }
  return found;
};
