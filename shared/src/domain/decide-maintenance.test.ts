import { expect, test } from 'vitest';
import { EXAMPLE_BOARD } from '../testing/example-board.ts';
import { given, NOW } from '../testing/given.ts';
import type { Command, CommandOf } from './command.ts';
import { exactly, UNKNOWN_TIME } from './fact-time.ts';
import type { MaintenancePhase } from './words.ts';

const schedule = (rest: object = {}): CommandOf<'schedule-maintenance'> => ({
  type: 'schedule-maintenance',
  maintenanceId: 'mnt-a',
  title: 'New disks',
  componentIds: ['player'],
  from: exactly(NOW + 1_000),
  until: exactly(NOW + 9_000),
  scope: 'public',
  ...rest,
});
const to = (phase: MaintenancePhase): Command => ({ type: 'change-maintenance-phase', maintenanceId: 'mnt-a', phase });
const move: Command = { type: 'reschedule-maintenance', maintenanceId: 'mnt-a', from: exactly(NOW), until: exactly(NOW + 5) };

const DAY = 24 * 3_600_000;
test('[DC63] planned work lasts at most 366 days, and no plan or promise lies more than ten years ahead or back', () => {
  given(EXAMPLE_BOARD)
    .when(schedule({ until: exactly(NOW + 366 * DAY) }))
    .then([{ type: 'maintenance-scheduled' }]);
  given(EXAMPLE_BOARD)
    .when(schedule({ until: exactly(NOW + 367 * DAY) }))
    .thenRejected('maintenance_too_long', 'until');
  given([...EXAMPLE_BOARD, schedule()])
    .when({ ...move, from: exactly(NOW + 4_000 * DAY), until: exactly(NOW + 4_001 * DAY) } as Command)
    .thenRejected('time_too_far', 'from');
  const promise = (days: number): Command => ({
    type: 'make-commitment',
    kind: 'action',
    text: 'Replace it',
    due: { ms: NOW, untilMs: NOW + days * DAY, precision: 'day' },
  });
  given(EXAMPLE_BOARD)
    .when(promise(3_650))
    .then([{ type: 'commitment-made' }]);
  given(EXAMPLE_BOARD).when(promise(3_700)).thenRejected('time_too_far', 'due');
  // What went before can still be recorded, and with the time at which it was announced however long ago that is.
  const before = (days: number): object => ({ from: exactly(NOW - days * DAY), until: exactly(NOW - days * DAY + 3_600_000) });
  given(EXAMPLE_BOARD)
    .when(schedule(before(3_650)))
    .then([{ type: 'maintenance-scheduled' }]);
  given(EXAMPLE_BOARD)
    .when(schedule(before(3_700)))
    .thenRejected('plan_too_old', 'from');
  given(EXAMPLE_BOARD)
    .when(schedule({ ...before(3_700), at: exactly(NOW - 3_710 * DAY) }))
    .then([{ type: 'maintenance-scheduled' }]);
  given([...EXAMPLE_BOARD, schedule()])
    .when({ ...move, ...before(20_000) } as Command)
    .thenRejected('plan_too_old', 'from');
  given(EXAMPLE_BOARD)
    .when({ type: 'make-commitment', kind: 'action', text: 'Replace it', due: exactly(Date.UTC(1971, 0)) })
    .thenRejected('plan_too_old', 'due');
});

test('[DC60] planned work has a new id, known components, a beginning and a later end', () => {
  given(EXAMPLE_BOARD)
    .when(schedule())
    .then([{ type: 'maintenance-scheduled', stream: 'maintenance:mnt-a', scope: 'public', data: { text: null } }]);
  given([...EXAMPLE_BOARD, schedule()])
    .when(schedule())
    .thenRejected('already_exists', 'maintenanceId');
  given(EXAMPLE_BOARD)
    .when(schedule({ componentIds: ['player', 'mars'] }))
    .thenRejected('not_found', 'componentIds.1');
  given(EXAMPLE_BOARD)
    .when(schedule({ componentIds: ['player', 'billing'] }))
    .thenRejected('not_published', 'componentIds.1');
  given(EXAMPLE_BOARD)
    .when(schedule({ componentIds: ['billing'], scope: 'internal' }))
    .then([{ type: 'maintenance-scheduled' }]);
  given(EXAMPLE_BOARD)
    .when(schedule({ until: exactly(NOW) }))
    .thenRejected('invalid', 'until');
  given(EXAMPLE_BOARD)
    .when(schedule({ from: UNKNOWN_TIME }))
    .thenRejected('invalid', 'until');
});
test('[DC61] planned work moves until it is over, in front of those it was announced to', () => {
  given([...EXAMPLE_BOARD, schedule()])
    .when(move)
    .then([{ type: 'maintenance-rescheduled', scope: 'public', data: { reason: null } }]);
  given([...EXAMPLE_BOARD, schedule(), to('cancelled')])
    .when(move)
    .thenRejected('wrong_phase', 'maintenanceId');
  given([...EXAMPLE_BOARD, schedule()])
    .when({ ...move, until: exactly(1) } as Command)
    .thenRejected('invalid', 'until');
  given(EXAMPLE_BOARD).when(move).thenRejected('not_found', 'maintenanceId');
});

test('[DC208] who moves work and says which times they saw is refused where somebody else moved it meanwhile', () => {
  const seen = { expectedFrom: schedule().from, expectedUntil: schedule().until };
  given([...EXAMPLE_BOARD, schedule()])
    .when({ ...move, ...seen })
    .then([{ type: 'maintenance-rescheduled' }]);
  const { decision } = given([...EXAMPLE_BOARD, schedule(), move]).when({ ...move, until: exactly(NOW + 90_000_000), ...seen });
  expect(decision).toMatchObject({ reason: 'work_moved', params: { from: move.from, until: move.until } });
  given([...EXAMPLE_BOARD, schedule(), move])
    .when({ ...move, until: exactly(NOW + 90_000_000), expectedFrom: move.from, expectedUntil: move.until })
    .then([{ type: 'maintenance-rescheduled' }]);
});

const ALLOWED: Record<string, MaintenancePhase[]> = {
  scheduled: ['in_progress', 'cancelled'],
  in_progress: ['verifying', 'completed', 'cancelled'],
  verifying: ['in_progress', 'completed', 'cancelled'],
  completed: [],
  cancelled: [],
};
const PATH: Record<string, MaintenancePhase[]> = {
  scheduled: [],
  in_progress: ['in_progress'],
  verifying: ['in_progress', 'verifying'],
  completed: ['in_progress', 'completed'],
  cancelled: ['cancelled'],
};
test.each(Object.keys(ALLOWED))('[DC62] planned work that is %s goes only where work can go from there', (phase) => {
  const history = [...EXAMPLE_BOARD, schedule(), ...(PATH[phase] ?? []).map(to)];
  for (const next of ['scheduled', 'in_progress', 'verifying', 'completed', 'cancelled'] as const) {
    const asked = given(history).when(to(next));
    if (next === phase) asked.thenRejected('nothing_to_change', 'phase');
    else if (ALLOWED[phase]?.includes(next)) asked.then([{ type: 'maintenance-phase-changed', scope: 'public', data: { phase: next } }]);
    else asked.thenRejected('wrong_phase', 'phase');
  }
});
