import { COMMAND, type Command } from '@sitrep/shared/domain/command.ts';
import { decide } from '@sitrep/shared/domain/decide.ts';
import type { Event } from '@sitrep/shared/domain/event.ts';
import { fold } from '@sitrep/shared/domain/evolve.ts';
import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { allStatuses } from '@sitrep/shared/query/status.ts';
import { durations } from '@sitrep/shared/query/timeline.ts';
import { publicChain, worldOf } from '@sitrep/shared/testing/world-of.ts';
import { refusalSentence } from '@sitrep/shared/words/refusal.ts';
import { expect, test } from 'vitest';
import { readSample } from '../import/sample.ts';
import type { SampleIncident } from '../import/sample-file.ts';
import { type DrillOptions, planDrill, type Step } from './plan-drill.ts';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';
import { requestOf } from './server-api.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const ALL = readSample();
const incidentsOf = (name: ScenarioName): SampleIncident[] =>
  SCENARIOS[name].incidents.map((id) => ALL.flatMap((file) => file.incidents).find((one) => one.id === id) ?? expect.fail(id));
const OPTIONS: DrillOptions = { drillId: 'drill-1', startMs: NOW, speed: 60, longestPauseMs: 6_000, scope: 'public', place: (id) => id };
const plan = (name: ScenarioName, options: Partial<DrillOptions> = {}): Step[] => planDrill(SCENARIOS[name], incidentsOf(name), { ...OPTIONS, ...options });
const NAMES = Object.keys(SCENARIOS) as ScenarioName[];
const clockSteps = (steps: readonly Step[]) => steps.filter(({ clock }) => clock !== null);

const STAGE: Command[] = ALL.flatMap(({ components }) =>
  components.map(({ id, name }): Command => ({ type: 'define-component', componentId: id, name, scope: 'public' })),
);

/** The board after every step; each command is decided by the real rules at its moment of the replay. */
const play = (steps: readonly Step[]) => {
  const events: Event[] = [];
  const send = (command: Command, now: number) => {
    const { type, ...body } = command;
    COMMAND[type].body.parse(body);
    const decision = decide(worldOf(events), command, { now, actor: { kind: 'token', name: 'Owner' }, newId: (prefix) => `${prefix}-${events.length}` });
    if ('rejected' in decision) throw new Error(`${type}: ${refusalSentence(decision)}`);
    for (const event of decision.events) events.push({ ...event, id: `e${events.length}`, recordedAt: now } as Event);
  };
  for (const command of STAGE) send(command, NOW - 1_000);
  const before = fold(events);
  const boards = steps.map(({ commands, afterMs }) => {
    for (const command of commands) send(command, NOW + afterMs);
    return { board: fold(events), world: worldOf(events) };
  });
  return { events, before, boards, send };
};

test.each(NAMES)('[CM14] %s says nothing of when it was told', (name) => {
  expect(
    plan(name)
      .flatMap(({ commands }) => commands)
      .filter((command) => 'saidAt' in command),
  ).toEqual([]);
});

test('[SD12] the DNS outage replays in about a minute with all fourteen entries, the close, the reopening and six actions', () => {
  const steps = plan('apivideo-2020-10-08');
  expect(steps.at(-1)?.afterMs).toBeLessThan(90_000);
  expect(steps.at(-1)?.afterMs).toBeGreaterThan(45_000);
  expect(steps.every(({ afterMs }, n) => n === 0 || afterMs >= (steps[n - 1]?.afterMs ?? 0))).toBe(true);

  const { boards } = play(steps);
  const id = 'drill-1-apivideo-28';
  const phases = boards.map(({ board }) => board.incidents[id]?.phase);
  expect(phases).toContain('resolved');
  expect(phases.lastIndexOf('investigating')).toBeGreaterThan(phases.indexOf('resolved'));
  expect(phases.at(-1)).toBe('resolved');
  const whole = boards.at(-1)?.world.incident(id) ?? expect.fail();
  expect(whole.entries.filter(({ kind }) => kind === 'fact').map(({ text }) => text?.slice(0, 9))).toEqual(
    ['21:00', '06:00', '06:20', '06:25', '06:42', '07:00', '08:00', '08:20', '10:00', '10:07', '10:10', '10:12', '10:25', '10:30'].map(
      (clock) => `${clock} UTC`,
    ),
  );
  expect(whole.occurrences).toHaveLength(2);
  expect(whole.detection?.by).toContain('Support staff');
  const actions = Object.values(boards.at(-1)?.board.commitments ?? {});
  expect(actions).toHaveLength(6);
  const days = actions.map(({ due }) => ((due?.ms ?? 0) - Date.UTC(2026, 10, 22)) / 86_400_000).sort((a, b) => a - b);
  expect(days).toEqual([4, 7, 21, 21, 77, 84]);
});

test('[SD12] gaps are the original ones at speed, cut to the longest pause', () => {
  const gaps = (steps: readonly Step[]) => clockSteps(steps).map(({ afterMs }, n, all) => afterMs - (all[n - 1]?.afterMs ?? 0));
  // 21:00, again 21:00, 06:00 (9 h), 06:20, 06:25 (5 m), 06:42, 07:00, 08:00, 08:20, 10:00, 10:07, 10:10 (3 m), 10:12, 10:25, 10:30
  expect(gaps(plan('apivideo-2020-10-08'))).toEqual([0, 0, 6000, 6000, 5000, 6000, 6000, 6000, 6000, 6000, 6000, 3000, 2000, 6000, 5000]);
  const real = gaps(plan('apivideo-2020-10-08', { speed: 1, longestPauseMs: Number.MAX_SAFE_INTEGER }));
  expect(real.reduce((sum, gap) => sum + gap, 0)).toBe(810 * 60_000);
});

test('[SD12] at its true speed the exercise counts what the outage counted', () => {
  const { boards } = play(plan('apivideo-2020-10-08', { speed: 1, longestPauseMs: 10 * 3_600_000 }));
  const { total, toNotice, occurrences, believedWell } = durations(boards.at(-1)?.world.incident('drill-1-apivideo-28') ?? expect.fail());
  expect([total, toNotice, believedWell, ...occurrences].map((length) => (length?.ms ?? 0) / 60_000)).toEqual([810, 540, 100, 680, 30]);
});

test.each(NAMES)('[SD13] %s marks all of it as an exercise, touches no status and leaves nothing behind', (name) => {
  const steps = plan(name);
  const { events, before, boards, send } = play(steps);
  const exercise = events.slice(STAGE.length);
  expect(exercise.every(({ drill }) => drill === 'drill-1')).toBe(true);
  for (const { board } of boards) {
    const levels = (state: BoardState) => Object.values(allStatuses(state)).map(({ level }) => level);
    expect(levels(board)).toEqual(levels(before));
    expect(Object.keys(board.drills)).toEqual(['drill-1']);
  }
  // Customers who see any of it first learn that it is an exercise.
  expect(publicChain(exercise)[0]?.type).toBe('drill-started');
  const simulated = boards.flatMap(({ board }) => Object.values(allStatuses(board)).map((status) => status.simulated)).filter((level) => level !== null);
  expect(simulated.length).toBeGreaterThan(0);

  send({ type: 'end-drill', drillId: 'drill-1' }, NOW + 3_600_000);
  expect(fold(events)).toEqual(before);
  expect(fold(publicChain(events))).toEqual(fold(publicChain(events.slice(0, STAGE.length))));
});

test('[SD13] what happened inside stays inside, in an exercise too', () => {
  const { events } = play(plan('wpstream-oauth'));
  expect(JSON.stringify(publicChain(events))).not.toMatch(/dollars/);
  const internal = play(plan('apivideo-2020-10-08', { scope: 'internal' }));
  expect(publicChain(internal.events)).toHaveLength(STAGE.length);
});

test('[SD12] the recurrence is linked to the fix that failed', () => {
  const { boards } = play(plan('wpstream-oauth'));
  const { world } = boards.at(-1) ?? expect.fail();
  expect(world.incident('drill-1-wpstream-2')?.links).toMatchObject([
    { kind: 'recurrence_of', incidentId: 'drill-1-wpstream-1', commitmentId: 'drill-1-wpstream-1-plugin' },
  ]);
  expect(world.commitment('drill-1-wpstream-1-plugin')?.outcome).toBe('failed');
});

test('[SD12] the login incident goes through both phases, a false end and a flare-up', () => {
  const { boards } = play(plan('managewp-login'));
  const incident = boards.at(-1)?.world.incident('drill-1-managewp-2017-08-11') ?? expect.fail();
  expect(incident.phases.map(({ phase }) => phase)).toEqual(['investigating', 'identified', 'resolved', 'reopened', 'identified', 'resolved']);
  expect(incident.impacts.filter(({ notAffected }) => !notAffected).map(({ level }) => level)).toEqual(['major_outage', 'partial_outage', 'partial_outage']);
});

test('[SD14] on a board without its components an outage takes place on others', () => {
  const steps = plan('ryver-connections', { place: () => 'apivideo-api' });
  const { boards } = play(steps);
  const impacts = boards.flatMap(({ board }) => Object.values(board.incidents).flatMap((incident) => incident.impacts));
  expect(new Set(impacts.map(({ componentId }) => componentId))).toEqual(new Set(['apivideo-api']));
});

test('a command becomes the request of its address', () => {
  expect(requestOf({ type: 'end-drill', drillId: 'drill-1' })).toEqual({ method: 'POST', path: '/drills/drill-1/end', body: {} });
  expect(requestOf({ type: 'change-phase', incidentId: 'inc-1', phase: 'identified', scope: 'public' })).toEqual({
    method: 'POST',
    path: '/incidents/inc-1/phase',
    body: { phase: 'identified', scope: 'public' },
  });
  for (const step of NAMES.flatMap((name) => plan(name))) for (const command of step.commands) expect(COMMAND[command.type].http).not.toBeNull();
});
