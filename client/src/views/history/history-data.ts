import type { Component } from '@sitrep/shared/domain/state.ts';
import type { Uptime } from '@sitrep/shared/query/uptime.ts';

/** What the API answers about the availability of one component, as far as history shows it. */
export interface ComponentUptime extends Pick<Component, 'id' | 'name' | 'target'> {
  readonly uptime: Uptime;
}
/** The years in which something began, and how many incidents nobody could date. */
export interface Years {
  readonly years: readonly { readonly year: number; readonly incidents: number }[];
  readonly undated: number;
}
