import type { Component } from '@sitrep/shared/domain/state.ts';
import type { Uptime } from '@sitrep/shared/query/uptime.ts';

/** The part of the API's answer about one component's availability that history shows. */
export interface ComponentUptime extends Pick<Component, 'id' | 'name' | 'target'> {
  readonly uptime: Uptime;
}
/** The years in which incidents began, and the number of undated incidents. */
export interface Years {
  readonly years: readonly { readonly year: number; readonly incidents: number }[];
  readonly undated: number;
}
