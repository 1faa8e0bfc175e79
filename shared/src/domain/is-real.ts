import type { Incident } from './state.ts';

/** Whether an incident counts in statistics and in what is said of the past: it belongs to no exercise, and was not dismissed. The one place that says so. */
export const isReal = ({ drill, dismissed }: Pick<Incident, 'drill' | 'dismissed'>): boolean => drill === null && dismissed === null;
