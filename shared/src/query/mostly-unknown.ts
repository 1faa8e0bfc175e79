import type { Uptime } from './uptime.ts';

/** Whether more than half of the window is unknown: a figure from the rest would be mistaken for one of the whole. */
export const mostlyUnknown = ({ unknownMinutes, windowMinutes }: Pick<Uptime, 'unknownMinutes' | 'windowMinutes'>): boolean =>
  unknownMinutes > windowMinutes / 2;
