import type { Incident } from './state.ts';

/** Whether an incident counts in statistics and in statements about the past: it belongs to no exercise and was not dismissed. The only definition of this. */
export const isReal = ({ drill, dismissed }: Pick<Incident, 'drill' | 'dismissed'>): boolean => drill === null && dismissed === null;
