import type { People } from '../auth/people.ts';
import { type Handle, makeHandle } from '../command/handle.ts';
import { startScheduler } from '../command/scheduler.ts';
import type { Leadership } from '../duty/leadership.ts';
import { commandRoutes } from '../http/writes/command-routes.ts';
import type { Projection } from '../projection/projection.ts';
import type { AppPorts, AppSettings } from './app-ports.ts';
import { type Room, room } from './room.ts';

/** Commands of people and programs, and events that become due with time. */
export const openCommands = (
  { log, evidence, clock, newId, newUuid, reserve, onError }: AppPorts,
  projection: Projection,
  { leadership, people }: { leadership: Leadership; people: People },
  { holdMs, suspect }: AppSettings,
): Room & { handle: Handle } => {
  const handle = makeHandle({
    log,
    projection,
    evidence,
    clock,
    holdMs,
    suspect,
    mayStill: (actor, right) => people.mayStill(actor.id, right),
    newId,
    newEventId: newUuid,
    makeRoom: () => reserve?.release() ?? false,
  });
  const stopScheduler = startScheduler({ projection, clock, handle, log, evidence, leadership, onError: (error) => onError(error, 'scheduler') });
  return room({
    handle,
    routes: commandRoutes(handle),
    stop: async () => {
      await stopScheduler();
      await evidence.close();
    },
  });
};
