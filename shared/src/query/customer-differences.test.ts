import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../domain/command.ts';
import { COMMAND } from '../domain/command.ts';
import { decide } from '../domain/decide.ts';
import { isRejection } from '../domain/decision.ts';
import type { Event, UnknownEvent } from '../domain/event.ts';
import { fold } from '../domain/evolve.ts';
import { exactly } from '../domain/fact-time.ts';
import { arbitraryStory, looseStory, TOLD_AT } from '../testing/arbitrary-story.ts';
import { EXAMPLE_BOARD, OPENED, PUBLISHED } from '../testing/example-board.ts';
import { contextAt, NOW, play } from '../testing/given.ts';
import { givenBoard, givenIncident } from '../testing/given-board.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import { differenceWords } from '../words/difference-words.ts';
import { type CustomerDifference, customerDifferences, incidentDifference } from './customer-differences.ts';
import { componentStatus, openIncidents } from './status.ts';

type Log = readonly (Event | UnknownEvent)[];
const boardsOf = (log: Log) => ({ board: fold(log), customers: fold(publicChain(log)) });
const found = (log: Log): readonly CustomerDifference[] => {
  const { board, customers } = boardsOf(log);
  return customerDifferences(board, customers);
};
const after = (...more: Command[]) => found(play([...PUBLISHED, ...more]));
const RESOLVED_INSIDE: Command = { type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' };

test('[QU100] what is resolved inside and open for customers is said, with since when and the way, also once it left the board of the responders', () => {
  const said = { kind: 'still_open', incidentId: 'inc-a', title: 'Playback fails', there: { level: 'partial_outage', phase: 'investigating' } } as const;
  const [one] = after(RESOLVED_INSIDE);
  expect(one).toMatchObject({ ...said, way: { type: 'resolve-incident', scope: 'public' } });
  expect(one?.since).not.toBeNull();
  const others = Array.from({ length: 13 }, (_, index): Command[] => [
    { type: 'open-incident', incidentId: `inc-${index}`, title: 'Small', impacts: [] },
    { type: 'resolve-incident', incidentId: `inc-${index}` },
  ]).flat();
  const log = play([...PUBLISHED, RESOLVED_INSIDE, ...others]);
  expect(boardsOf(log).board.incidents).not.toHaveProperty('inc-a');
  expect(found(log)).toMatchObject([{ ...said, since: null }]);
  expect(after(RESOLVED_INSIDE, { ...RESOLVED_INSIDE, scope: 'public' })).toEqual([]);
});

test('[QU100] another phase, another level and an internal incident on what customers see are said; the same and what is about internal things are not', () => {
  expect(found(play(PUBLISHED))).toEqual([]);
  expect(found(play(OPENED))).toMatchObject([{ kind: 'untold', there: { level: 'operational' }, way: { type: 'publish-incident' } }]);
  expect(after({ type: 'change-phase', incidentId: 'inc-a', phase: 'identified', scope: 'internal' })).toMatchObject([
    { kind: 'differs', here: { phase: 'identified' }, there: { phase: 'investigating' }, way: { type: 'change-phase', phase: 'identified' } },
  ]);
  const worse: Command = {
    type: 'state-impact',
    incidentId: 'inc-a',
    impact: { impactId: 'imp-a', componentId: 'player', level: 'major_outage' },
    scope: 'internal',
  };
  expect(after(worse)).toMatchObject([{ kind: 'differs', here: { level: 'major_outage' }, there: { level: 'partial_outage' }, componentIds: ['player'] }]);
  expect(found(play([...EXAMPLE_BOARD, { type: 'open-incident', title: 'Bills wait', impacts: [{ componentId: 'billing', level: 'major_outage' }] }]))).toEqual(
    [],
  );
});

test('[QU100] what checks say is said where customers should know it by now, and not where the setting of the component keeps it', () => {
  const check: Command = { type: 'make-statement', statementId: 'chk', componentId: 'player', level: 'major_outage', source: { kind: 'check', name: 'Play' } };
  const fine: Command = { ...check, level: 'operational' };
  const define = (goesPublic: 'at_once' | 'with_incident' | { afterMinutes: number }): Command => ({
    type: 'define-component',
    componentId: 'player',
    name: 'Video',
    goesPublic,
  });
  for (const setting of ['with_incident', { afterMinutes: 5 }] as const) expect(found(play([...EXAMPLE_BOARD, define(setting), fine, check]))).toEqual([]);
  expect(found(play([...EXAMPLE_BOARD, define('at_once'), fine, check]))).toEqual([]);
  // Kept inside on purpose, muted inside alone, said by a person inside.
  expect(found(play([...EXAMPLE_BOARD, define('at_once'), fine, { ...check, scope: 'internal' }]))).toMatchObject([
    { kind: 'component', componentId: 'player', here: 'major_outage', there: 'operational', way: { type: 'make-statement', scope: 'public' } },
  ]);
  const mute: Command = { type: 'mute-statements', statementIds: ['chk'], until: NOW - 20_000_000, reason: 'The host is being moved' };
  expect(found(play([...EXAMPLE_BOARD, define('at_once'), check, mute]))).toMatchObject([
    { there: 'major_outage', way: { type: 'mute-statements', scope: 'public' } },
  ]);
  const work: Command = {
    type: 'schedule-maintenance',
    maintenanceId: 'w',
    title: 'Move',
    componentIds: ['player'],
    from: { ms: NOW - 1, precision: 'exact' },
    until: { ms: NOW + 9, precision: 'exact' },
  };
  expect(
    found(play([...EXAMPLE_BOARD, define('at_once'), fine, work, { type: 'change-maintenance-phase', maintenanceId: 'w', phase: 'in_progress' }])),
  ).toMatchObject([{ kind: 'component', here: 'under_maintenance', there: 'operational', way: null, untoldWork: true }]);
});

test('[QU100] the way tells the worst that customers do not know, with its regions, before what is over', () => {
  const inside = (impactId: string, regions: string[]): Command => ({
    type: 'state-impact',
    incidentId: 'inc-a',
    impact: { impactId, componentId: 'player', level: 'major_outage', regions },
    scope: 'internal',
  });
  const ended: Command = { type: 'end-impact', incidentId: 'inc-a', impactId: 'imp-a', scope: 'internal' };
  const way = (...more: Command[]) => {
    const log = play([...PUBLISHED, ...more]);
    const [one] = found(log);
    if (one?.way == null) return expect.fail('no way is named');
    const told = accepted([one.way], log, NOW);
    expect([found(told), knownInside(told)]).toEqual([[], knownInside(log)]);
    return one.way;
  };
  const state = { type: 'state-impact', scope: 'public' };
  expect(way(inside('imp-a', ['europe']))).toMatchObject({ ...state, impact: { impactId: 'imp-a', level: 'major_outage', regions: ['europe'] } });
  expect(way(inside('imp-b', []), ended)).toMatchObject({ ...state, impact: { impactId: 'imp-b', level: 'major_outage' } });
  expect(way(ended)).toMatchObject({ type: 'end-impact', impactId: 'imp-a', scope: 'public' });
});

test('[QU100] work announced inside alone is what is untold, also where customers see the check it excuses; no statement is offered for it', () => {
  const check: Command = { type: 'make-statement', statementId: 'chk', componentId: 'player', level: 'major_outage', source: { kind: 'check', name: 'Play' } };
  const work: Command = {
    ...{ type: 'schedule-maintenance', maintenanceId: 'w', title: 'Move', componentIds: ['player'] },
    ...{ from: exactly(NOW - 30_000_000), until: exactly(NOW + 9) },
  } as Command;
  const running: Command = { type: 'change-maintenance-phase', maintenanceId: 'w', phase: 'in_progress' };
  const atOnce: Command = { type: 'define-component', componentId: 'player', name: 'Video', goesPublic: 'at_once' };
  const log = [...EXAMPLE_BOARD, atOnce, check, work, running];
  expect(found(play(log))).toMatchObject([{ kind: 'component', here: 'under_maintenance', there: 'major_outage', way: null, untoldWork: true }]);
  expect(found(play([...EXAMPLE_BOARD, atOnce, check, { ...work, scope: 'public' } as Command, running]))).toEqual([]);
});

test('[QU100] what is open inside and resolved for customers, as older logs can hold it, is said', () => {
  const [open, resolved] = [givenIncident('inc-a'), givenIncident('inc-a', { phase: 'resolved', endedAt: exactly(NOW) })];
  const customers = givenBoard({ incidents: [resolved] });
  const said = { kind: 'told_over', incidentId: 'inc-a', there: { level: null, phase: 'resolved' }, way: null };
  expect(incidentDifference(open, resolved, customers)).toMatchObject({ ...said, since: exactly(NOW) });
  expect(incidentDifference(open, undefined, givenBoard({}))).toMatchObject({ ...said, since: null });
  expect(customerDifferences(givenBoard({ incidents: [open] }), customers)).toMatchObject([said]);
});

test('[QU100] exercises are none', () => {
  const drill: Command[] = [
    { type: 'start-drill', drillId: 'd', name: 'Friday', scope: 'public' },
    { type: 'open-incident', incidentId: 'inc-d', title: 'Silent', drill: 'd', scope: 'public', impacts: [{ componentId: 'player', level: 'major_outage' }] },
    { type: 'resolve-incident', incidentId: 'inc-d', scope: 'internal' },
  ];
  expect(found(play([...EXAMPLE_BOARD, ...drill]))).toEqual([]);
});

const scope = fc.constantFrom('internal' as const, 'public' as const, undefined);
const incidentId = fc.constantFrom('inc-a', 'inc-b');
const componentId = fc.constantFrom('player', 'billing');
const level = fc.constantFrom('degraded_performance' as const, 'partial_outage' as const, 'major_outage' as const);
const place = fc.constantFrom<object>({}, { regions: ['europe'] });
const words = fc.constantFrom<object>(
  {},
  { what: 'cannot sign in' },
  { what: 'slow', audience: { kind: 'share', share: 0.3, of: 'sessions' }, mode: 'slow' },
  { byRepair: true },
);
const told = <T extends object>(data: T, asked: 'internal' | 'public' | undefined): T => (asked === undefined ? data : { ...data, scope: asked });
const ACTS: fc.Arbitrary<Command> = fc.oneof(
  fc
    .tuple(incidentId, componentId, level, scope)
    .map(([id, on, how, asked]) =>
      told({ type: 'open-incident' as const, incidentId: id, title: `Trouble ${id}`, impacts: [{ impactId: 'i', componentId: on, level: how }] }, asked),
    ),
  incidentId.map((id) => ({ type: 'publish-incident' as const, incidentId: id })),
  fc
    .tuple(incidentId, fc.constantFrom('investigating' as const, 'identified' as const, 'monitoring' as const), scope)
    .map(([id, phase, asked]) => told({ type: 'change-phase' as const, incidentId: id, phase }, asked)),
  fc.tuple(incidentId, scope).map(([id, asked]) => told({ type: 'resolve-incident' as const, incidentId: id }, asked)),
  fc.tuple(incidentId, scope).map(([id, asked]) => told({ type: 'reopen-incident' as const, incidentId: id }, asked)),
  fc
    .tuple(incidentId, fc.constantFrom('i', 'j'), componentId, level, scope, words, place)
    .map(([id, impactId, on, how, asked, said, where]) =>
      told({ type: 'state-impact' as const, incidentId: id, impact: { impactId, componentId: on, level: how, ...said, ...where } }, asked),
    ),
  fc.tuple(incidentId, fc.constantFrom('i', 'j'), scope).map(([id, impactId, asked]) => told({ type: 'end-impact' as const, incidentId: id, impactId }, asked)),
  fc
    .tuple(
      fc.constantFrom('check' as const, 'person' as const),
      fc.constantFrom('operational' as const, 'major_outage' as const),
      scope,
      fc.constantFrom<object>({}, { words: 'no frame for 60 s' }, { audience: { kind: 'everyone' } }, { freshUntil: NOW + 3_600_000 }),
      place,
    )
    .map(([kind, how, asked, said, where]) =>
      told(
        { type: 'make-statement' as const, statementId: `s-${kind}`, componentId: 'player', level: how, source: { kind, name: 'x' }, ...said, ...where },
        asked,
      ),
    ),
  fc.constantFrom('s-check', 's-person').map((statementId) => ({ type: 'withdraw-statement' as const, statementId })),
  scope.map((asked) => told({ type: 'mute-statements' as const, statementIds: ['s-check'], until: NOW + 5_400_000, reason: 'The host is being moved' }, asked)),
  fc.tuple(fc.constantFrom('w-1', 'w-2'), scope).map(([maintenanceId, asked]) =>
    told(
      {
        type: 'schedule-maintenance' as const,
        maintenanceId,
        title: 'Move',
        componentIds: ['player'],
        from: exactly(NOW - 7_200_000),
        until: exactly(NOW + 7_200_000),
      },
      asked,
    ),
  ),
  fc
    .tuple(fc.constantFrom('w-1', 'w-2'), fc.constantFrom('in_progress' as const, 'in_progress' as const, 'completed' as const))
    .map(([maintenanceId, phase]) => ({ type: 'change-maintenance-phase' as const, maintenanceId, phase })),
);
const SETTINGS = fc.constantFrom('at_once' as const, 'with_incident' as const);

/** The log of those commands that are accepted, a minute apart. */
const accepted = (commands: readonly Command[], from: Log, start: number): Event[] => {
  const log = [...from] as Event[];
  for (const [index, command] of commands.entries()) {
    const now = start + index * 60_000;
    const decision = decide(worldOf(log), command, { ...contextAt(now), newId: (prefix) => `${prefix}-${log.length}` });
    if (!isRejection(decision)) for (const event of decision.events) log.push({ ...event, id: `e${log.length}`, recordedAt: now } as Event);
  }
  return log;
};

/** What responders know, apart from what customers were told of it and when that was said. `stated` is left out: what everybody reads are `occurrences` (EV45). */
const knownInside = (log: Log) => {
  const { board } = boardsOf(log);
  const incidents = Object.values(board.incidents).map(({ published: _, entries: _e, entryCount: _n, changedAt: _c, stated: _s, ...rest }) => rest);
  const statements = Object.values(board.statements).map(({ publicLevel: _, told: _t, ...rest }) => rest);
  return { incidents, statements };
};

const none = () => ({ none: 0, incident: 0, component: 0, ways: 0, work: 0 });
/** What must hold of the differences of any log. In: `seen`, where it counts what it met; `now`, when the ways are taken, UTC ms. */
const agree = (log: Log, goesPublic: 'at_once' | 'with_incident', now: number, seen: ReturnType<typeof none>): void => {
  const { board, customers } = boardsOf(log);
  const differences = customerDifferences(board, customers);
  const named = new Set(differences.flatMap((one) => (one.kind === 'component' ? [one.componentId] : one.componentIds)));
  const inside = new Map(openIncidents(board).map((one) => [one.id, one]));
  for (const theirs of openIncidents(customers)) {
    const ours = inside.get(theirs.id);
    if (ours?.phase !== theirs.phase) expect(differences.map((one) => one.kind !== 'component' && one.incidentId)).toContain(theirs.id);
  }
  const levels = Object.keys(customers.components).filter((id) => componentStatus(board, id).level !== componentStatus(customers, id).level);
  if (goesPublic === 'at_once') for (const id of levels) expect(named).toContain(id);
  const phases = [...inside.values()].every((ours) => !ours.published || customers.incidents[ours.id]?.phase === ours.phase);
  const open = openIncidents(customers).every(({ id }) => inside.has(id));
  if (levels.length === 0 && phases && open) {
    // One may be worse on a component customers do not see.
    expect(differences.filter((one) => one.kind !== 'differs')).toEqual([]);
    seen.none += 1;
  }
  for (const one of differences) {
    if (one.kind === 'component') seen.component += 1;
    else seen.incident += 1;
    expect(differenceWords(board, one).request === null).toBe(one.way === null);
    if (one.kind === 'component' && one.untoldWork) {
      seen.work += 1;
      expect(one.way).toBeNull();
    }
    if (one.way === null) continue;
    seen.ways += 1;
    const told = accepted([one.way], log, now);
    expect(told.length, `refused: ${JSON.stringify(one.way)}`).toBeGreaterThan(log.length);
    expect(found(told)).not.toContainEqual(one);
    expect(knownInside(told)).toEqual(knownInside(log));
  }
};

test('[QU100] for any course of commands a difference of phase or level is said, nothing is said where there is none, and the way named ends it without ending what is known inside', () => {
  const seen = none();
  fc.assert(
    fc.property(SETTINGS, fc.array(ACTS, { maxLength: 14 }), (goesPublic, acts) => {
      const base = play([...EXAMPLE_BOARD, { type: 'define-component', componentId: 'player', name: 'Player', evidence: 'reported', goesPublic }]);
      agree(accepted(acts, base, NOW - 3_600_000), goesPublic, NOW, seen);
    }),
    { numRuns: 300, seed: 7 },
  );
  const { work, ...often } = seen;
  expect(Math.min(...Object.values(often))).toBeGreaterThan(20);
  expect(work).toBeGreaterThan(2);
});

for (const [name, story] of [
  ['to the minute', arbitraryStory],
  ['to the hour or the day', looseStory],
] as const)
  test(`[QU100] the same of an incident told late and corrected, with times known ${name}`, () => {
    const seen = none();
    fc.assert(
      fc.property(story, (log) => agree(log, 'with_incident', TOLD_AT + 60_000, seen)),
      { numRuns: 600, seed: 20261130 },
    );
    expect(Math.min(seen.none, seen.incident, seen.ways), JSON.stringify(seen)).toBeGreaterThan(20);
  });

test('[QU100] where an impact ended before customers were told that it began, the way tells them both', () => {
  const told: Command = {
    type: 'state-impact',
    incidentId: 'inc-a',
    impact: { impactId: 'imp-b', componentId: 'player', level: 'major_outage' },
    scope: 'public',
  };
  const times = { from: exactly(NOW - 32_400_000), until: exactly(NOW - 28_800_000) };
  const log = play([...PUBLISHED, told, { ...told, impact: { ...told.impact, ...times }, scope: 'internal' }]);
  expect(found(log)).toMatchObject([{ kind: 'differs', way: { type: 'state-impact', impact: { impactId: 'imp-b', ...times }, scope: 'public' } }]);
  const [one] = found(log);
  const then = accepted(one?.way ? [one.way] : [], log, NOW);
  expect([found(then), knownInside(then)]).toEqual([[], knownInside(log)]);
});

test('[QU100] a way is named as the API takes it', () => {
  const [one] = after(RESOLVED_INSIDE);
  if (one?.way == null) return expect.fail('no way is named');
  const template = COMMAND[one.way.type].http ?? '';
  expect(differenceWords(boardsOf([]).board, one).request).toBe(`${template.replace(' /', ' /api/v1/').replace(':incidentId', 'inc-a')} {"scope":"public"}`);
});
