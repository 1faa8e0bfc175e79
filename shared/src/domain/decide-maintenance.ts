import type { CommandOf } from './command.ts';
import type { Decide, Header } from './decision.ts';
import { equal, fact, firstRefusal, header, hiddenComponent, isRejection, refuseDrill, refuseTelling, telling, unknownComponent } from './decision.ts';
import { msBetween } from './fact-span.ts';
import type { FactTime } from './fact-time.ts';
import { isLater, wordless } from './fact-time.ts';
import { announcedEnd, isOver } from './planned-work.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection.ts';
import type { Maintenance } from './state.ts';
import type { MaintenancePhase } from './words.ts';
import type { Context, World } from './world.ts';

const NEXT: Record<MaintenancePhase, readonly MaintenancePhase[]> = {
  scheduled: ['in_progress', 'cancelled'],
  in_progress: ['verifying', 'completed', 'cancelled'],
  verifying: ['in_progress', 'completed', 'cancelled'],
  completed: [],
  cancelled: [],
};

export const scheduleMaintenance: Decide<'schedule-maintenance'> = (world, command, context) => {
  const { title, text = null, componentIds, from, until, completesItself = false, drill, scope } = command;
  const maintenanceId = command.maintenanceId ?? context.newId('mnt');
  if (world.maintenance(maintenanceId) !== undefined) {
    return reject('maintenance_exists', { maintenanceId }, 'maintenanceId');
  }
  const refused = firstRefusal([
    refuseDrill(world, drill, { scope }),
    refuseWindow(from, until),
    ...componentIds.flatMap((id, index) => [unknownComponent(world, id, `componentIds.${index}`), hiddenComponent(world, id, scope, `componentIds.${index}`)]),
  ]);
  if (refused !== null) return refused;
  const head = header(command, context, `maintenance:${maintenanceId}`, { scope, drill });
  return {
    events: [fact(head, 'maintenance-scheduled', { maintenanceId, title, text, componentIds, from, until, ...(completesItself && { completesItself }) })],
  };
};

export const rescheduleMaintenance: Decide<'reschedule-maintenance'> = (world, command, context) => {
  const known = find(world, command);
  if (isRejection(known)) return known;
  const { maintenanceId, from, until, reason = null } = command;
  if (isOver(known)) return reject('maintenance_over', { maintenanceId, phase: known.phase }, 'maintenanceId');
  const { expectedFrom = known.from, expectedUntil = known.until } = command;
  if (!isSame(expectedFrom, known.from) || !isSame(expectedUntil, known.until))
    return reject('work_moved', { maintenanceId, from: known.from, until: known.until }, isSame(expectedUntil, known.until) ? 'expectedFrom' : 'expectedUntil');
  const data = { maintenanceId, from, until, reason, ...telling(command) };
  return (
    refuseWindow(from, until) ??
    refuseTelling(known, command, 'maintenance') ?? { events: [fact(headOf(known, command, context), 'maintenance-rescheduled', data)] }
  );
};

export const changeMaintenancePhase: Decide<'change-maintenance-phase'> = (world, command, context) => {
  const known = find(world, command);
  if (isRejection(known)) return known;
  const { maintenanceId, phase } = command;
  if (phase === known.phase) return reject('maintenance_phase_unchanged', { maintenanceId, phase }, 'phase');
  if (isOver(known)) return reject('maintenance_over', { maintenanceId, phase: known.phase }, 'phase');
  const next = NEXT[known.phase];
  if (!next.includes(phase)) return reject('maintenance_phase_order', { maintenanceId, phase: known.phase, next }, 'phase');
  return { events: [fact(headOf(known, command, context), 'maintenance-phase-changed', { maintenanceId, phase })] };
};

export const overrunMaintenance: Decide<'overrun-maintenance'> = (world, command, context) => {
  const known = find(world, command);
  if (isRejection(known)) return known;
  const { maintenanceId } = command;
  const end = announcedEnd(known);
  if (isOver(known)) return reject('maintenance_over', { maintenanceId, phase: known.phase }, 'maintenanceId');
  if (known.overran || end === null || end > context.now) return reject('maintenance_not_late', { maintenanceId }, 'maintenanceId');
  return { events: [fact(headOf(known, command, context), 'maintenance-overran', { maintenanceId })] };
};

/** The same time, whatever its wording. */
const isSame = (a: FactTime, b: FactTime): boolean => equal(wordless(a), wordless(b));

const LONGEST_DAYS = 366;
const refuseWindow = (from: FactTime, until: FactTime): Rejection | null => {
  if (!isLater(until, from)) return reject('maintenance_ends_early', {}, 'until');
  return (msBetween(from, until) ?? 0) > LONGEST_DAYS * 24 * 3_600_000 ? reject('maintenance_too_long', { maxDays: LONGEST_DAYS }, 'until') : null;
};

const headOf = (
  known: Maintenance,
  command: CommandOf<'reschedule-maintenance' | 'change-maintenance-phase' | 'overrun-maintenance'>,
  context: Context,
): Header => header(command, context, `maintenance:${known.id}`, { scope: known.scope, drill: known.drill });

const find = (world: World, { maintenanceId }: { maintenanceId: string }): Maintenance | Rejection => {
  const known = world.maintenance(maintenanceId);
  if (known === undefined) return reject('maintenance_unknown', { maintenanceId }, 'maintenanceId');
  return refuseDrill(world, known.drill, { field: 'maintenanceId' }) ?? known;
};
