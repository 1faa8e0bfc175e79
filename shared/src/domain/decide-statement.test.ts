import { expect, test } from 'vitest';
import { EXAMPLE_BOARD } from '../testing/example-board.ts';
import { contextAt, given, NOW, play } from '../testing/given.ts';
import { worldOf } from '../testing/world-of.ts';
import type { Command, CommandOf } from './command.ts';
import { decide } from './decide.ts';
import { isRejection } from './decision.ts';
import { fold } from './evolve.ts';
import { exactly } from './fact-time.ts';

const say = (rest: Partial<CommandOf<'make-statement'>> = {}): Command => ({
  type: 'make-statement',
  statementId: 'check',
  componentId: 'player',
  level: 'partial_outage',
  source: { kind: 'check', name: 'Play a video' },
  ...rest,
});
const person = say({ statementId: 'ana', source: { kind: 'person', name: 'Ana' } });
const goesPublic = (goesPublic: CommandOf<'define-component'>['goesPublic']): Command[] => [
  ...EXAMPLE_BOARD,
  { type: 'define-component', componentId: 'player', name: 'Player', goesPublic: goesPublic ?? 'with_incident', description: 'Plays' },
];
const id = { statementId: 'check' } as const;
// After the statement that follows the example board was made, before the step behind it.
const SOON = NOW - 21_600_000 + 330_000;

const DAY = 24 * 3_600_000;
const MADE = NOW - 21_600_000 + 300_000;
test('[DC89] what a machine says without an end is believed for a day; a person’s word stands', () => {
  given(EXAMPLE_BOARD)
    .when(person)
    .then([{ type: 'statement-made', data: { freshUntil: null } }]);
  given(EXAMPLE_BOARD)
    .when(say())
    .then([{ type: 'statement-made', data: { freshUntil: NOW + DAY } }]);
  given([...EXAMPLE_BOARD, person])
    .when(person)
    .thenRejected('statement_unchanged');
});

test('[DC230] a machine that says the same again renews its evidence, which is no event', () => {
  const again = (command: Command, history: readonly Command[] = [say()]) => {
    const decided = decide(worldOf(play([...EXAMPLE_BOARD, ...history])), command, contextAt(NOW));
    return isRejection(decided) ? decided.reason : [decided.events.length, decided.renews?.freshUntil];
  };
  expect(again(say())).toEqual([0, NOW + DAY]);
  expect(again(say({ freshUntil: NOW + 90_000 }), [say({ freshUntil: SOON })])).toEqual([0, NOW + 90_000]);
  expect(again(say({ freshUntil: NOW }), [say({ freshUntil: NOW })])).toBe('stale_from_start');
  for (const other of [say({ level: 'operational' }), say({ words: 'p95 is 2 s' }), say({ regions: ['europe'] })]) expect(again(other)).toEqual([1, undefined]);
  // What customers are to read is said, not renewed.
  expect(again(say({ scope: 'public' }))).toEqual([1, undefined]);
  expect(again(say({ scope: 'public' }), [say({ scope: 'public' })])).toEqual([0, NOW + DAY]);
  // A person renews nothing.
  const withEnd = { ...person, freshUntil: NOW + 1 } as Command;
  expect(again(withEnd, [person])).toEqual([1, undefined]);
  const lost: Command = { type: 'lose-evidence', lost: [{ statementId: 'check', statedAt: MADE, at: SOON }] };
  expect(again(say(), [say({ freshUntil: SOON }), lost])).toEqual([1, undefined]);
});

test('[DC231] telling customers what stands keeps its end, and the renewals that go with it', () => {
  const [old, late] = [say({ freshUntil: SOON }), say({ freshUntil: SOON, scope: 'public' })];
  given([...EXAMPLE_BOARD, old])
    .when(late)
    .then([{ type: 'statement-made', scope: 'public', data: { freshUntil: SOON } }]);
  const stated = (...history: Command[]) => fold(play([...EXAMPLE_BOARD, ...history])).statements.check?.statedAt;
  const made = stated(old);
  expect([stated(old, late), stated(old, { type: 'publish-statement', ...id })]).toEqual([made, made]);
  expect(stated(old, say({ freshUntil: NOW, words: 'p95 is 2 s' }))).toBeGreaterThan(made ?? 0);
});

test('[DC80] a statement is about a known component for good, and says something new', () => {
  given(EXAMPLE_BOARD)
    .when(say())
    .then([
      {
        type: 'statement-made',
        scope: 'internal',
        stream: 'statement:check',
        data: { regions: [], audience: null, words: null, freshUntil: NOW + 24 * 3_600_000 },
      },
    ]);
  given(EXAMPLE_BOARD)
    .when(say({ componentId: 'mars' }))
    .thenRejected('not_found', 'componentId');
  given(EXAMPLE_BOARD)
    .when(say({ regions: ['mars'] }))
    .thenRejected('not_found', 'regions');
  given([...EXAMPLE_BOARD, say()])
    .when(say({ componentId: 'billing' }))
    .thenRejected('invalid', 'componentId');
  given([...EXAMPLE_BOARD, person])
    .when(person)
    .thenRejected('nothing_to_change');
  given(EXAMPLE_BOARD)
    .when(say({ componentId: 'billing', scope: 'public' }))
    .thenRejected('not_published', 'scope');
  given(EXAMPLE_BOARD)
    .when(say({ freshUntil: NOW }))
    .thenRejected('invalid', 'freshUntil');
});
test('[DC81] a machine speaks in public at once where its component says so; a person only on purpose', () => {
  given(goesPublic('at_once'))
    .when(say())
    .then([{ type: 'statement-made', scope: 'public' }]);
  given(goesPublic('at_once'))
    .when(person)
    .then([{ type: 'statement-made', scope: 'internal' }]);
  given(goesPublic('with_incident'))
    .when(say())
    .then([{ type: 'statement-made', scope: 'internal' }]);
  given(goesPublic({ afterMinutes: 5 }))
    .when(say())
    .then([{ type: 'statement-made', scope: 'internal' }]);
  const hidden: Command = { type: 'define-component', componentId: 'billing', name: 'Billing', goesPublic: 'at_once' };
  given([...EXAMPLE_BOARD, hidden])
    .when(say({ componentId: 'billing' }))
    .then([{ type: 'statement-made', scope: 'internal' }]);
});
test('[DC82] what is no worse than customers were told goes out at once, what is worse waits', () => {
  const told = [...goesPublic({ afterMinutes: 5 }), say(), { type: 'publish-statement', ...id } as Command];
  given(told)
    .when(say({ level: 'operational' }))
    .then([{ type: 'statement-made', scope: 'public' }]);
  given(told)
    .when(say({ level: 'major_outage' }))
    .then([{ type: 'statement-made', scope: 'internal' }]);
});
test('[DC83] a statement goes public once per level, on a component customers see', () => {
  const publish: Command = { type: 'publish-statement', ...id };
  given([...EXAMPLE_BOARD, say()])
    .when(publish)
    .then([{ type: 'statement-made', scope: 'public', data: { level: 'partial_outage' } }]);
  given([...EXAMPLE_BOARD, say(), publish])
    .when(publish)
    .thenRejected('nothing_to_change');
  given([...EXAMPLE_BOARD, say({ componentId: 'billing' })])
    .when(publish)
    .thenRejected('not_published', 'statementId');
  given(EXAMPLE_BOARD).when(publish).thenRejected('not_found', 'statementId');
  given([...EXAMPLE_BOARD, say({ source: { kind: 'person', name: 'Ana' }, words: 'Bo pulled a cable' })])
    .when(publish)
    .thenRejected('statement_of_person', 'statementId');
});
test('[DC96] what goes public by itself is a level, and its words follow only when they are said in public on purpose', () => {
  const said = say({ words: 'host db-7 is full' });
  const publish: Command = { type: 'publish-statement', ...id };
  given([...EXAMPLE_BOARD, said, publish])
    .when({ ...said, scope: 'public' } as Command)
    .then([{ type: 'statement-made', scope: 'public', data: { words: 'host db-7 is full', told: true } }]);
  given([...EXAMPLE_BOARD, { ...said, scope: 'public' } as Command])
    .when({ ...said, scope: 'public' } as Command)
    .then([]);
  given([...EXAMPLE_BOARD, said])
    .when({ ...said, scope: 'internal' } as Command)
    .then([{ type: 'statement-made', scope: 'internal', data: { told: false } }]);
  given([...EXAMPLE_BOARD, { ...said, scope: 'internal' } as Command])
    .when({ ...said, scope: 'internal' } as Command)
    .then([]);
});
test('[DC84] a statement ends for customers too when they were told of it', () => {
  const withdraw: Command = { type: 'withdraw-statement', ...id };
  given([...EXAMPLE_BOARD, say()])
    .when(withdraw)
    .then([{ type: 'statement-withdrawn', scope: 'internal' }]);
  given([...EXAMPLE_BOARD, say({ scope: 'public' }), say({ level: 'major_outage' })])
    .when(withdraw)
    .then([{ type: 'statement-withdrawn', scope: 'public' }]);
  given(EXAMPLE_BOARD).when(withdraw).thenRejected('not_found', 'statementId');
});
test('[DC85] evidence is lost once, after its end, with that as its time, in the scope that knows the statement', () => {
  const lost = (statementId: string, at: number, statedAt = MADE) => ({ statementId, statedAt, at });
  const lose = (...list: ReturnType<typeof lost>[]): Command => ({ type: 'lose-evidence', lost: list });
  const made = [...EXAMPLE_BOARD, say({ freshUntil: SOON })];
  given(made)
    .when(lose(lost('check', SOON), lost('gone', SOON)))
    .then([{ type: 'evidence-lost', stream: 'evidence', scope: 'internal', at: exactly(SOON), data: { lost: [{ statementId: 'check', at: SOON }] } }]);
  given([...EXAMPLE_BOARD, say({ freshUntil: SOON, scope: 'public' }), say({ statementId: 'other', freshUntil: NOW })])
    .when(lose(lost('other', NOW, MADE + 60_000), lost('check', SOON)))
    .then([
      { type: 'evidence-lost', scope: 'public', at: exactly(SOON), data: { lost: [{ statementId: 'check', at: SOON }] } },
      { type: 'evidence-lost', scope: 'internal', at: exactly(NOW), data: { lost: [{ statementId: 'other', at: NOW }] } },
    ]);
  for (const [history, command] of [
    [made, lose(lost('check', NOW + 1))],
    [made, lose(lost('check', SOON, MADE + 1))],
    [[...made, lose(lost('check', SOON))], lose(lost('check', SOON))],
    [EXAMPLE_BOARD, lose(lost('check', SOON))],
    [[...EXAMPLE_BOARD, person], lose(lost('ana', SOON))],
  ] as const)
    given(history).when(command).thenRejected('nothing_to_change');
});

const mute = (rest: Partial<CommandOf<'mute-statements'>> = {}): Command => ({
  type: 'mute-statements',
  muteId: 'mut-a',
  statementIds: ['check'],
  until: NOW + 3_600_000,
  reason: 'The check is broken',
  ...rest,
});
test('[DC86] a mute names standing machine statements and their levels, for at most 4 hours', () => {
  const history = [...EXAMPLE_BOARD, say(), person];
  given(history)
    .when(mute())
    .then([{ type: 'statements-muted', scope: 'internal', data: { levels: { check: 'partial_outage' } } }]);
  given(history)
    .when(mute({ until: NOW + 4 * 3_600_000 }))
    .then([{ type: 'statements-muted' }]);
  given(history)
    .when(mute({ until: NOW + 4 * 3_600_000 + 1 }))
    .thenRejected('invalid', 'until');
  given(history)
    .when(mute({ until: NOW }))
    .thenRejected('invalid', 'until');
  given(history)
    .when(mute({ statementIds: ['check', 'ana'] }))
    .thenRejected('not_allowed', 'statementIds');
  given(history)
    .when(mute({ statementIds: ['nothing'] }))
    .thenRejected('not_found', 'statementIds');
  const stale: Command[] = [...EXAMPLE_BOARD, say({ freshUntil: SOON }), { type: 'lose-evidence', lost: [{ statementId: 'check', statedAt: MADE, at: SOON }] }];
  given(stale)
    .when(mute())
    .then([{ type: 'statements-muted', data: { levels: { check: 'unknown' } } }]);
});
test('[DC88] a public mute names only what customers know, as they know it', () => {
  given([...EXAMPLE_BOARD, say()])
    .when(mute({ scope: 'public' }))
    .thenRejected('not_published', 'statementIds');
  given([...EXAMPLE_BOARD, say({ scope: 'public' }), say({ level: 'major_outage' })])
    .when(mute({ scope: 'public' }))
    .thenRejected('not_published', 'statementIds');
  given([...EXAMPLE_BOARD, say({ scope: 'public' })])
    .when(mute({ scope: 'public' }))
    .then([{ type: 'statements-muted', scope: 'public', data: { levels: { check: 'partial_outage' } } }]);
});
test('[DC87] a mute ends once, where it was told', () => {
  const end: Command = { type: 'end-mute', muteId: 'mut-a' };
  const early: Command = mute({ until: NOW - 18_000_000, scope: 'public' });
  const told = say({ scope: 'public' });
  given([...EXAMPLE_BOARD, told, early])
    .when(end)
    .then([{ type: 'mute-ended', scope: 'public' }]);
  given([...EXAMPLE_BOARD, told, early])
    .when(mute())
    .thenRejected('already_exists', 'muteId');
  given(EXAMPLE_BOARD).when(end).thenRejected('not_found', 'muteId');
});

test('[DC96] telling customers a level that stands inside keeps there the words and the audience that are left out', () => {
  const inside = say({ scope: 'internal', words: 'no frame for 60 s', audience: { kind: 'everyone' } });
  given([...EXAMPLE_BOARD, inside])
    .when(say({ scope: 'public' }))
    .then([
      { type: 'statement-made', scope: 'public', data: { words: null, audience: null, told: true } },
      { type: 'statement-made', scope: 'internal', data: { words: 'no frame for 60 s', audience: { kind: 'everyone' } } },
    ]);
  given([...EXAMPLE_BOARD, inside])
    .when(say({ level: 'degraded_performance', scope: 'public' }))
    .then([{ type: 'statement-made', data: { words: null, audience: null } }]);
});
