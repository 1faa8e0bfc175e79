import type { Event, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';
import { isOver } from './planned-work.ts';
import type { Maintenance } from './state.ts';

/** One piece of planned work from its events. Total: an event that does not fit changes nothing. What is over stays over. */
export const evolveMaintenance = (maintenance: Maintenance | undefined, event: Event | UnknownEvent): Maintenance | undefined => {
  if (isUnknown(event)) return maintenance;
  if (event.type === 'maintenance-scheduled') {
    const { maintenanceId, ...planned } = event.data;
    if (maintenance !== undefined) return maintenance;
    return { ...planned, id: maintenanceId, phase: 'scheduled', startedAt: null, endedAt: null, drill: event.drill, scope: event.scope };
  }
  if (maintenance === undefined || event.stream !== `maintenance:${maintenance.id}` || isOver(maintenance)) return maintenance;
  switch (event.type) {
    case 'maintenance-rescheduled':
      return { ...maintenance, from: event.data.from, until: event.data.until };
    case 'maintenance-phase-changed': {
      const { phase } = event.data;
      const next = { ...maintenance, phase };
      if (isOver(next)) return { ...next, endedAt: event.at };
      return phase === 'scheduled' ? next : { ...next, startedAt: maintenance.startedAt ?? event.at };
    }
    default:
      return maintenance;
  }
};
