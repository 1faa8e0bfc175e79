import { expect, test } from 'vitest';
import { asStoredBefore } from '../testing/as-stored-before.ts';
import { EXAMPLE_BOARD, opened } from '../testing/example-board.ts';
import { given, NOW, play } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import type { Command, CommandOf } from './command.ts';
import { fold } from './evolve.ts';
import { exactly, type FactTime } from './fact-time.ts';
import type { Incident } from './state.ts';
import { upcast } from './upcast.ts';

// The commands given to `play` start six hours before NOW.
const TOLD = NOW - 6 * 3_600_000;
const h = (hours: number): FactTime => exactly(TOLD + hours * 3_600_000);
const inc = { incidentId: 'inc-a' } as const;
const correct = (times: Omit<CommandOf<'correct-times'>, 'type' | 'incidentId'>): Command => ({ type: 'correct-times', ...inc, scope: 'internal', ...times });
const hurt = (impactId: string, from: FactTime, until?: FactTime) => ({ impactId, componentId: 'player', level: 'major_outage' as const, from, until });
const OPEN: Command[] = [...EXAMPLE_BOARD, opened({ startedAt: h(-10), impacts: [hurt('a', h(-10)), hurt('b', h(-8), h(-5))], scope: 'public' })];
const OVER: Command[] = [...OPEN, { type: 'resolve-incident', ...inc, scope: 'public', endedAt: h(-2) }];
const TWICE: Command[] = [...OVER, { type: 'reopen-incident', ...inc, from: h(-1) }, { type: 'resolve-incident', ...inc, scope: 'public', endedAt: h(0) }];

const folded = (history: Command[]): Incident => {
  const found = worldOf(play(history)).incident('inc-a');
  if (found === undefined) throw new Error('no incident');
  return found;
};
const times = ({ occurrences, impacts }: Incident) => [
  occurrences.map(({ from, until }) => [from, until]),
  impacts.map(({ impactId, from, until }) => [impactId, from, until]),
];

test('[DC98] a correction moves what began and ended with the occurrence, and cuts what reaches beyond it', () => {
  expect(times(folded([...OVER, correct({ from: h(-11) })]))).toEqual([
    [[h(-11), h(-2)]],
    [
      ['a', h(-11), h(-2)],
      ['b', h(-8), h(-5)],
    ],
  ]);
  expect(times(folded([...OVER, correct({ from: h(-7), until: h(-3) })]))).toEqual([
    [[h(-7), h(-3)]],
    [
      ['a', h(-7), h(-3)],
      ['b', h(-7), h(-5)],
    ],
  ]);
  expect(times(folded([...OPEN, correct({ from: h(-6) })]))).toEqual([
    [[h(-6), null]],
    [
      ['a', h(-6), null],
      ['b', h(-6), h(-5)],
    ],
  ]);
});
test('[DC98] each of several occurrences is corrected on its own, the last unless another is named', () => {
  expect(folded([...TWICE, correct({ until: h(-0.5) })]).occurrences.map(({ from, until }) => [from, until])).toEqual([
    [h(-10), h(-2)],
    [h(-1), h(-0.5)],
  ]);
  expect(times(folded([...TWICE, correct({ occurrence: 1, until: h(-3) })]))[0]).toEqual([
    [h(-10), h(-3)],
    [h(-1), h(0)],
  ]);
});
test('[DC98] an earlier stretch that lies outside goes with the correction', () => {
  const wrong = opened({ startedAt: h(-120), impacts: [hurt('a', h(-120))] });
  const worse: Command = { type: 'state-impact', ...inc, impact: { impactId: 'a', componentId: 'player', level: 'partial_outage', from: h(-2) } };
  expect(times(folded([...EXAMPLE_BOARD, wrong, worse, correct({ from: h(-2) })]))).toEqual([[[h(-2), null]], [['a', h(-2), null]]]);
});
test('[DC99] a correction is refused when it names no occurrence, nothing new, or times that cannot be', () => {
  const refuse = (history: Command[], asked: Parameters<typeof correct>[0]) => given(history).when(correct(asked));
  refuse(OVER, { occurrence: 2, from: h(-9) }).thenRejected('occurrence_unknown', 'occurrence');
  refuse(OVER, {}).thenRejected('times_unchanged');
  refuse(OVER, { from: h(-10) }).thenRejected('times_unchanged', 'from');
  refuse(OPEN, { until: h(-2) }).thenRejected('occurrence_open', 'until');
  refuse(OVER, { from: h(-1) }).thenRejected('times_reversed', 'from');
  refuse(OVER, { until: h(-11) }).thenRejected('times_reversed', 'until');
  refuse(OVER, { until: h(99) }).thenRejected('time_ahead', 'until');
  refuse(TWICE, { from: h(-3) }).thenRejected('times_cross', 'from');
  refuse(TWICE, { occurrence: 1, until: h(-0.5) }).thenRejected('times_cross', 'until');
  refuse(EXAMPLE_BOARD, { from: h(-9) }).thenRejected('incident_unknown');
});
test('[DC99] an impact of which nothing would be left is named; stated again within the new times it is no hindrance', () => {
  const { decision } = given(OVER).when(correct({ from: h(-4) }));
  expect(decision).toMatchObject({ reason: 'times_lose_impact', params: { impactId: 'b', componentId: 'player' }, field: 'from' });
  const again: Command = { type: 'state-impact', ...inc, scope: 'public', impact: { ...hurt('b', h(-3.5), h(-3)) } };
  expect(times(folded([...OVER, again, correct({ from: h(-4) })]))[0]).toEqual([[h(-4), h(-2)]]);
});
test('[DC99] an impact that people called like an earlier stretch is theirs, and no two impacts have one id', () => {
  const state = (impactId: string, from: FactTime, level: 'major_outage' | 'partial_outage', until?: FactTime): Command => ({
    type: 'state-impact',
    ...inc,
    scope: 'public',
    impact: { ...hurt(impactId, from, until), level },
  });
  const ids = ({ impacts }: Incident) => impacts.map(({ impactId }) => impactId);
  const theirs: Command[] = [...EXAMPLE_BOARD, opened({ startedAt: h(-10), impacts: [hurt('a', h(-10)), hurt('a-was-1', h(-10), h(-9))], scope: 'public' })];
  given(theirs)
    .when(correct({ from: h(-8), scope: 'public' }))
    .thenRejected('times_lose_impact', 'from');
  const risen = folded([...theirs, state('a', h(-6), 'partial_outage'), state('a', h(-4), 'major_outage')]);
  expect(ids(risen)).toEqual(['a', 'a-was-1', 'a-was-2', 'a-was-3']);
  // The first of two earlier stretches is gone, and the next one gets no id that is taken.
  const shrunk: Command[] = [
    ...EXAMPLE_BOARD,
    opened({ startedAt: h(-10), impacts: [hurt('a', h(-10))], scope: 'public' }),
    state('a', h(-6), 'partial_outage'),
    state('a', h(-4), 'major_outage'),
    correct({ from: h(-5), scope: 'public' }),
    state('a', h(-2), 'partial_outage'),
  ];
  expect(new Set(ids(folded(shrunk))).size).toBe(folded(shrunk).impacts.length);
  expect(times(folded(shrunk))[1]).toEqual([
    ['a', h(-2), null],
    ['a-was-2', h(-5), h(-4)],
    ['a-was-1', h(-4), h(-2)],
  ]);
  // Stated again by people, an earlier stretch is theirs too.
  const stated = [...shrunk, state('a-was-2', h(-5), 'partial_outage', h(-3))];
  given(stated)
    .when(correct({ from: h(-2.5), scope: 'public' }))
    .thenRejected('times_lose_impact', 'from');
});
test('[DC98] an impact that was a moment has no length to lose, and stays as a moment at the new bound', () => {
  const moment = opened({ startedAt: h(-10), impacts: [hurt('a', h(-10)), hurt('m', h(-10), h(-10))] });
  const over: Command[] = [...EXAMPLE_BOARD, moment, { type: 'resolve-incident', ...inc, endedAt: h(-2) }];
  expect(times(folded([...over, correct({ from: h(-4) })]))).toEqual([
    [[h(-4), h(-2)]],
    [
      ['a', h(-4), h(-2)],
      ['m', h(-4), h(-4)],
    ],
  ]);
});
test('[DC16] [DC99] an impact whose end is known to the day or the hour may lie within, so it is not lost; one that surely lies outside is', () => {
  const imprecise = (hours: number, precision: 'hour' | 'day', width: number): FactTime => ({
    ms: TOLD + hours * 3_600_000,
    untilMs: TOLD + (hours + width) * 3_600_000,
    precision,
  });
  const today = imprecise(-12, 'day', 24);
  const ends = (until: FactTime): Command[] => [...OPEN, { type: 'end-impact', ...inc, impactId: 'a', until, scope: 'public' }];
  for (const until of [today, imprecise(-10, 'hour', 1)]) {
    for (const scope of ['public', 'internal'] as const)
      given(ends(until))
        .when({ type: 'resolve-incident', ...inc, scope })
        .then([{ type: 'incident-resolved', scope }]);
    given(ends(until))
      .when({ type: 'dismiss-incident', ...inc, reason: 'A test' })
      .then([{ type: 'incident-dismissed' }]);
    const over: Command[] = [...ends(until), { type: 'resolve-incident', ...inc, scope: 'public', endedAt: h(-2) }];
    expect(times(folded([...over, correct({ from: h(-9.5) })]))[1]?.[0]).toEqual(['a', h(-9.5), until]);
  }
  // Its own end may be imprecise as well.
  given(OPEN)
    .when({ type: 'resolve-incident', ...inc, scope: 'public', endedAt: today })
    .then([{ type: 'incident-resolved' }]);
  given(OPEN)
    .when({ type: 'resolve-incident', ...inc, scope: 'public', endedAt: imprecise(-9.5, 'hour', 1) })
    .thenRejected('times_lose_impact', 'endedAt');
  given([...ends(imprecise(-10, 'hour', 1)), { type: 'resolve-incident', ...inc, scope: 'public', endedAt: h(-2) }])
    .when(correct({ from: h(-9) }))
    .thenRejected('times_lose_impact', 'from');
});
test('[DC99] [EV71] an earlier stretch that a card of an earlier build carried to customers holds up no correction', () => {
  const risen: Command[] = [
    ...EXAMPLE_BOARD,
    opened({ startedAt: h(-10), impacts: [hurt('a', h(-10))] }),
    { type: 'state-impact', ...inc, impact: { ...hurt('a', h(-6)), level: 'partial_outage' } },
    { type: 'publish-incident', ...inc },
  ];
  const stored = play(risen).map((event) => upcast(asStoredBefore(event)));
  const { events } = given([...stored, correct({ from: h(-5), scope: 'public' })]);
  expect(
    worldOf(events)
      .publicIncident('inc-a')
      ?.impacts.map(({ impactId }) => impactId),
  ).toEqual(['a']);
});
test('[DC99] what neither readers nor responders would see is no correction; what one of them would is', () => {
  const inside = [...OVER, correct({ from: h(-9) })];
  given(inside)
    .when(correct({ from: h(-9) }))
    .thenRejected('times_unchanged');
  given(inside)
    .when(correct({ from: h(-9), scope: 'public' }))
    .then([{ type: 'times-corrected', scope: 'public', data: { occurrence: 1, from: h(-9), until: null } }]);
});
test('[DC99] customers who know one long occurrence are told of its beginning alone', () => {
  const untold: Command[] = [
    ...OPEN,
    { type: 'resolve-incident', ...inc, scope: 'internal', endedAt: h(-2) },
    { type: 'reopen-incident', ...inc, from: h(-1) },
  ];
  given(untold)
    .when(correct({ from: h(-1.5), scope: 'public' }))
    .thenRejected('occurrence_internal', 'occurrence');
  given(untold)
    .when(correct({ occurrence: 1, from: h(-11), scope: 'public' }))
    .then([{ type: 'times-corrected', scope: 'public' }]);
});
test('[EV46] the entry says from what to what, and why; told inside first and then to customers it is one', () => {
  const inside = [...OVER, correct({ from: h(-11), reason: 'The logs begin earlier' })];
  const entries = (history: Command[]) => folded(history).entries.filter(({ change }) => change?.what === 'times');
  expect(entries(inside)).toMatchObject([
    {
      kind: 'change',
      scope: 'internal',
      actor: { name: 'Ana' },
      change: { what: 'times', occurrence: 1, began: { from: h(-10), to: h(-11) }, ended: null, reason: 'The logs begin earlier' },
    },
  ]);
  const told = [...inside, correct({ from: h(-11), scope: 'public' })];
  expect(entries(told)).toMatchObject([{ scope: 'public', change: { reason: 'The logs begin earlier' } }]);
  const customers = (history: Command[]) => fold(publicChain(play(history))).incidents['inc-a'];
  expect(customers(inside)?.startedAt).toEqual(h(-10));
  expect(customers(told)?.startedAt).toEqual(h(-11));
  expect(JSON.stringify(customers(told))).not.toContain('The logs');
});
test('[DC16] customers who were not told how early it began are told so when it ended before', () => {
  const late = opened({ startedAt: h(0), impacts: [hurt('a', h(0))], scope: 'public' });
  const earlier: Command = { type: 'state-impact', ...inc, scope: 'internal', impact: hurt('a', h(-2)) };
  const history = [...EXAMPLE_BOARD, late, earlier];
  given(history)
    .when({ type: 'resolve-incident', ...inc, scope: 'public', endedAt: h(-1) })
    .then([
      { type: 'times-corrected', scope: 'public', data: { from: h(-2) } },
      { type: 'incident-resolved', scope: 'public', data: { endedAt: h(-1) } },
    ]);
  const resolve: Command = { type: 'resolve-incident', ...inc, scope: 'public', endedAt: h(-1) };
  const customers = fold(publicChain(play([...history, resolve]))).incidents['inc-a'];
  expect(customers?.occurrences).toEqual([{ from: h(-2), until: h(-1) }]);
});
test('[DC16] an impact that customers were told is lost for them neither by an end that is given nor by the one that responders gave', () => {
  const started = opened({ startedAt: h(-10), impacts: [hurt('a', h(-10)), hurt('b', h(-3), h(-2))], scope: 'public' });
  const history: Command[] = [...EXAMPLE_BOARD, started, { type: 'state-impact', ...inc, scope: 'internal', impact: hurt('b', h(-5), h(-4)) }];
  const resolve = (scope: 'public' | 'internal', endedAt?: FactTime): Command => ({ type: 'resolve-incident', ...inc, scope, ...(endedAt && { endedAt }) });
  const { decision } = given(history).when(resolve('public', h(-3.5)));
  expect(decision).toMatchObject({ reason: 'times_lose_impact', params: { impactId: 'b' }, field: 'endedAt' });
  // Given inside, the same end is then told, and what responders know of the impact with it.
  const inside = [...history, resolve('internal', h(-3.5))];
  given(inside)
    .when(resolve('public'))
    .then([
      { type: 'impact-stated', scope: 'public', data: { impact: { impactId: 'b', from: h(-5), until: h(-4) } } },
      { type: 'incident-resolved', scope: 'public', data: { endedAt: h(-3.5) } },
    ]);
  const events = play([...inside, resolve('public')]);
  expect(fold(publicChain(events)).incidents['inc-a']?.impacts).toMatchObject([{ until: h(-3.5) }, { impactId: 'b', from: h(-5), until: h(-4) }]);
  expect(worldOf(events).incident('inc-a')?.impacts).toEqual(folded(inside).impacts);
});
test('[DC17] an imprecise end that is known, told to customers as well, moves nothing inside', () => {
  const hour: FactTime = { ms: TOLD - 2 * 3_600_000, precision: 'hour' };
  const ended = opened({ startedAt: h(0), impacts: [hurt('a', hour, h(-1.5))], scope: 'public' });
  const inside: Command[] = [...EXAMPLE_BOARD, ended, { type: 'resolve-incident', ...inc, scope: 'internal', endedAt: { ...hour, text: 'towards ten' } }];
  expect(times(folded([...inside, { type: 'resolve-incident', ...inc, scope: 'public' }]))).toEqual(times(folded(inside)));
});
test('[DC17] what responders resolved can be resolved for customers, also where an impact was told later that begins as it ended', () => {
  const hour: FactTime = { ms: TOLD - 2 * 3_600_000, precision: 'hour' };
  const late = hurt('a', { ...h(-1.5), precision: 'approximate' }, hour);
  given([
    ...EXAMPLE_BOARD,
    opened({ startedAt: hour, impacts: [], scope: 'public' }),
    { type: 'resolve-incident', ...inc, scope: 'internal', endedAt: h(-1.5) },
    { type: 'state-impact', ...inc, scope: 'public', impact: late },
  ])
    .when({ type: 'resolve-incident', ...inc, scope: 'public' })
    .then([{ type: 'incident-resolved', scope: 'public' }]);
});
