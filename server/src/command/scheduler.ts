import { dueCommands } from '@sitrep/shared/query/due.ts';
import type { Clock } from '../clock.ts';
import type { Projection } from '../projection/projection.ts';
import type { Handle } from './handle.ts';

const LOOK_MS = 1_000;
const ISSUER = { principal: 'scheduler', actor: { kind: 'scheduler', name: 'Scheduler' }, role: 'system' } as const;

export interface SchedulerPorts {
  projection: Projection;
  clock: Clock;
  handle: Handle;
  onError(error: unknown): void;
}

/**
 * Appends what time itself brings: mutes end, work begins, statements run out. Every node looks; the key of each due thing lets one of them in.
 * Returns the stop, which waits for the look under way.
 */
export const startScheduler = ({ projection, clock, handle, onError }: SchedulerPorts): (() => Promise<void>) => {
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    for (const { key, command } of dueCommands(projection.world().board, clock.now())) {
      // One that cannot be recorded must not keep the others waiting. A refusal means that somebody was quicker.
      await handle(command, { ...ISSUER, idempotencyKey: key }).catch(onError);
    }
  };
  const stop = clock.every(LOOK_MS, () => {
    looking ??= look()
      .catch(onError)
      .finally(() => {
        looking = null;
      });
  });
  return async () => {
    stop();
    await looking;
  };
};
