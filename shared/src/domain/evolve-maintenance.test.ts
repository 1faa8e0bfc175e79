import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueCommands } from '../query/due.ts';
import { componentStatus } from '../query/status.ts';
import { EXAMPLE_BOARD } from '../testing/example-board.ts';
import { contextAt, NOW, play } from '../testing/given.ts';
import { worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import { isRejection } from './decision.ts';
import type { Event } from './event.ts';
import { exactly, type FactTime } from './fact-time.ts';
import { excusedTime, isExcusing } from './planned-work.ts';
import type { Maintenance } from './state.ts';

const MINUTE = 60_000;
const at = (minute: number) => exactly(NOW + minute * MINUTE);
const planned = (from: number, until: number, rest: object = {}): Command => ({
  type: 'schedule-maintenance',
  maintenanceId: 'w',
  title: 'New disks',
  componentIds: ['player'],
  from: at(from),
  until: at(until),
  at: at(from - 1),
  scope: 'public',
  ...rest,
});
const move = (minute: number, until: number): Command => ({
  type: 'reschedule-maintenance',
  maintenanceId: 'w',
  from: at(-300),
  until: at(until),
  at: at(minute),
});
const phase = (minute: number, to: Maintenance['phase']): Command => ({ type: 'change-maintenance-phase', maintenanceId: 'w', phase: to, at: at(minute) });
const overran = (minute: number): Command => ({ type: 'overrun-maintenance', maintenanceId: 'w', at: at(minute) });
/** The board after commands, each decided at the moment it speaks of; what is refused changes nothing. */
const course = (...commands: Command[]) => {
  const events: Event[] = [...play(EXAMPLE_BOARD)] as Event[];
  for (const command of commands) {
    const now = (command as { at?: FactTime }).at?.ms ?? NOW;
    const decided = decide(worldOf(events), command, contextAt(now));
    if (isRejection(decided)) continue;
    for (const event of decided.events) events.push({ ...event, id: `w-${events.length}`, recordedAt: now } as Event);
  }
  return worldOf(events);
};
const after = (...commands: Command[]) => {
  const work = course(...commands).maintenance('w');
  if (work === undefined) throw new Error('no work');
  return work;
};
const minutes = (work: Maintenance) => excusedTime(work).map(({ from, until }) => [(from - NOW) / MINUTE, until === null ? null : (until - NOW) / MINUTE]);

test('[EV44] work excuses nothing after its announced end, told so or not', () => {
  const running = [planned(-300, -240), phase(-300, 'in_progress')];
  expect(minutes(after(...running))).toEqual([[-300, -240]]);
  expect(isExcusing(after(...running, overran(-240)))).toBe(false);
  expect(minutes(after(...running, overran(-240)))).toEqual([[-300, -240]]);
  expect(minutes(after(...running, phase(-10, 'completed')))).toEqual([[-300, -240]]);
  expect(minutes(after(...running, phase(-250, 'completed')))).toEqual([[-300, -250]]);
  expect(minutes(after(planned(-300, -240), phase(-200, 'in_progress')))).toEqual([]);
});
test('[EV44] moving its end later excuses from then on, and nothing that lies behind', () => {
  const late = [planned(-300, -240), phase(-300, 'in_progress'), overran(-240)];
  const moved = after(...late, move(-100, 60));
  expect([moved.overran, isExcusing(moved)]).toEqual([false, true]);
  expect(minutes(moved)).toEqual([
    [-300, -240],
    [-100, 60],
  ]);
  // Moved while the server had not said so yet: the same.
  expect(minutes(after(planned(-300, -240), phase(-300, 'in_progress'), move(-100, 60)))).toEqual(minutes(moved));
  expect(after(...late, move(-100, -150)).overran).toBe(true);
  expect(minutes(after(planned(-300, -240), phase(-300, 'in_progress'), move(-280, -100)))).toEqual([[-300, -100]]);
});

test('[DC64] work overruns once, at its announced end and not before, and not when it is over', () => {
  const running = [planned(-300, -240), phase(-300, 'in_progress')];
  const asked = (at: number, ...before: Command[]) => decide(course(...before), overran(at), contextAt(NOW + at * MINUTE));
  expect(asked(-240, ...running)).toMatchObject({ events: [{ type: 'maintenance-overran', scope: 'public', at: at(-240) }] });
  expect(asked(-240, ...running, overran(-240))).toMatchObject({ reason: 'maintenance_not_late', field: 'maintenanceId' });
  expect(asked(-241, ...running)).toMatchObject({ reason: 'maintenance_not_late' });
  expect(asked(-10, ...running, phase(-20, 'completed'))).toMatchObject({ reason: 'maintenance_over' });
});

test('[QU64] at its announced end work overruns, started or not; work that completes by itself is completed', () => {
  const due = (...commands: Command[]) => {
    const { board } = course(...commands);
    return dueCommands(board, board, NOW).map(({ command, due }) => [command.type, 'phase' in command ? command.phase : null, (due - NOW) / MINUTE]);
  };
  const running = [planned(-300, -240), phase(-300, 'in_progress')];
  expect(due(...running)).toEqual([['overrun-maintenance', null, -240]]);
  expect(due(...running, overran(-240))).toEqual([]);
  expect(due({ ...planned(-300, -240), from: { ms: NOW - 400 * MINUTE, precision: 'day' } } as Command)).toEqual([['overrun-maintenance', null, -240]]);
  expect(due(planned(-300, -240, { completesItself: true }), phase(-300, 'in_progress'))).toEqual([['change-maintenance-phase', 'completed', -240]]);
  expect(due(planned(-300, -240, { completesItself: true }), phase(-300, 'in_progress'), phase(-240, 'completed'))).toEqual([]);
});

test('[EV44] a check is heard again once the work it was muted by has overrun', () => {
  const check: Command = {
    type: 'make-statement',
    statementId: 'chk',
    componentId: 'player',
    level: 'major_outage',
    source: { kind: 'check', name: 'Probe' },
    at: at(-290),
  };
  const running = [planned(-300, -240), phase(-300, 'in_progress'), check];
  expect(componentStatus(course(...running).board, 'player').level).toBe('under_maintenance');
  const { level, deciding } = componentStatus(course(...running, overran(-240)).board, 'player');
  expect([level, deciding]).toEqual(['major_outage', 'chk']);
});

test('[EV44] for any course of planned work nothing beyond an announced end is excused, no stretch is empty, none covers another', () => {
  const step = fc.oneof(
    fc
      .tuple(fc.integer({ min: -290, max: -1 }), fc.constantFrom('in_progress' as const, 'verifying' as const, 'completed' as const))
      .map(([minute, to]) => ({ minute, to })),
    fc.tuple(fc.integer({ min: -290, max: -1 }), fc.integer({ min: -280, max: 100 })).map(([minute, until]) => ({ minute, until })),
    fc.integer({ min: -290, max: -1 }).map((minute) => ({ minute })),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      const ordered = steps.toSorted((a, b) => a.minute - b.minute);
      const commands = ordered.map((one) => ('to' in one ? phase(one.minute, one.to) : 'until' in one ? move(one.minute, one.until) : overran(one.minute)));
      const work = after(planned(-300, -240), ...commands);
      // What had been announced when, as far as it was taken.
      const announced = [-240, ...ordered.map((_, index) => ((after(planned(-300, -240), ...commands.slice(0, index + 1)).until.ms ?? 0) - NOW) / MINUTE)];
      const stretches = minutes(work);
      for (const [index, [from, until]] of stretches.entries()) {
        if (from == null || until == null) return expect.fail('every end here has a date');
        expect(until).toBeGreaterThan(from);
        expect(from).toBeGreaterThanOrEqual(stretches[index - 1]?.[1] ?? Number.NEGATIVE_INFINITY);
        // At each minute of it, what had been announced by then reached beyond it.
        for (let minute = from; minute < until; minute += 1) {
          const said = announced[ordered.filter((one) => one.minute <= minute).length] ?? 0;
          expect([minute, minute < said]).toEqual([minute, true]);
        }
      }
    }),
  );
});
