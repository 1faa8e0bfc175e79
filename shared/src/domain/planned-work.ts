import { lateAfter } from './fact-span.ts';
import type { Maintenance } from './state.ts';

/**
 * The one definition of planned work and its effects. Status, verdict, statistics and the memory of trouble all use it.
 *
 *     scheduled ──▶ in_progress ⇄ verifying ──▶ completed, cancelled
 *                   └─ running ──────────┘
 *                      excusing until its announced end; after that the work has overrun and excuses nothing
 */

/** Whether the work is running now, exercises included. Screens list it as running. */
export const isRunning = ({ phase }: Pick<Maintenance, 'phase'>): boolean => phase === 'in_progress' || phase === 'verifying';

/** Whether it was completed or cancelled. Ended work stays ended. */
export const isOver = ({ phase }: Pick<Maintenance, 'phase'>): boolean => phase === 'completed' || phase === 'cancelled';

/** The announced end, UTC ms: the last moment of an imprecise end. Null when it has no date. */
export const announcedEnd = ({ until }: Pick<Maintenance, 'until'>): number | null => lateAfter(until);

/**
 * Whether the work now mutes machine statements about its components, so that they do not count as trouble. Work of an exercise mutes nothing,
 * nor does work whose announced end has passed.
 */
export const isExcusing = (work: Pick<Maintenance, 'phase' | 'drill' | 'overran'>): boolean => work.drill === null && isRunning(work) && !work.overran;

type Excused = Pick<Maintenance, 'drill' | 'until' | 'excused' | 'excusedSince'>;

/** The times excluded from the statistics of its components, UTC ms; `until` may be in the future, and is null without a dated end. Time beyond the announced end is never excluded. */
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
