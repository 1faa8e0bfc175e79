import { test } from 'vitest';
import { EXAMPLE_BOARD, opened } from '../testing/example-board.ts';
import { given, NOW } from '../testing/given.ts';
import type { Command } from './command.ts';
import { exactly } from './fact-time.ts';

const start: Command = { type: 'start-drill', drillId: 'drl-a', name: 'Friday' };
const end: Command = { type: 'end-drill', drillId: 'drl-a' };

test('[DC70] one exercise runs at a time, inside unless told otherwise, at a speed with bounds', () => {
  given(EXAMPLE_BOARD)
    .when(start)
    .then([{ type: 'drill-started', scope: 'internal', drill: 'drl-a', data: { speed: 1, goals: [], lead: null } }]);
  given(EXAMPLE_BOARD)
    .when({ ...start, scope: 'public' })
    .then([{ type: 'drill-started', scope: 'public', drill: 'drl-a' }]);
  given([...EXAMPLE_BOARD, start])
    .when({ ...start, drillId: 'drl-b' })
    .thenRejected('already_exists', 'drillId');
  given(EXAMPLE_BOARD)
    .when({ ...start, speed: 1e308 })
    .thenRejected('drill_speed', 'speed');
  given(EXAMPLE_BOARD)
    .when({ ...start, speed: 0 })
    .thenRejected('invalid', 'speed');
  given(EXAMPLE_BOARD)
    .when({ ...start, speed: 5e-324 })
    .thenRejected('drill_speed', 'speed');
  given(EXAMPLE_BOARD)
    .when({ ...start, speed: 0.001 })
    .then([{ type: 'drill-started', data: { speed: 0.001 } }]);
  given([...EXAMPLE_BOARD, start, end])
    .when({ ...start, drillId: 'drl-b' })
    .then([{ type: 'drill-started' }]);
});
test('[DC71] the end of an exercise is public exactly when something of it was', () => {
  given([...EXAMPLE_BOARD, start, opened({ drill: 'drl-a' })])
    .when(end)
    .then([{ type: 'drill-ended', scope: 'internal', drill: 'drl-a' }]);
  given([...EXAMPLE_BOARD, { ...start, scope: 'public' }])
    .when(end)
    .then([{ type: 'drill-ended', scope: 'public' }]);
  given(EXAMPLE_BOARD).when(end).thenRejected('not_found', 'drillId');
});
test('[DC72] a text of an exercise that is over can still be erased', () => {
  given([
    ...EXAMPLE_BOARD,
    start,
    opened({ drill: 'drl-a' }),
    { type: 'post-update', incidentId: 'inc-a', updateId: 'upd-x', text: 'A real name slipped in.' },
    end,
  ])
    .when({ type: 'redact-update', incidentId: 'inc-a', updateId: 'upd-x', reason: 'A name' })
    .then([{ type: 'text-redacted', drill: 'drl-a' }]);
});
test('[DC72] what is said in an exercise carries its mark, and needs it to be running', () => {
  const history = [...EXAMPLE_BOARD, start, opened({ drill: 'drl-a' })];
  const post: Command = { type: 'post-update', incidentId: 'inc-a', text: 'Looking.' };
  given(EXAMPLE_BOARD)
    .when(opened({ drill: 'drl-a' }))
    .thenRejected('wrong_phase', 'drill');
  given(history)
    .when(post)
    .then([{ type: 'update-posted', drill: 'drl-a' }]);
  given([...history, end])
    .when(post)
    .thenRejected('wrong_phase', 'incidentId');
});
test('[DC73] nothing of an exercise is public unless the exercise is', () => {
  const inside = [...EXAMPLE_BOARD, start, opened({ drill: 'drl-a' })];
  const window = { componentIds: ['player'], from: exactly(NOW + 1), until: exactly(NOW + 2) };
  for (const command of [
    opened({ incidentId: 'inc-b', drill: 'drl-a', scope: 'public' }),
    { type: 'publish-incident', incidentId: 'inc-a' },
    { type: 'make-commitment', kind: 'action', text: 'More disks', drill: 'drl-a', scope: 'public' },
    { type: 'schedule-maintenance', title: 'New disks', drill: 'drl-a', scope: 'public', ...window },
  ] as Command[])
    given(inside).when(command).thenRejected('not_published', 'scope');
  given([...EXAMPLE_BOARD, { ...start, scope: 'public' }])
    .when(opened({ drill: 'drl-a', scope: 'public' }))
    .then([{ type: 'incident-opened', scope: 'public' }]);
});
