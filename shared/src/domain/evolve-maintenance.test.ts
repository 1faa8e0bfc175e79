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
import { excusedTime, isExcusing, isRunning } from './planned-work.ts';
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
/** A command told later than the moment it speaks of. */
interface ToldLate {
  readonly recorded: number;
  readonly command: Command;
}
type Step = Command | ToldLate;
const toldAt = (minute: number, command: Command): ToldLate => ({ recorded: NOW + minute * MINUTE, command });
/** The board after commands, each decided at the moment it speaks of unless it is told later; what is refused changes nothing. */
const course = (...steps: Step[]) => {
  const events: Event[] = [...play(EXAMPLE_BOARD)] as Event[];
  for (const step of steps) {
    const command = 'command' in step ? step.command : step;
    const now = 'command' in step ? step.recorded : ((command as { at?: FactTime }).at?.ms ?? NOW);
    const decided = decide(worldOf(events), command, contextAt(now));
    if (isRejection(decided)) continue;
    for (const event of decided.events) events.push({ ...event, id: `w-${events.length}`, recordedAt: now } as Event);
  }
  return worldOf(events);
};
const after = (...steps: Step[]) => {
  const work = course(...steps).maintenance('w');
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

test('[QU64] at its announced end work overruns, started or not; work that completes by itself is completed if it runs or the clock starts it', () => {
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
  // Nobody looked while it should have run: it is started and completed, each at its own time.
  expect(due(planned(-300, -240, { completesItself: true }))).toEqual([
    ['change-maintenance-phase', 'in_progress', -300],
    ['change-maintenance-phase', 'completed', -240],
  ]);
  const someDay = { completesItself: true, from: { ms: NOW - 400 * MINUTE, precision: 'day' } };
  expect(due(planned(-300, -240, someDay))).toEqual([['overrun-maintenance', null, -240]]);
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

test('[EV44] what lay behind when it was said stays counted: a late move, an early start, work announced afterwards', () => {
  const late = [planned(-300, -240), phase(-300, 'in_progress'), overran(-240)];
  expect(minutes(after(...late, toldAt(-10, move(-270, 60))))).toEqual([
    [-300, -240],
    [-10, 60],
  ]);
  expect(minutes(after(planned(-300, -240), phase(-300, 'in_progress'), toldAt(-10, move(-270, 60))))).toEqual([
    [-300, -240],
    [-10, 60],
  ]);
  // Started far too early by its own word, told now: from now on.
  expect(minutes(after(toldAt(-20, planned(30, 60, { at: at(-20) })), toldAt(-10, phase(-14_400, 'in_progress'))))).toEqual([[-10, 60]]);
  // Announced before, and said to have begun within it only later.
  expect(minutes(after(planned(-300, -240), toldAt(-250, phase(-310, 'in_progress'))))).toEqual([[-300, -240]]);
  expect(minutes(after(planned(-300, -240), toldAt(-10, phase(-290, 'in_progress'))))).toEqual([[-290, -240]]);
  // Announced afterwards.
  expect(minutes(after(toldAt(-5, planned(-240, -30)), toldAt(-5, phase(-240, 'in_progress'))))).toEqual([]);
  expect(minutes(after(toldAt(-50, planned(-240, -30)), toldAt(-5, phase(-240, 'in_progress'))))).toEqual([[-50, -30]]);
  // Moved to an earlier beginning while it was still to come.
  expect(minutes(after(planned(-60, 60), toldAt(-100, move(-100, 60)), toldAt(-90, phase(-200, 'in_progress'))))).toEqual([[-100, 60]]);
});

test('[EV44] for any course told at any time no minute is excused that was not announced, or said to run, when it came', () => {
  const minute = fc.integer({ min: -290, max: -1 });
  const step = fc.record({
    recorded: minute,
    spoken: fc.integer({ min: -600, max: -1 }),
    what: fc.oneof(
      fc.constantFrom('in_progress' as const, 'verifying' as const, 'completed' as const, 'overran' as const),
      fc.record({ from: fc.integer({ min: -400, max: 50 }), length: fc.integer({ min: 1, max: 200 }) }),
    ),
  });
  fc.assert(
    fc.property(fc.integer({ min: -400, max: -200 }), fc.array(step, { maxLength: 7 }), (announced, steps) => {
      const told = steps
        .toSorted((a, b) => a.recorded - b.recorded)
        .map(({ recorded, spoken, what }) => {
          const said = at(Math.min(spoken, recorded));
          if (what === 'overran') return toldAt(recorded, { type: 'overrun-maintenance', maintenanceId: 'w', at: said });
          if (typeof what === 'string') return toldAt(recorded, { type: 'change-maintenance-phase', maintenanceId: 'w', phase: what, at: said });
          const times = { from: at(what.from), until: at(what.from + what.length) };
          return toldAt(recorded, { type: 'reschedule-maintenance', maintenanceId: 'w', at: said, ...times });
        });
      const all = [toldAt(announced, planned(-300, -240, { at: at(announced) })), ...told];
      const asOf = all.map((_, index) => after(...all.slice(0, index + 1)));
      const stretches = excusedTime(asOf.at(-1) as Maintenance);
      for (const [index, { from, until }] of stretches.entries()) {
        if (until === null) return expect.fail('every end here has a date');
        expect(until).toBeGreaterThan(from);
        expect(from).toBeGreaterThanOrEqual(stretches[index - 1]?.until ?? Number.NEGATIVE_INFINITY);
        for (let moment = from; moment < until; moment += MINUTE) {
          const then = asOf[all.findLastIndex(({ recorded }) => recorded <= moment)];
          const covered = then !== undefined && moment < (then.until.ms ?? 0) && (moment >= (then.from.ms ?? 0) || isRunning(then));
          expect([(moment - NOW) / MINUTE, covered]).toEqual([(moment - NOW) / MINUTE, true]);
        }
      }
    }),
  );
});
