import type { Event, EventOf, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';
import { asWorded, type FactTime } from './fact-time.ts';
import { announcedEnd, isOver, isRunning } from './planned-work.ts';
import { isAsCustomersGetIt } from './public-event.ts';
import type { Maintenance } from './state.ts';

/** Folds the events of one piece of planned work. Total: an event that does not fit changes nothing. Ended work stays ended. */
export const evolveMaintenance = (maintenance: Maintenance | undefined, event: Event | UnknownEvent): Maintenance | undefined => {
  if (isUnknown(event)) return maintenance;
  if (event.type === 'maintenance-scheduled') return maintenance ?? schedule(event);
  if (maintenance === undefined || event.stream !== `maintenance:${maintenance.id}` || isOver(maintenance)) return maintenance;
  switch (event.type) {
    case 'maintenance-rescheduled':
      return reschedule(maintenance, event);
    case 'maintenance-phase-changed':
      return changePhase(maintenance, event);
    case 'maintenance-overran':
      return maintenance.overran ? maintenance : { ...close(maintenance, momentOf(event)), overran: true };
    default:
      return maintenance;
  }
};

const schedule = (event: EventOf<'maintenance-scheduled'>): Maintenance => {
  const { maintenanceId, completesItself = false, ...planned } = event.data;
  return {
    ...planned,
    id: maintenanceId,
    phase: 'scheduled',
    startedAt: null,
    endedAt: null,
    drill: event.drill,
    scope: event.scope,
    completesItself,
    overran: false,
    excusableFrom: excusableFrom(planned.from, event.recordedAt),
    excused: [],
    excusedSince: null,
  };
};

/**
 * A move counts from its recording on, whatever time it names. Work moved after its announced end has passed is excused again from then on, not for the time
 * between.
 */
const reschedule = (work: Maintenance, event: EventOf<'maintenance-rescheduled'>): Maintenance => {
  const { recordedAt } = event;
  const isUntold = isAsCustomersGetIt(event) && event.data.told !== true;
  const from = isUntold ? asWorded(work.from, event.data.from) : event.data.from;
  const until = isUntold ? asWorded(work.until, event.data.until) : event.data.until;
  const end = announcedEnd(work);
  const late = work.overran || (end !== null && recordedAt > end);
  const known = late ? recordedAt : Math.min(work.excusableFrom, recordedAt);
  const moved: Maintenance = { ...work, from, until, excusableFrom: excusableFrom(from, known) };
  if (!late) return moved;
  const newEnd = announcedEnd({ until });
  const overran = newEnd !== null && newEnd <= recordedAt;
  const { excused } = close(work, recordedAt);
  return { ...moved, excused, overran, excusedSince: isRunning(work) && !overran ? recordedAt : null };
};

/** The announced beginning, but nothing that lies before it was announced. */
const excusableFrom = (from: FactTime, announcedAt: number): number => Math.max(from.ms ?? announcedAt, announcedAt);

/** Work excuses from its beginning on: what lies before the recording only as far as it had been announced. */
const changePhase = (work: Maintenance, event: EventOf<'maintenance-phase-changed'>): Maintenance => {
  const { phase } = event.data;
  const next = { ...work, phase };
  if (isOver(next)) return { ...close(next, momentOf(event)), endedAt: event.at };
  if (!isRunning(next) || work.startedAt !== null) return next;
  const since = Math.max(momentOf(event), Math.min(work.excusableFrom, event.recordedAt));
  const end = announcedEnd(work);
  const begins = !work.overran && (end === null || since < end);
  return { ...next, startedAt: event.at, excusedSince: begins ? since : null };
};

/** The excused time ends at the stated moment, at the latest at the announced end. */
const close = (work: Maintenance, at: number): Maintenance => {
  if (work.excusedSince === null) return work;
  const until = Math.min(at, announcedEnd(work) ?? at);
  const excused = until > work.excusedSince ? [...work.excused, { from: work.excusedSince, until }] : work.excused;
  return { ...work, excused, excusedSince: null };
};

const momentOf = ({ at, recordedAt }: Event): number => at.ms ?? recordedAt;
