import type { Uptime } from '@sitrep/shared/query/uptime.ts';
import type { SkylineDay } from './skyline-shape.ts';

/** What the server counts for each component over 90 days; the live level is not taken from here. */
export interface ComponentReport {
  readonly id: string;
  readonly uptime: Uptime;
  readonly skyline: readonly SkylineDay[];
}
export interface ComponentReports {
  readonly components: readonly ComponentReport[];
  /** Whose midnights divide the days of every skyline. */
  readonly zone: string;
}
