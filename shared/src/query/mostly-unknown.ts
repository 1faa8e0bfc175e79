import type { Uptime } from './uptime.ts';

/** Whether more than half of the window is unknown: a figure from the rest would be read as one for all of it. */
export const mostlyUnknown = ({ unknownMinutes, windowMinutes }: Pick<Uptime, 'unknownMinutes' | 'windowMinutes'>): boolean =>
  unknownMinutes > windowMinutes / 2;
