import type { Level } from '@sitrep/shared/domain/words.ts';
import type { Uptime } from '@sitrep/shared/query/uptime.ts';
import type { SkylineDay } from './skyline-shape.ts';

/** What the server counts for each component over 90 days; the live level is not taken from here. */
export interface ComponentReport {
  readonly id: string;
  readonly uptime: Uptime;
  /** One number a day: the place of its worst level in `levels`, null before the component began; and minutes of outage. */
  readonly days: { readonly worst: readonly (number | null)[]; readonly downMinutes: readonly number[] };
}
export interface ComponentReports {
  readonly components: readonly ComponentReport[];
  readonly levels: readonly Level[];
  /** UTC ms of the midnights of `zone` that divide the days, and of the one after today. */
  readonly dayStarts: readonly number[];
  /** Whose midnights divide the days of every skyline. */
  readonly zone: string;
}

/** The days of one component as they are drawn; none from a node of the version before, which told them otherwise. */
export const skylineDays = (days: ComponentReport['days'] | undefined, { levels, dayStarts }: Pick<ComponentReports, 'levels' | 'dayStarts'>): SkylineDay[] =>
  (days?.worst ?? []).map((worst, index) => ({
    from: dayStarts[index] ?? 0,
    worst: worst === null ? null : (levels[worst] ?? null),
    downMinutes: days?.downMinutes[index] ?? 0,
  }));
