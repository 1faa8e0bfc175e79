import type { Metric } from 'prom-client';
import type { Guard } from '../guard/guard.ts';
import type { Route } from '../http/routing/route.ts';

/** A part of the server that somebody could leave out: what it answers, what protects it, what it counts, and how it ends. `app.ts` is the list of them. */
export interface Room {
  readonly routes: readonly Route[];
  /** Watched from the start, and tested twice a minute. */
  readonly guards: readonly Guard[];
  /** Shown by `/metrics`; made without a registry, so that several nodes fit in one process. */
  readonly metrics: readonly Metric[];
  /** Resolves once nothing of it runs any more. It may rely on every room that was opened before. */
  stop(): Promise<void> | void;
}

/** A room that has nothing of its own beside what is given. */
export const room = <T extends Partial<Room>>(given: T): T & Room => ({ routes: [], guards: [], metrics: [], stop: () => {}, ...given });
