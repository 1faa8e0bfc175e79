import type { Metric } from 'prom-client';
import type { Guard } from '../guard/guard.ts';
import type { Route } from '../http/routing/route.ts';

/** A removable part of the server: its routes, guards, metrics and stop function. `app.ts` lists all rooms. */
export interface Room {
  readonly routes: readonly Route[];
  /** Tested twice a minute from the start. */
  readonly guards: readonly Guard[];
  /** Shown by `/metrics`; created without a registry, so that several nodes can run in one process. */
  readonly metrics: readonly Metric[];
  /** Resolves once the room has stopped completely. Rooms opened before it are still running. */
  stop(): Promise<void> | void;
}

/** A room with defaults for everything that is not given. */
export const room = <T extends Partial<Room>>(given: T): T & Room => ({ routes: [], guards: [], metrics: [], stop: () => {}, ...given });
