import type { CommandOf } from './command.ts';
import type { Decide, Header } from './decision.ts';
import { fact, firstRefusal, header, hiddenComponent, isRejection, refuseDrill, refuseTelling, telling, unknownComponent } from './decision.ts';
import type { FactTime } from './fact-time.ts';
import { isLater } from './fact-time.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection.ts';
import type { Maintenance } from './state.ts';
import type { MaintenancePhase } from './words.ts';
import { inWords } from './words.ts';
import type { Context, World } from './world.ts';

const NEXT: Record<MaintenancePhase, readonly MaintenancePhase[]> = {
  scheduled: ['in_progress', 'cancelled'],
  in_progress: ['verifying', 'completed', 'cancelled'],
  verifying: ['in_progress', 'completed', 'cancelled'],
  completed: [],
  cancelled: [],
};

export const scheduleMaintenance: Decide<'schedule-maintenance'> = (world, command, context) => {
  const { title, text = null, componentIds, from, until, drill, scope } = command;
  const maintenanceId = command.maintenanceId ?? context.newId('mnt');
  if (world.maintenance(maintenanceId) !== undefined) {
    return reject('already_exists', `There is planned work ${maintenanceId} already. Choose another id.`, 'maintenanceId');
  }
  const refused = firstRefusal([
    refuseDrill(world, drill, { scope }),
    refuseWindow(from, until),
    ...componentIds.flatMap((id, index) => [unknownComponent(world, id, `componentIds.${index}`), hiddenComponent(world, id, scope, `componentIds.${index}`)]),
  ]);
  if (refused !== null) return refused;
  const head = header(command, context, `maintenance:${maintenanceId}`, { scope, drill });
  return { events: [fact(head, 'maintenance-scheduled', { maintenanceId, title, text, componentIds, from, until })] };
};

export const rescheduleMaintenance: Decide<'reschedule-maintenance'> = (world, command, context) => {
  const known = find(world, command);
  if (isRejection(known)) return known;
  const { maintenanceId, from, until, reason = null } = command;
  if (NEXT[known.phase].length === 0) return reject('wrong_phase', `The work is ${known.phase}. Schedule new work instead.`, 'maintenanceId');
  const data = { maintenanceId, from, until, reason, ...telling(command) };
  return (
    refuseWindow(from, until) ?? refuseTelling(known, command, 'work') ?? { events: [fact(headOf(known, command, context), 'maintenance-rescheduled', data)] }
  );
};

export const changeMaintenancePhase: Decide<'change-maintenance-phase'> = (world, command, context) => {
  const known = find(world, command);
  if (isRejection(known)) return known;
  const { maintenanceId, phase } = command;
  if (phase === known.phase) return reject('nothing_to_change', `The work is ${inWords(phase).toLowerCase()} already.`, 'phase');
  if (!NEXT[known.phase].includes(phase)) {
    const next = NEXT[known.phase].map((word) => inWords(word).toLowerCase()).join(', ');
    return reject(
      'wrong_phase',
      next === '' ? `The work is ${known.phase} for good. Schedule new work instead.` : `From here the work can go to: ${next}.`,
      'phase',
    );
  }
  return { events: [fact(headOf(known, command, context), 'maintenance-phase-changed', { maintenanceId, phase })] };
};

const refuseWindow = (from: FactTime, until: FactTime): Rejection | null =>
  isLater(until, from) ? null : reject('invalid', 'Planned work needs a beginning and a later end.', 'until');

const headOf = (known: Maintenance, command: CommandOf<'reschedule-maintenance' | 'change-maintenance-phase'>, context: Context): Header =>
  header(command, context, `maintenance:${known.id}`, { scope: known.scope, drill: known.drill });

const find = (world: World, { maintenanceId }: { maintenanceId: string }): Maintenance | Rejection => {
  const known = world.maintenance(maintenanceId);
  if (known === undefined) return reject('not_found', `There is no planned work ${maintenanceId}. Check the id.`, 'maintenanceId');
  return refuseDrill(world, known.drill, { field: 'maintenanceId' }) ?? known;
};
