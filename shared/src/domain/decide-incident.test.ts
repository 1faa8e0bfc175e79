import { expect, test } from 'vitest';
import { EXAMPLE_BOARD, OPENED, opened, PUBLISHED, RESOLVED } from '../testing/example-board.ts';
import { eventOf, given, NOW, play } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import { exactly } from './fact-time.ts';

const inc = { incidentId: 'inc-a' } as const;

test('[DC10] opening gives whole impacts, an id when none was given, and the first update', () => {
  const impacts = [{ componentId: 'player', level: 'major_outage' as const }];
  given(EXAMPLE_BOARD)
    .when({ type: 'open-incident', title: 'Playback fails', impacts, text: 'We are looking.' })
    .then([
      {
        type: 'incident-opened',
        stream: 'incident:inc-1',
        data: {
          incidentId: 'inc-1',
          phase: 'investigating',
          startedAt: exactly(NOW),
          drill: null,
          impacts: [{ impactId: 'imp-2', regions: [], audience: null, notAffected: false, from: exactly(NOW), until: null }],
        },
      },
      { type: 'update-posted', stream: 'incident:inc-1', data: { updateId: 'upd-3', text: 'We are looking.' } },
    ]);
});
test('[DC10] opening in public is all public', () => {
  given(EXAMPLE_BOARD)
    .when(opened({ scope: 'public', text: 'Looking.' }))
    .then([
      { type: 'incident-opened', scope: 'public' },
      { type: 'update-posted', scope: 'public' },
    ]);
});
test('[DC10] with an incident its first words, the next update, who has it and who is to lead it are recorded, names inside', () => {
  const due = exactly(NOW + 900_000);
  given(EXAMPLE_BOARD)
    .when(opened({ scope: 'public', text: 'Looking.', nextUpdateDue: due, acknowledged: true, commander: 'Bo' }))
    .then([
      { type: 'incident-opened', scope: 'public' },
      { type: 'update-posted', scope: 'public' },
      { type: 'commitment-made', scope: 'public', data: { kind: 'next_update', incidentId: 'inc-a', due } },
      { type: 'incident-acknowledged', scope: 'internal', data: { by: 'Ana' } },
      { type: 'role-assigned', scope: 'internal', data: { role: 'commander', person: 'Bo' } },
    ]);
  // It is promised when it is said, whenever the rest happened.
  given(EXAMPLE_BOARD)
    .when(opened({ at: exactly(NOW - 3_600_000), nextUpdateDue: due }))
    .then([
      { type: 'incident-opened', at: exactly(NOW - 3_600_000) },
      { type: 'commitment-made', at: exactly(NOW) },
    ]);
  for (const late of [NOW, NOW - 1]) {
    given(EXAMPLE_BOARD)
      .when(opened({ nextUpdateDue: exactly(late) }))
      .thenRejected('next_update_early', 'nextUpdateDue');
  }
});
test('[DC11] opening is refused for a taken id, a resolved phase, and impacts that make no sense', () => {
  const opening = (impact: object) => given(EXAMPLE_BOARD).when(opened({ impacts: [{ componentId: 'player', level: 'major_outage', ...impact }] }));
  given(OPENED).when(opened()).thenRejected('already_exists', 'incidentId');
  given(EXAMPLE_BOARD)
    .when(opened({ phase: 'resolved' }))
    .thenRejected('wrong_phase', 'phase');
  opening({ componentId: 'nothing' }).thenRejected('not_found', 'impacts.0.componentId');
  opening({ regions: ['mars'] }).thenRejected('not_found', 'impacts.0.regions');
  opening({ notAffected: true }).thenRejected('invalid', 'impacts.0.level');
  opening({ level: 'operational' }).thenRejected('invalid', 'impacts.0.level');
  opening({ from: exactly(20), until: exactly(10) }).thenRejected('invalid', 'impacts.0.until');
  given(EXAMPLE_BOARD)
    .when(
      opened({
        impacts: [
          { impactId: 'x', componentId: 'player', level: 'major_outage' },
          { impactId: 'x', componentId: 'billing', level: 'major_outage' },
        ],
      }),
    )
    .thenRejected('already_exists', 'impacts.1.impactId');
});

test('[DC12] publishing tells what goes on, and of what else was said inside what is asked for', () => {
  const history: Command[] = [
    ...OPENED,
    { type: 'state-detection', ...inc, detection: { by: 'Bo', at: exactly(1) } },
    { type: 'state-cause', ...inc, cause: { text: 'a cable', class: ['network'], status: 'suspected' } },
  ];
  const [event] = given(history)
    .when({ type: 'publish-incident', ...inc, title: 'Videos stop' })
    .then([
      {
        type: 'incident-published',
        scope: 'public',
        data: { card: { title: 'Videos stop', detection: null, entryCount: 0, causes: [], phases: [{}], impacts: [{ impactId: 'imp-a' }] } },
      },
    ]);
  expect(event?.data).not.toHaveProperty('card.roles');
  expect(JSON.stringify(event)).not.toMatch(/a cable|"Bo"/);
  given(history)
    .when({ type: 'publish-incident', ...inc, include: ['causes', 'detection'] })
    .then([{ type: 'incident-published', data: { card: { causes: [{ text: 'a cable' }], detection: { by: 'Bo' }, entryCount: 0 } } }]);
  given(PUBLISHED)
    .when({ type: 'publish-incident', ...inc })
    .thenRejected('already_published', 'incidentId');
  given([...EXAMPLE_BOARD, opened({ scope: 'public' })])
    .when({ type: 'publish-incident', ...inc })
    .thenRejected('already_published');
});

test('[DC12] publishing a second time points to the impact that was left out, once customers see its component', () => {
  const unseen: Command[] = [
    ...EXAMPLE_BOARD,
    opened({ impacts: [{ impactId: 'imp-a', componentId: 'billing', level: 'major_outage' }] }),
    { type: 'publish-incident', incidentId: 'inc-a' },
  ];
  const shown: Command = { type: 'define-component', componentId: 'billing', name: 'Billing', scope: 'public' };
  const again: Command = { type: 'publish-incident', incidentId: 'inc-a' };
  const tell: Command = {
    type: 'state-impact',
    incidentId: 'inc-a',
    impact: { impactId: 'imp-a', componentId: 'billing', level: 'major_outage' },
    scope: 'public',
  };
  given(unseen).when(again).thenRejected('incident_already_public', 'incidentId');
  given([...unseen, shown])
    .when(again)
    .thenRejected('impact_untold', 'incidentId');
  given([...unseen, shown])
    .when(tell)
    .then([{ type: 'impact-stated', scope: 'public' }]);
  given([...unseen, shown, tell])
    .when(again)
    .thenRejected('incident_already_public', 'incidentId');
});

test('[DC9] publishing an incident publishes no component, incident or promise it points at', () => {
  const link = (incidentId: string, commitmentId: string | null): Command => ({
    type: 'link-incident',
    ...inc,
    link: { kind: 'related_to', incidentId, commitmentId, words: null, inferred: false },
  });
  const history: Command[] = [
    ...EXAMPLE_BOARD,
    opened({ incidentId: 'inc-hidden' }),
    opened({ incidentId: 'inc-shown', scope: 'public' }),
    { type: 'make-commitment', commitmentId: 'com-hidden', kind: 'fix', text: 'More disks' },
    opened({
      impacts: [
        { impactId: 'imp-a', componentId: 'player', level: 'partial_outage' },
        { impactId: 'imp-b', componentId: 'billing', level: 'major_outage' },
      ],
    }),
    link('inc-hidden', null),
    link('inc-shown', 'com-hidden'),
  ];
  const [event] = given(history)
    .when({ type: 'publish-incident', ...inc, include: ['links'] })
    .then([{ type: 'incident-published', data: { card: { impacts: [{ impactId: 'imp-a' }], links: [{ incidentId: 'inc-shown', commitmentId: null }] } } }]);
  expect(JSON.stringify(event)).not.toMatch(/billing|hidden/);
  // Older logs contain components that were retired during an incident.
  const retired = eventOf('component-retired', 'component:billing', { componentId: 'billing' });
  const [later] = given([...history, retired])
    .when({ type: 'publish-incident', ...inc })
    .then([{ type: 'incident-published' }]);
  expect(JSON.stringify(later)).not.toMatch(/billing/);
});

test('[DC13] a title changes to another one, for customers also when it is theirs alone that differs', () => {
  given(PUBLISHED)
    .when({ type: 'retitle-incident', ...inc, title: 'Videos stop', scope: 'internal' })
    .then([{ type: 'incident-retitled', scope: 'internal' }]);
  given(PUBLISHED)
    .when({ type: 'retitle-incident', ...inc, title: 'Playback fails', scope: 'public' })
    .thenRejected('nothing_to_change', 'title');
  const inside: Command = { type: 'retitle-incident', ...inc, title: 'Videos stop', scope: 'internal' };
  given([...PUBLISHED, inside])
    .when({ ...inside, scope: 'public' })
    .then([{ type: 'incident-retitled', scope: 'public' }]);
});

test('[DC14] acknowledging names the one who asks, stays inside, and is refused twice or when resolved', () => {
  const ack: Command = { type: 'acknowledge-incident', ...inc };
  given(PUBLISHED)
    .when(ack)
    .then([{ type: 'incident-acknowledged', scope: 'internal', data: { by: 'Ana' } }]);
  given([...PUBLISHED, ack])
    .when(ack)
    .thenRejected('nothing_to_change', 'by');
  given([...PUBLISHED, ack])
    .when({ ...ack, by: 'Bo' })
    .then([{ type: 'incident-acknowledged' }]);
  given(RESOLVED).when(ack).thenRejected('wrong_phase');
});

test('[DC155] who names the one that had it is refused, with who has it by now, where somebody else was faster', () => {
  const ack: Command = { type: 'acknowledge-incident', ...inc, expectedHolder: null };
  const taken = given([...PUBLISHED, { type: 'acknowledge-incident', ...inc, by: 'Bo' }]);
  given(PUBLISHED)
    .when(ack)
    .then([{ type: 'incident-acknowledged', data: { by: 'Ana' } }]);
  taken.when(ack).thenRejected('holder_moved', 'expectedHolder');
  taken.when({ ...ack, expectedHolder: 'Cy' }).thenRejected('holder_moved', 'expectedHolder');
  taken.when({ ...ack, expectedHolder: 'Bo' }).then([{ type: 'incident-acknowledged', data: { by: 'Ana' } }]);
  taken.when({ ...ack, by: 'Bo' }).thenRejected('already_acknowledged', 'by');
  // Reopened meanwhile, nobody has it.
  const back: Command[] = [
    { type: 'resolve-incident', ...inc, scope: 'public' },
    { type: 'reopen-incident', ...inc },
  ];
  given([...PUBLISHED, { type: 'acknowledge-incident', ...inc, by: 'Bo' }, ...back])
    .when({ ...ack, expectedHolder: 'Bo' })
    .then([{ type: 'incident-acknowledged' }]);
});

test('[DC15] a phase changes to another one, and can be told to customers after it was known inside', () => {
  const change: Command = { type: 'change-phase', ...inc, phase: 'identified', scope: 'internal' };
  given(PUBLISHED)
    .when(change)
    .then([{ type: 'phase-changed', scope: 'internal', data: { phase: 'identified' } }]);
  given([...PUBLISHED, change])
    .when(change)
    .thenRejected('nothing_to_change', 'phase');
  given([...PUBLISHED, change])
    .when({ ...change, scope: 'public' })
    .then([{ type: 'phase-changed', scope: 'public' }]);
});

test('[DC16] resolving ends it now unless told when, keeps the promised next update, and is refused twice', () => {
  const promised: Command = { type: 'post-update', ...inc, text: 'More soon.', scope: 'public', nextUpdateDue: exactly(NOW) };
  given([...PUBLISHED, promised])
    .when({ type: 'resolve-incident', ...inc, text: 'It works again.', scope: 'public' })
    .then([{ type: 'incident-resolved', data: { endedAt: exactly(NOW) } }, { type: 'update-posted' }, { type: 'commitment-kept', scope: 'public' }]);
  given(PUBLISHED)
    .when({ type: 'resolve-incident', ...inc, endedAt: exactly(NOW - 5), scope: 'internal' })
    .then([{ type: 'incident-resolved', data: { endedAt: exactly(NOW - 5) } }]);
  given(PUBLISHED)
    .when({ type: 'resolve-incident', ...inc, endedAt: exactly(1), scope: 'internal' })
    .thenRejected('invalid', 'endedAt');
  given(RESOLVED)
    .when({ type: 'resolve-incident', ...inc, scope: 'public' })
    .thenRejected('wrong_phase', 'incidentId');
});
test('[DC17] what was resolved inside can still be resolved for customers', () => {
  given([...PUBLISHED, { type: 'resolve-incident', ...inc, scope: 'internal' }])
    .when({ type: 'resolve-incident', ...inc, scope: 'public' })
    .then([{ type: 'incident-resolved', scope: 'public' }]);
});

test('[DC18] reopening a published incident tells both scopes, each with the card it may see', () => {
  const history: Command[] = [
    ...PUBLISHED,
    { type: 'assign-role', ...inc, role: 'commander', person: 'Bo' },
    { type: 'resolve-incident', ...inc, scope: 'public' },
  ];
  const [inside, outside] = given(history)
    .when({ type: 'reopen-incident', ...inc, phase: 'monitoring', text: 'It is back.', from: exactly(NOW - 9) })
    .then([
      {
        type: 'incident-reopened',
        scope: 'internal',
        data: { phase: 'monitoring', from: exactly(NOW - 9), card: { phase: 'resolved', published: true, roles: { commander: 'Bo' } } },
      },
      { type: 'incident-reopened', scope: 'public' },
      { type: 'impact-stated', scope: 'public' },
      { type: 'update-posted', scope: 'internal' },
    ]);
  expect(outside?.data).not.toHaveProperty('card.roles');
  expect(outside?.data).not.toHaveProperty('card.published');
  expect(inside?.stream).toBe('incident:inc-a');
});
test('[DC19] reopening tells customers only when they knew it as resolved, and is refused for what is open', () => {
  given([...OPENED, { type: 'resolve-incident', ...inc, scope: 'internal' }])
    .when({ type: 'reopen-incident', ...inc })
    .then([
      { type: 'incident-reopened', scope: 'internal' },
      { type: 'impact-stated', scope: 'internal' },
    ]);
  given([...PUBLISHED, { type: 'resolve-incident', ...inc, scope: 'internal' }])
    .when({ type: 'reopen-incident', ...inc })
    .then([
      { type: 'incident-reopened', scope: 'internal' },
      { type: 'impact-stated', scope: 'internal' },
    ]);
  given(PUBLISHED)
    .when({ type: 'reopen-incident', ...inc })
    .thenRejected('wrong_phase', 'incidentId');
});
test('[DC16] nothing ends before what stands of it began, whoever asks', () => {
  given(PUBLISHED)
    .when({ type: 'post-update', ...inc, text: 'Over.', phase: 'resolved', at: exactly(1), scope: 'internal' })
    .thenRejected('invalid', 'at');
  given([...PUBLISHED, { type: 'state-impact', ...inc, impact: { impactId: 'imp-b', componentId: 'billing', level: 'major_outage' } }])
    .when({ type: 'resolve-incident', ...inc, endedAt: exactly(NOW - 21_290_000), scope: 'internal' })
    .thenRejected('invalid', 'endedAt');
});
test('[DC17] told to customers later, it ended when the responders said so', () => {
  const endedAt = exactly(NOW - 21_200_000);
  const over: Command[] = [...PUBLISHED, { type: 'resolve-incident', ...inc, endedAt, scope: 'internal' }];
  given(over)
    .when({ type: 'resolve-incident', ...inc, scope: 'public' })
    .then([{ type: 'incident-resolved', scope: 'public', data: { endedAt } }]);
  given(over)
    .when({ type: 'post-update', ...inc, text: 'Over.', phase: 'resolved', scope: 'public' })
    .then([{ type: 'incident-resolved', scope: 'public', data: { endedAt } }, { type: 'update-posted' }]);
});
test('[DC28] a phase told to customers late moves them and not the responders', () => {
  const to = (phase: 'identified' | 'monitoring', scope: 'public' | 'internal'): Command => ({ type: 'change-phase', ...inc, phase, scope });
  const ahead = [...PUBLISHED, to('identified', 'internal'), to('monitoring', 'internal')];
  const log = play([...ahead, to('identified', 'public')]);
  const world = worldOf(log);
  expect(world.incident('inc-a')).toMatchObject({ phase: 'monitoring', phases: [{}, { phase: 'identified' }, { phase: 'monitoring' }] });
  expect(world.incident('inc-a')?.entries.at(-1)).toMatchObject({ scope: 'public', change: { what: 'phase', to: 'identified' } });
  expect(world.publicIncident('inc-a')?.phase).toBe('identified');
  expect(JSON.stringify(publicChain(log))).not.toMatch(/passed|monitoring/);
  const back = worldOf(play([...PUBLISHED, to('monitoring', 'public'), to('identified', 'public')]));
  expect([back.incident('inc-a')?.phase, back.publicIncident('inc-a')?.phase]).toEqual(['identified', 'identified']);
});
const REOPEN = { type: 'reopen-incident', ...inc } as const;
const impactsAfter = (history: Command[]) => {
  const events = play(history);
  const standing = ({ impacts }: { impacts: readonly { impactId: string; level: string; until: unknown }[] }) =>
    impacts.filter(({ until }) => until === null).map(({ impactId, level }) => [impactId, level]);
  const [inside, outside] = [worldOf(events).incident('inc-a'), worldOf(events).publicIncident('inc-a')];
  return [inside === undefined ? null : standing(inside), outside === undefined ? null : standing(outside)];
};
test('[DC101] what is reopened hurts as it last did, in both scopes, and the time before stays', () => {
  const minor: Command = {
    type: 'state-impact',
    ...inc,
    scope: 'internal',
    impact: { impactId: 'imp-b', componentId: 'billing', level: 'degraded_performance' },
  };
  const early: Command = { type: 'end-impact', ...inc, scope: 'internal', impactId: 'imp-b' };
  const resolve: Command = { type: 'resolve-incident', ...inc, scope: 'public' };
  expect(impactsAfter([...RESOLVED, REOPEN])).toEqual([[['imp-a', 'partial_outage']], [['imp-a', 'partial_outage']]]);
  expect(impactsAfter([...PUBLISHED, minor, resolve, REOPEN])).toEqual([
    [
      ['imp-a', 'partial_outage'],
      ['imp-b', 'degraded_performance'],
    ],
    [['imp-a', 'partial_outage']],
  ]);
  expect(impactsAfter([...PUBLISHED, minor, early, resolve, REOPEN])[0]).toEqual([['imp-a', 'partial_outage']]);
  const ended: Command = { type: 'end-impact', ...inc, scope: 'public', impactId: 'imp-a' };
  expect(impactsAfter([...PUBLISHED, ended, resolve, REOPEN])).toEqual([[['imp-a', 'partial_outage']], [['imp-a', 'partial_outage']]]);
  const again = worldOf(play([...RESOLVED, REOPEN])).incident('inc-a');
  expect(again?.impacts.map(({ until }) => until === null)).toEqual([true, false]);
  expect(again?.impacts[0]?.from).toEqual(again?.occurrences[1]?.from);
});
test('[DC101] impacts that are given take the place of those, and none means that nobody knows yet', () => {
  const worse = { impactId: 'imp-a', componentId: 'player', level: 'major_outage' as const };
  expect(impactsAfter([...RESOLVED, { ...REOPEN, scope: 'public', impacts: [worse] }])).toEqual([[['imp-a', 'major_outage']], [['imp-a', 'major_outage']]]);
  expect(impactsAfter([...RESOLVED, { ...REOPEN, scope: 'internal', impacts: [worse] }])).toEqual([[['imp-a', 'major_outage']], []]);
  expect(impactsAfter([...RESOLVED, { ...REOPEN, scope: 'public', impacts: [] }])).toEqual([[], []]);
  given(RESOLVED)
    .when({ ...REOPEN, impacts: [] })
    .then([
      { type: 'incident-reopened', scope: 'internal' },
      { type: 'incident-reopened', scope: 'public' },
    ]);
  given(RESOLVED)
    .when({ ...REOPEN, impacts: [worse] })
    .thenRejected('scope_needed', 'scope');
  given(RESOLVED)
    .when({ ...REOPEN, scope: 'public', impacts: [{ ...worse, componentId: 'billing' }] })
    .thenRejected('not_published', 'impacts.0.componentId');
  given(RESOLVED)
    .when({ ...REOPEN, scope: 'internal', impacts: [{ ...worse, componentId: 'billing' }] })
    .thenRejected('impact_elsewhere', 'impacts.0.componentId');
});
test('[DC29] what came back came back after it had ended', () => {
  given(RESOLVED)
    .when({ type: 'reopen-incident', ...inc, from: exactly(NOW - 21_290_000) })
    .thenRejected('invalid', 'from');
});

test('[DC100] on a published incident a command that changes what customers read says whom it tells', () => {
  const changing: Command[] = [
    { type: 'resolve-incident', ...inc },
    { type: 'change-phase', ...inc, phase: 'monitoring' },
    { type: 'retitle-incident', ...inc, title: 'Videos stop' },
    { type: 'state-impact', ...inc, impact: { componentId: 'player', level: 'major_outage' } },
    { type: 'end-impact', ...inc, impactId: 'imp-a' },
    { type: 'correct-times', ...inc, from: exactly(NOW - 86_400_000) },
    { type: 'post-update', ...inc, text: 'It holds.', phase: 'monitoring' },
    { type: 'post-update', ...inc, text: 'Over.', phase: 'resolved' },
  ];
  for (const command of changing) {
    given(PUBLISHED)
      .when(command)
      .thenRejected('scope_needed', command.type === 'post-update' ? 'factScope' : 'scope');
    for (const scope of ['internal', 'public'] as const) expect(given(PUBLISHED).when({ ...command, scope } as Command).decision).toHaveProperty('events');
    expect(given(OPENED).when(command).decision).toHaveProperty('events');
  }
});
test('[DC100] what customers cannot be told, or know already, needs no scope', () => {
  const hidden: Command = { type: 'state-impact', ...inc, impact: { impactId: 'imp-b', componentId: 'billing', level: 'major_outage' } };
  given(PUBLISHED)
    .when(hidden)
    .then([{ type: 'impact-stated', scope: 'internal' }]);
  given([...PUBLISHED, hidden])
    .when({ type: 'end-impact', ...inc, impactId: 'imp-b' })
    .then([{ type: 'impact-ended', scope: 'internal' }]);
  given(PUBLISHED)
    .when({ type: 'post-update', ...inc, text: 'We look at the disks.' })
    .then([{ type: 'update-posted', scope: 'internal' }]);
  given([...PUBLISHED, { type: 'resolve-incident', ...inc, scope: 'public' }])
    .when({ type: 'resolve-incident', ...inc })
    .thenRejected('incident_already_resolved');
  // Resolved internally but not for customers, who would be left with an open incident.
  given([...PUBLISHED, { type: 'resolve-incident', ...inc, scope: 'internal' }])
    .when({ type: 'resolve-incident', ...inc })
    .thenRejected('scope_needed', 'scope');
});
