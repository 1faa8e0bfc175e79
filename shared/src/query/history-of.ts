import type { Audience } from '../domain/event.ts';
import { timesOfImpact } from '../domain/incident-spells.ts';
import { isReal } from '../domain/is-real.ts';
import { excusedTime } from '../domain/planned-work.ts';
import type { Incident, Maintenance } from '../domain/state.ts';
import type { History, HistoryImpact } from './uptime.ts';

/** A component's history for `uptime` and `skyline`, exercises left out. In: any incidents and maintenances, and the statements about it over time. */
export const historyOf = (
  componentId: string,
  incidents: Iterable<Incident>,
  maintenances: Iterable<Maintenance>,
  levels: History['levels'] = [],
): History => ({
  impacts: [...incidents].filter(isReal).flatMap((incident) => impactsOn(componentId, incident)),
  maintenances: [...maintenances].filter((work) => work.componentIds.includes(componentId)).flatMap(excusedTime),
  levels,
});

/** The impacts of an incident on one component, without "not affected". */
export const impactsOn = (componentId: string, incident: Pick<Incident, 'id' | 'phase' | 'endedAt' | 'occurrences' | 'impacts'>): HistoryImpact[] =>
  incident.impacts
    .filter((impact) => impact.componentId === componentId && !impact.notAffected)
    .map((impact) => ({
      incidentId: incident.id,
      level: impact.level,
      share: shareOf(impact.audience),
      estimate: impact.audience?.estimate ?? false,
      ...timesOfImpact(incident, impact),
    }));

/** Share of the audience affected, 0..1; null when not counted. */
export const shareOf = (audience: Audience | null): number | null =>
  audience?.kind === 'everyone' ? 1 : audience?.kind === 'share' ? (audience.share ?? null) : null;
