import { test } from 'vitest';
import { EXAMPLE_BOARD, OPENED, opened, PUBLISHED } from '../testing/example-board.ts';
import { given, NOW } from '../testing/given.ts';
import type { Command, CommandOf } from './command.ts';
import { exactly } from './fact-time.ts';

const make = (rest: Partial<CommandOf<'make-commitment'>> = {}): Command => ({
  type: 'make-commitment',
  commitmentId: 'com-a',
  kind: 'action',
  text: 'More disks',
  ...rest,
});
const com = { commitmentId: 'com-a' } as const;
const keep: Command = { type: 'keep-commitment', ...com };
const drop: Command = { type: 'drop-commitment', ...com };
const fail: Command = { type: 'fail-commitment', ...com, incidentId: 'inc-a' };

test('[DC50] a promise is made once, about a known incident, in public only about a published one', () => {
  given(EXAMPLE_BOARD)
    .when(make())
    .then([
      { type: 'commitment-made', stream: 'commitment:com-a', scope: 'internal', data: { due: null, incidentId: null, owner: null, alreadyPlanned: false } },
    ]);
  given(PUBLISHED)
    .when(make({ incidentId: 'inc-a', scope: 'public' }))
    .then([{ type: 'commitment-made', scope: 'public' }]);
  given([...EXAMPLE_BOARD, make()])
    .when(make())
    .thenRejected('already_exists', 'commitmentId');
  given(EXAMPLE_BOARD)
    .when(make({ incidentId: 'inc-z' }))
    .thenRejected('not_found', 'incidentId');
  given(OPENED)
    .when(make({ incidentId: 'inc-a', scope: 'public' }))
    .thenRejected('not_published', 'scope');
});
test('[DC51] changing a promise keeps what is left out, and must change something', () => {
  const history = [...OPENED, make({ owner: 'Bo', due: exactly(NOW) })];
  given(history)
    .when({ type: 'change-commitment', ...com, due: null })
    .then([{ type: 'commitment-changed', data: { text: 'More disks', owner: 'Bo', due: null } }]);
  given(history)
    .when({ type: 'change-commitment', ...com, owner: 'Bo' })
    .thenRejected('nothing_to_change');
});
test('[DC52] a promise is settled in front of those it was made to, and once', () => {
  given([...PUBLISHED, make({ scope: 'public' })])
    .when({ ...keep, words: 'Done', scope: 'public' })
    .then([{ type: 'commitment-kept', scope: 'public', data: { words: 'Done', told: true } }]);
  given([...PUBLISHED, make()])
    .when({ ...keep, words: 'Done', scope: 'public' })
    .thenRejected('not_published', 'scope');
  given([...PUBLISHED, make()])
    .when(drop)
    .then([{ type: 'commitment-dropped', scope: 'internal', data: { reason: null } }]);
  for (const command of [keep, drop, { type: 'change-commitment', ...com, text: 'Else' } as Command]) {
    given([...PUBLISHED, make(), keep])
      .when(command)
      .thenRejected('wrong_phase', 'commitmentId');
    given(PUBLISHED).when(command).thenRejected('not_found', 'commitmentId');
  }
});
test('[DC53] what was kept can fail once, with the incident that shows it', () => {
  given([...PUBLISHED, make(), keep])
    .when(fail)
    .then([{ type: 'commitment-failed', data: { incidentId: 'inc-a' } }]);
  given([...PUBLISHED, make(), keep, fail])
    .when(fail)
    .thenRejected('wrong_phase', 'commitmentId');
  given([...PUBLISHED, make(), drop])
    .when(fail)
    .thenRejected('wrong_phase', 'commitmentId');
  given([...EXAMPLE_BOARD, make()])
    .when(fail)
    .thenRejected('not_found', 'incidentId');
});
test('[DC56] a failed promise is told to those who know both the promise and the incident, and once to each', () => {
  const known = make({ scope: 'public' });
  given([...OPENED, known])
    .when(fail)
    .then([{ type: 'commitment-failed', scope: 'internal' }]);
  given([...PUBLISHED, make()])
    .when(fail)
    .then([{ type: 'commitment-failed', scope: 'internal' }]);
  given([...PUBLISHED, known])
    .when(fail)
    .then([{ type: 'commitment-failed', scope: 'public' }]);
  given([...OPENED, known, fail, { type: 'publish-incident', incidentId: 'inc-a' }])
    .when(fail)
    .then([{ type: 'commitment-failed', scope: 'public' }]);
  given([...PUBLISHED, known, fail])
    .when(fail)
    .thenRejected('wrong_phase', 'commitmentId');
});
test('[DC54] a promise is overdue once, after its due time', () => {
  const late: Command = { type: 'overdue-commitment', ...com };
  given([...EXAMPLE_BOARD, make({ due: exactly(NOW - 1) })])
    .when({ ...late, at: exactly(NOW - 1) })
    .then([{ type: 'commitment-overdue', at: exactly(NOW - 1) }]);
  given([...EXAMPLE_BOARD, make({ due: exactly(NOW + 1) })])
    .when(late)
    .thenRejected('nothing_to_change');
  const today = (ms: number) => make({ due: { ms, precision: 'day' } });
  given([...EXAMPLE_BOARD, today(NOW - 86_399_999)])
    .when(late)
    .thenRejected('nothing_to_change');
  given([...EXAMPLE_BOARD, today(NOW - 86_400_000)])
    .when(late)
    .then([{ type: 'commitment-overdue' }]);
  given([...EXAMPLE_BOARD, make()])
    .when(late)
    .thenRejected('nothing_to_change');
});
test('[DC55] a promise about an incident of an exercise belongs to the exercise', () => {
  const history: Command[] = [...EXAMPLE_BOARD, { type: 'start-drill', drillId: 'drl-a', name: 'Friday' }, opened({ drill: 'drl-a' })];
  given(history)
    .when(make({ incidentId: 'inc-a' }))
    .then([{ type: 'commitment-made', drill: 'drl-a' }]);
  given([...OPENED, { type: 'start-drill', drillId: 'drl-a', name: 'Friday' }])
    .when(make({ incidentId: 'inc-a', drill: 'drl-a' }))
    .thenRejected('invalid', 'drill');
  given([...history, make({ incidentId: 'inc-a' })])
    .when(keep)
    .then([{ type: 'commitment-kept', drill: 'drl-a' }]);
});
