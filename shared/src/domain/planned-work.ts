import type { Maintenance } from './state.ts';

/**
 * What planned work is, and what it takes away: the one place that says so. Status, verdict, statistics and the memory of trouble all ask here.
 *
 *     scheduled ──▶ in_progress ⇄ verifying ──▶ completed, cancelled
 *                   └─ running ──────────┘
 */

/** Whether the work is being done now, exercises included. A screen lists it as going on. */
export const isRunning = ({ phase }: Pick<Maintenance, 'phase'>): boolean => phase === 'in_progress' || phase === 'verifying';

/** Whether it ended, by being completed or cancelled. What is over stays over. */
export const isOver = ({ phase }: Pick<Maintenance, 'phase'>): boolean => phase === 'completed' || phase === 'cancelled';

/** Whether the work explains, now, what machines say of its components: they are muted by it, and their trouble is none. Work of an exercise explains nothing. */
export const isExcusing = (work: Pick<Maintenance, 'phase' | 'drill'>): boolean => work.drill === null && isRunning(work);

/** The times that leave the statistics of its components, UTC ms; `until` null while the work still excuses them. What never began, or has no times, excuses nothing. */
export const excusedTime = ({ startedAt, endedAt, ...work }: Pick<Maintenance, 'phase' | 'drill' | 'startedAt' | 'endedAt'>): ExcusedTime[] => {
  if (work.drill !== null || startedAt === null || startedAt.ms === null) return [];
  return [{ from: startedAt.ms, until: isExcusing(work) ? null : (endedAt?.ms ?? startedAt.ms) }];
};
export interface ExcusedTime {
  readonly from: number;
  readonly until: number | null;
}
