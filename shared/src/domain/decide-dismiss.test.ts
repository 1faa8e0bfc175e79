import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { affectedAt, predicatesOf } from '../query/affected-at.ts';
import { historyOf } from '../query/history-of.ts';
import { matters } from '../query/matters.ts';
import { outageMinutes } from '../query/outage-minutes.ts';
import { quietSince } from '../query/quiet-since.ts';
import { boardLevel, componentStatus, openIncidents } from '../query/status.ts';
import { EXAMPLE_BOARD, OPENED, PUBLISHED, RESOLVED } from '../testing/example-board.ts';
import { given, NOW, play } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import { exactly } from './fact-time.ts';
import { BOARD_BOUNDS } from './state.ts';

const dismiss: Command = { type: 'dismiss-incident', incidentId: 'inc-a', reason: 'A probe was misread' };
const inside = (commands: readonly Command[]) => worldOf(play(commands));

test('[DC121] a dismissed incident is told to those who had seen it, once, the reason only to whom it is meant for', () => {
  given(OPENED)
    .when(dismiss)
    .then([{ type: 'incident-dismissed', scope: 'internal', data: { reason: 'A probe was misread' } }]);
  given(PUBLISHED)
    .when(dismiss)
    .then([{ type: 'incident-dismissed', scope: 'public' }]);
  given(RESOLVED)
    .when(dismiss)
    .then([{ type: 'incident-dismissed', scope: 'public' }]);
  given(OPENED)
    .when({ ...dismiss, scope: 'public' })
    .thenRejected('incident_internal', 'scope');
  given([...OPENED, dismiss])
    .when(dismiss)
    .thenRejected('incident_already_dismissed', 'incidentId');
  given([...OPENED, dismiss])
    .when({ type: 'publish-incident', incidentId: 'inc-a' })
    .thenRejected('incident_dismissed', 'incidentId');
  given(EXAMPLE_BOARD).when(dismiss).thenRejected('incident_unknown', 'incidentId');

  const customers = (told: Command) => worldOf(publicChain(play([...PUBLISHED, told]))).incident('inc-a')?.dismissed;
  expect(customers(dismiss)).toMatchObject({ reason: null, forCustomers: true });
  expect(customers({ ...dismiss, scope: 'public' })).toMatchObject({ reason: 'A probe was misread', forCustomers: true });
  expect(inside([...PUBLISHED, dismiss]).incident('inc-a')?.dismissed).toMatchObject({ reason: 'A probe was misread', forCustomers: false });
  expect(JSON.stringify(publicChain(play([...OPENED, dismiss])))).not.toMatch(/inc-a|misread/);
});

test('[DC121] what was promised about it is dropped, each in its own scope, and nothing of an exercise that is over is dismissed', () => {
  const promise = (commitmentId: string, scope: 'internal' | 'public'): Command => ({
    type: 'make-commitment',
    commitmentId,
    kind: 'fix',
    text: 'More disks',
    incidentId: 'inc-a',
    scope,
  });
  given([...PUBLISHED, promise('com-in', 'internal'), promise('com-out', 'public')])
    .when(dismiss)
    .then([
      { type: 'incident-dismissed', scope: 'public' },
      { type: 'commitment-dropped', scope: 'internal', stream: 'commitment:com-in' },
      { type: 'commitment-dropped', scope: 'public', stream: 'commitment:com-out' },
    ]);
  const drill: Command[] = [
    ...EXAMPLE_BOARD,
    { type: 'start-drill', drillId: 'd', name: 'Friday' },
    { type: 'open-incident', incidentId: 'inc-a', title: 'Silent', drill: 'd' },
  ];
  given(drill)
    .when(dismiss)
    .then([{ type: 'incident-dismissed', drill: 'd' }]);
  given([...drill, { type: 'end-drill', drillId: 'd' }])
    .when(dismiss)
    .thenRejected('drill_not_running', 'incidentId');
});

test('[DC123] nothing is promised about what was none, however it is asked for, until it is an incident again', () => {
  const due = exactly(NOW + 3_600_000);
  const promises: [Command, string][] = [
    [{ type: 'make-commitment', kind: 'fix', text: 'More disks', due, incidentId: 'inc-a' }, 'incidentId'],
    [{ type: 'make-commitment', kind: 'next_update', text: 'Next update', due, incidentId: 'inc-a', scope: 'public' }, 'incidentId'],
    [{ type: 'post-update', incidentId: 'inc-a', text: 'It was a test.', nextUpdateDue: due, scope: 'public' }, 'nextUpdateDue'],
    [{ type: 'post-update', incidentId: 'inc-a', kind: 'fact', text: 'It was a test.', nextUpdateDue: due }, 'nextUpdateDue'],
  ];
  for (const before of [PUBLISHED, RESOLVED])
    for (const [promise, field] of promises) {
      given([...before, dismiss])
        .when(promise)
        .thenRejected('incident_dismissed', field);
      const again = given([...before, dismiss, { type: 'reopen-incident', incidentId: 'inc-a' }]).when(promise).decision;
      expect('events' in again && again.events.map(({ type }) => type)).toContain('commitment-made');
    }
  given([...PUBLISHED, dismiss])
    .when({ type: 'post-update', incidentId: 'inc-a', text: 'It was a test.' })
    .then([{ type: 'update-posted' }]);
});

test('[EV70] however many were dismissed, before or after they were resolved, the last real incident stays on the board and says since when it is quiet', () => {
  const opened = (id: number): Command => ({ type: 'open-incident', incidentId: `inc-${id}`, title: `Small ${id}` });
  const resolve = (id: number): Command => ({ type: 'resolve-incident', incidentId: `inc-${id}` });
  const none = (id: number): Command => ({ type: 'dismiss-incident', incidentId: `inc-${id}`, reason: 'A test' });
  const ids = Array.from({ length: BOARD_BOUNDS.recent + 2 }, (_, index) => index);
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: ids.length, maxLength: ids.length }), (isReal) => {
      const { board } = inside([...EXAMPLE_BOARD, ...ids.flatMap((id) => [opened(id), isReal[id] ? resolve(id) : none(id)])]);
      const last = (real: boolean) =>
        ids
          .filter((id) => isReal[id] === real)
          .map((id) => `inc-${id}`)
          .slice(-BOARD_BOUNDS.recent);
      expect(board.recent.filter((id) => board.incidents[id]?.dismissed === null)).toEqual(last(true));
      expect(board.recent.filter((id) => board.incidents[id]?.dismissed !== null)).toEqual(last(false));
      expect(quietSince(board) !== null).toBe(isReal.includes(true));
    }),
    { numRuns: 30 },
  );
  const only = inside([...EXAMPLE_BOARD, opened(99), resolve(99), ...ids.flatMap((id) => [opened(id), none(id)])]);
  expect(quietSince(only.board)?.last).toMatchObject({ id: 'inc-99' });
  expect(only.board.recent).toEqual(['inc-99', ...ids.slice(2).map((id) => `inc-${id}`)]);
  // Dismissed long after it was resolved, it is the newest of its kind.
  const after = inside([...EXAMPLE_BOARD, opened(99), resolve(99), ...ids.flatMap((id) => [opened(id), none(id)]), none(99)]);
  expect(after.board.recent.at(-1)).toBe('inc-99');
});

test('[EV70] a dismissed incident is over and in no figure, stays readable, and counts again once it is reopened', () => {
  const opened: Command[] = [
    ...EXAMPLE_BOARD,
    {
      type: 'open-incident',
      incidentId: 'inc-a',
      title: 'Playback fails',
      startedAt: exactly(NOW - 40_000_000),
      impacts: [{ impactId: 'imp-a', componentId: 'player', level: 'major_outage', audience: { kind: 'predicate', words: 'old players' } }],
    },
  ];
  const counted = (commands: readonly Command[]) => {
    const { board, incident } = inside(commands);
    const one = incident('inc-a') ?? expect.fail('it is gone');
    const record = { incidents: [one], maintenances: [], components: board.components };
    return {
      impacts: historyOf('player', [one], []).impacts.length,
      minutes: outageMinutes(record, NOW - 86_400_000, NOW).major > 0,
      reasons: affectedAt([one], { at: NOW - 35_000_000, componentId: 'player' }).reasons.some(({ incidentId }) => incidentId === 'inc-a'),
      predicates: predicatesOf([one]),
      quiet: quietSince(board) !== null,
    };
  };
  const resolve: Command = { type: 'resolve-incident', incidentId: 'inc-a', endedAt: exactly(NOW - 30_000_000) };
  expect(counted([...opened, resolve])).toEqual({ impacts: 1, minutes: true, reasons: true, predicates: ['old players'], quiet: true });
  const none = { impacts: 0, minutes: false, reasons: false, predicates: [], quiet: false };
  expect(counted([...opened, dismiss])).toEqual(none);
  expect(counted([...opened, resolve, dismiss])).toEqual(none);

  const world = inside([...opened, dismiss]);
  expect([boardLevel(world.board), openIncidents(world.board), matters(world.board).filter(({ kind }) => kind === 'incident')]).toEqual(['unknown', [], []]);
  expect(componentStatus(world.board, 'player').statements.filter(({ source }) => source.kind === 'incident')).toEqual([]);
  expect(world.incident('inc-a')).toMatchObject({ title: 'Playback fails', phase: 'resolved', impacts: [{ level: 'major_outage' }] });
  expect(world.incident('inc-a')?.entries.at(-1)?.change).toEqual({ what: 'dismissed', reason: 'A probe was misread', forCustomers: false });
  expect(world.board.latest.at(-1)).toMatchObject({ kind: 'incident-dismissed', params: { title: 'Playback fails' } });

  const again: Command[] = [...opened, dismiss, { type: 'reopen-incident', incidentId: 'inc-a' }];
  expect(inside(again).incident('inc-a')).toMatchObject({ dismissed: null, phase: 'investigating' });
  // What it did before, and what stands again.
  expect(counted(again)).toMatchObject({ impacts: 2, minutes: true, reasons: true, predicates: ['old players'] });
});
