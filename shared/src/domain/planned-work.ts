import { lateAfter } from './fact-span.ts';
import type { Maintenance } from './state.ts';

/**
 * What planned work is, and what it takes away: the one place that says so. Status, verdict, statistics and the memory of trouble all ask here.
 *
 *     scheduled ──▶ in_progress ⇄ verifying ──▶ completed, cancelled
 *                   └─ running ──────────┘
 *                      excusing until its announced end; past it the work has overrun, and takes nothing away
 */

/** Whether the work is being done now, exercises included. A screen lists it as going on. */
export const isRunning = ({ phase }: Pick<Maintenance, 'phase'>): boolean => phase === 'in_progress' || phase === 'verifying';

/** Whether it ended, by being completed or cancelled. What is over stays over. */
export const isOver = ({ phase }: Pick<Maintenance, 'phase'>): boolean => phase === 'completed' || phase === 'cancelled';

/** When it should be over as announced, UTC ms: the last moment of an imprecise end. Null when it has no date. */
export const announcedEnd = ({ until }: Pick<Maintenance, 'until'>): number | null => lateAfter(until);

/**
 * Whether the work explains, now, what machines say of its components: they are muted by it, and their trouble is none. Work of an exercise explains nothing,
 * nor does work whose announced end has passed.
 */
export const isExcusing = (work: Pick<Maintenance, 'phase' | 'drill' | 'overran'>): boolean => work.drill === null && isRunning(work) && !work.overran;

type Excused = Pick<Maintenance, 'drill' | 'until' | 'excused' | 'excusedSince'>;

/** The times that leave the statistics of its components, UTC ms; `until` may lie ahead, and is null where no end was dated. Time beyond what was announced is none of them, however long the work took. */
export const excusedTime = ({ drill, until, excused, excusedSince }: Excused): ExcusedTime[] => {
  if (drill !== null) return [];
  const end = announcedEnd({ until });
  const isOpen = excusedSince !== null && (end === null || end > excusedSince);
  return isOpen ? [...excused, { from: excusedSince, until: end }] : [...excused];
};
export interface ExcusedTime {
  readonly from: number;
  readonly until: number | null;
}
