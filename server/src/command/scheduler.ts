import { streamOf } from '@sitrep/shared/domain/stream-of.ts';
import { dueCommands } from '@sitrep/shared/query/due.ts';
import type { Leadership, Term } from '../duty/leadership.ts';
import type { Clock } from '../ground/clock.ts';
import type { EventLog } from '../log/event-log.ts';
import { StaleFence } from '../log/leases.ts';
import type { Projection } from '../projection/projection.ts';
import type { EvidenceStore } from '../samples/evidence-store.ts';
import { evidenceEnds } from './evidence-ends.ts';
import type { Handle } from './handle.ts';

const LOOK_MS = 1_000;
const PRUNE_MS = 3_600_000;
/** Commands are repeated within minutes; days allow for clients that were offline. */
const KEYS_KEPT_MS = 7 * 24 * 3_600_000;
const ISSUER = { principal: 'scheduler', actor: { kind: 'scheduler', name: 'Scheduler' }, rights: 'system' } as const;

export interface SchedulerPorts {
  projection: Projection;
  clock: Clock;
  handle: Handle;
  log: Pick<EventLog, 'pruneIdempotency'>;
  leadership: Leadership;
  evidence: EvidenceStore;
  onError(error: unknown): void;
}

/**
 * Appends the events that become due with time: mutes end, work begins, evidence is lost. Only the leader does; the key of each due event also lets only one node
 * append it. Once an hour it also deletes idempotency keys older than a week and renewals of what is not stated any more. Returns a stop function, which waits for the check under way.
 */
export const startScheduler = (ports: SchedulerPorts): (() => Promise<void>) => ports.leadership.whileLeader((term) => schedule(ports, term));

const schedule = ({ projection, clock, handle, log, evidence, onError }: SchedulerPorts, term: Term): (() => Promise<void>) => {
  // Who leads by now does the rest; this node's term ends with its next beat.
  const report = (error: unknown) => {
    if (!(error instanceof StaleFence)) onError(error);
  };
  let looking: Promise<void> | null = null;
  const endsOf = evidenceEnds(evidence, onError);
  const look = async (): Promise<void> => {
    const now = clock.now();
    const evidenceEnd = await endsOf(projection.internal.state.board, now);
    const { board, customers } = projection.internal.state;
    for (const { command } of dueCommands(board, customers ?? board, now, evidenceEnd)) {
      // The version distinguishes a due event from a later one of the same kind: a check renewed after its silence, a promise moved away and back.
      const stream = streamOf(command) ?? '';
      const key = `${command.type} ${stream}@${projection.streamVersion(stream)}`;
      // One that cannot be recorded must not block the others. A refusal means that someone else was quicker.
      await handle(command, { ...ISSUER, idempotencyKey: key, fence: term.fence }).catch(report);
    }
  };
  const stop = clock.every(LOOK_MS, () => {
    looking ??= look()
      .catch(report)
      .finally(() => {
        looking = null;
      });
  });
  const prune = () => {
    void log.pruneIdempotency(clock.now() - KEYS_KEPT_MS).catch(onError);
    void evidence.prune(Object.keys(projection.internal.state.board.statements), clock.now()).catch(onError);
  };
  prune();
  const stopPruning = clock.every(PRUNE_MS, prune);
  return async () => {
    stop();
    stopPruning();
    await looking;
  };
};
