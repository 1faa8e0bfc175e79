import { streamOf } from '@sitrep/shared/domain/stream-of.ts';
import { dueCommands } from '@sitrep/shared/query/due.ts';
import type { Clock } from '../ground/clock.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Projection } from '../projection/projection.ts';
import type { Handle } from './handle.ts';

const LOOK_MS = 1_000;
const PRUNE_MS = 3_600_000;
/** A repeat of a command comes within minutes; days are for those who were offline. */
const KEYS_KEPT_MS = 7 * 24 * 3_600_000;
const ISSUER = { principal: 'scheduler', actor: { kind: 'scheduler', name: 'Scheduler' }, role: 'system' } as const;

export interface SchedulerPorts {
  projection: Projection;
  clock: Clock;
  handle: Handle;
  log: Pick<EventLog, 'pruneIdempotency'>;
  onError(error: unknown): void;
}

/**
 * Appends what time itself brings: mutes end, work begins, statements run out. Every node looks; the key of each due thing lets one of them in.
 * Once an hour it also forgets idempotency keys of a week ago. Returns the stop, which waits for the look under way.
 */
export const startScheduler = ({ projection, clock, handle, log, onError }: SchedulerPorts): (() => Promise<void>) => {
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    const { board, customers } = projection.internal.state;
    for (const { command } of dueCommands(board, customers ?? board, clock.now())) {
      // The version tells a due thing from the same one due again: a check renewed after its silence, a promise moved away and back.
      const stream = streamOf(command) ?? '';
      const key = `${command.type} ${stream}@${projection.streamVersion(stream)}`;
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
  const prune = () => void log.pruneIdempotency(clock.now() - KEYS_KEPT_MS).catch(onError);
  prune();
  const stopPruning = clock.every(PRUNE_MS, prune);
  return async () => {
    stop();
    stopPruning();
    await looking;
  };
};
