import type { Level } from '@sitrep/shared/domain/words.ts';
import type { Uptime } from '@sitrep/shared/query/uptime.ts';
import type { SkylineDay } from './skyline-shape.ts';

/** What the server counts for each component over 90 days. Not the live level: that comes from the board. */
export interface ComponentReport {
  readonly id: string;
  readonly uptime: Uptime;
  /** Per day: the index of its worst level in `levels` (null before the component existed), and its minutes of outage. */
  readonly days: { readonly worst: readonly (number | null)[]; readonly downMinutes: readonly number[] };
}
export interface ComponentReports {
  readonly components: readonly ComponentReport[];
  readonly levels: readonly Level[];
  /** UTC ms of the midnights in `zone` at which the days begin, and of the one that ends today. */
  readonly dayStarts: readonly number[];
  /** The time zone whose midnights divide the days. */
  readonly zone: string;
}

/** The days of one component, ready to draw. Empty if the answer came from a node of the previous version, whose format differs. */
export const skylineDays = (days: ComponentReport['days'] | undefined, { levels, dayStarts }: Pick<ComponentReports, 'levels' | 'dayStarts'>): SkylineDay[] =>
  (days?.worst ?? []).map((worst, index) => ({
    from: dayStarts[index] ?? 0,
    worst: worst === null ? null : (levels[worst] ?? null),
    downMinutes: days?.downMinutes[index] ?? 0,
  }));
