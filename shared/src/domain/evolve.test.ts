import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { EXAMPLE_BOARD, OPENED, opened, PUBLISHED, RESOLVED } from '../testing/example-board.ts';
import { ANA, eventOf, NOW, play } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import type { Event, UnknownEvent } from './event.ts';
import { evolve, fold } from './evolve.ts';
import { exactly, type FactTime, UNKNOWN_TIME } from './fact-time.ts';
import type { BoardState, Incident } from './state.ts';
import { BOARD_BOUNDS } from './state.ts';

type History = readonly (Command | Event | UnknownEvent)[];
const boardAfter = (history: History): BoardState => fold(play(history));
const customersAfter = (history: History): BoardState => fold(publicChain(play(history)));
const incidentOn = (board: BoardState, id = 'inc-a'): Incident => {
  const incident = board.incidents[id];
  if (incident === undefined) throw new Error(`${id} is not on the board`);
  return incident;
};
const said = (text: string, rest = {}): Command => ({ type: 'post-update', incidentId: 'inc-a', text, ...rest });
const changes = (incident: Incident) => incident.entries.flatMap(({ change }) => (change === null ? [] : [change]));

test('[EV16] publishing creates the incident from its card for customers, and inside it only marks it', () => {
  const inside = incidentOn(boardAfter([...OPENED, said('only for us'), { type: 'publish-incident', incidentId: 'inc-a', title: 'Videos do not play' }]));
  const outside = incidentOn(customersAfter([...OPENED, said('only for us'), { type: 'publish-incident', incidentId: 'inc-a', title: 'Videos do not play' }]));
  expect(inside).toMatchObject({ title: 'Playback fails', published: true });
  expect(outside).toMatchObject({ title: 'Videos do not play', published: true, impacts: inside.impacts, startedAt: inside.startedAt });
  expect(outside.entries.map(({ text }) => text)).toEqual([null]);
});

test('[EV17] resolving ends every standing impact and the occurrence', () => {
  const endedAt = exactly(NOW - 21_250_000);
  const incident = incidentOn(boardAfter([...OPENED, { type: 'resolve-incident', incidentId: 'inc-a', endedAt, scope: 'internal' }]));
  expect(incident).toMatchObject({ phase: 'resolved', endedAt, impacts: [{ until: endedAt }], occurrences: [{ until: endedAt }] });
});

test('[EV18] an impact restated from a later time keeps its earlier stretch, one restated from the same time is corrected', () => {
  const worse = { impactId: 'imp-a', componentId: 'player', level: 'major_outage' } as const;
  const risen = incidentOn(boardAfter([...OPENED, { type: 'state-impact', incidentId: 'inc-a', impact: worse }]));
  const [now, before] = risen.impacts;
  expect(now).toMatchObject({ impactId: 'imp-a', level: 'major_outage', until: null });
  expect(before).toMatchObject({ level: 'partial_outage', until: now?.from });
  const from = before?.from ?? UNKNOWN_TIME;
  const corrected = incidentOn(boardAfter([...OPENED, { type: 'state-impact', incidentId: 'inc-a', impact: { ...worse, from } }]));
  expect(corrected.impacts).toMatchObject([{ level: 'major_outage', from, until: null }]);
});

test('[EV19] reopening adds an occurrence, asks for a new acknowledgement, and is one entry though two scopes are told', () => {
  const history: Command[] = [
    ...PUBLISHED,
    { type: 'acknowledge-incident', incidentId: 'inc-a' },
    { type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' },
  ];
  const reopening: Command = { type: 'reopen-incident', incidentId: 'inc-a', phase: 'identified' };
  const inside = boardAfter([...history, reopening]);
  const incident = incidentOn(inside);
  expect(incident).toMatchObject({ phase: 'identified', endedAt: null, acknowledged: null });
  expect(incident.occurrences.map(({ until }) => until === null)).toEqual([false, true]);
  expect(incident.occurrences.map(({ acknowledged }) => acknowledged !== undefined)).toEqual([true, false]);
  expect(incident.phases.map(({ phase }) => phase)).toEqual(['investigating', 'resolved', 'reopened', 'identified']);
  expect(incident.entries.filter(({ phase }) => phase === 'reopened')).toMatchObject([{ scope: 'public', change: { what: 'phase', to: 'reopened' } }]);
  expect(inside.latest.filter(({ kind }) => kind === 'incident-reopened')).toMatchObject([{ scope: 'public' }]);
  expect(incidentOn(customersAfter([...history, reopening])).phase).toBe('identified');
});

test('[EV20] an incident that left the board is ignored until it is reopened, and comes back whole from its card', () => {
  const crowd = Array.from({ length: BOARD_BOUNDS.recent }, (_, index): Command[] => [
    opened({ incidentId: `later-${index}` }),
    { type: 'resolve-incident', incidentId: `later-${index}`, scope: 'internal' },
  ]).flat();
  const history: Command[] = [
    ...OPENED,
    { type: 'assign-role', incidentId: 'inc-a', role: 'commander', person: 'Bo' },
    { type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' },
    ...crowd,
  ];
  expect(boardAfter(history).incidents).not.toHaveProperty('inc-a');
  const events = play([...history, said('an afterthought')]);
  expect(fold(events).incidents).not.toHaveProperty('inc-a');
  expect(fold(events).latest.map(({ params }) => params)).not.toContainEqual(expect.objectContaining({ text: 'an afterthought' }));
  const whole = worldOf(events).incident('inc-a');
  const back = incidentOn(boardAfter([...history, said('an afterthought'), { type: 'reopen-incident', incidentId: 'inc-a', impacts: [] }]));
  expect(back).toMatchObject({ phase: 'investigating', impacts: whole?.impacts, roles: { commander: 'Bo' }, entryCount: (whole?.entryCount ?? 0) + 1 });
});

test('[EV20] publishing an incident that left the board shows it to customers, and nothing of it inside', () => {
  const crowd = Array.from({ length: BOARD_BOUNDS.recent }, (_, index): Command[] => [
    opened({ incidentId: `later-${index}` }),
    { type: 'resolve-incident', incidentId: `later-${index}`, scope: 'internal' },
  ]).flat();
  const history: Command[] = [
    ...OPENED,
    { type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' },
    ...crowd,
    { type: 'publish-incident', incidentId: 'inc-a', title: 'For customers' },
  ];
  expect(incidentOn(customersAfter(history)).title).toBe('For customers');
  expect(boardAfter(history).incidents).not.toHaveProperty('inc-a');
  expect(boardAfter(history).recent).not.toContain('inc-a');
  expect(worldOf(play(history)).incident('inc-a')).toMatchObject({ title: 'Playback fails', published: true, impacts: [{ componentId: 'player' }] });
});

test('[EV21] publishing a note makes its entry public with the words customers get, and creates it for them', () => {
  const history: Command[] = [
    ...PUBLISHED,
    said('node 7 is full', { updateId: 'upd-a' }),
    { type: 'publish-update', incidentId: 'inc-a', updateId: 'upd-a', text: 'We found the fault.' },
  ];
  const inside = incidentOn(boardAfter(history)).entries.find(({ id }) => id === 'upd-a');
  expect(inside).toMatchObject({
    kind: 'public',
    scope: 'public',
    text: 'We found the fault.',
    earlier: [{ text: 'node 7 is full' }],
    publishedAt: expect.any(Number),
  });
  const outside = incidentOn(customersAfter(history)).entries.find(({ id }) => id === 'upd-a');
  expect(outside).toMatchObject({ kind: 'public', text: 'We found the fault.', earlier: [], actor: null });
});

test('[EV21] a note published in its own words has no earlier text', () => {
  const board = boardAfter([
    ...PUBLISHED,
    said('We found the fault.', { updateId: 'upd-a' }),
    { type: 'publish-update', incidentId: 'inc-a', updateId: 'upd-a' },
  ]);
  expect(incidentOn(board).entries.find(({ id }) => id === 'upd-a')).toMatchObject({ kind: 'public', earlier: [] });
});

test('[EV22] an event of an unknown type is counted, and shown in its incident as unsupported', () => {
  const { type: _, data: _data, ...envelope } = eventOf('canary-sent', 'incident:inc-a', {});
  const board = boardAfter([...OPENED, { ...envelope, type: 'weather-changed', data: { wind: 7 }, unsupported: true }]);
  expect(board.unsupported).toBe(1);
  expect(incidentOn(board).entries.at(-1)).toMatchObject({ kind: 'unsupported', text: null });
});

test('[EV23] a change of phase, level, title, commander or visibility is an entry that says from what to what', () => {
  const incident = worldOf(
    play([
      ...PUBLISHED,
      { type: 'state-impact', incidentId: 'inc-a', scope: 'internal', impact: { impactId: 'imp-a', componentId: 'player', level: 'major_outage' } },
      { type: 'end-impact', incidentId: 'inc-a', impactId: 'imp-a', scope: 'internal' },
      { type: 'retitle-incident', incidentId: 'inc-a', title: 'Videos stop', scope: 'internal' },
      { type: 'assign-role', incidentId: 'inc-a', role: 'commander', person: 'Bo' },
      { type: 'assign-role', incidentId: 'inc-a', role: 'scribe', person: 'Cleo' },
      { type: 'change-phase', incidentId: 'inc-a', phase: 'monitoring', scope: 'internal' },
    ]),
  ).incident('inc-a');
  const level = { what: 'level', componentId: 'player', notAffected: false };
  expect(incident && changes(incident)).toEqual([
    { what: 'phase', to: 'investigating' },
    { ...level, from: 'operational', to: 'partial_outage' },
    { what: 'published' },
    { ...level, from: 'partial_outage', to: 'major_outage' },
    { ...level, from: 'major_outage', to: 'operational' },
    { what: 'title', from: 'Playback fails', to: 'Videos stop' },
    { what: 'commander', to: 'Bo' },
    { what: 'phase', to: 'monitoring' },
  ]);
});

test('[EV23] a level in an entry is that of the component, which several impacts can hurt', () => {
  const on = (impactId: string, level: 'major_outage' | 'degraded_performance' | 'partial_outage') => ({ impactId, componentId: 'player', level });
  const state = (impact: ReturnType<typeof on>): Command => ({ type: 'state-impact', incidentId: 'inc-a', impact });
  const end = (impactId: string): Command => ({ type: 'end-impact', incidentId: 'inc-a', impactId });
  const levels = (...commands: Command[]) =>
    (worldOf(play([...EXAMPLE_BOARD, ...commands])).incident('inc-a')?.entries ?? []).flatMap(({ change }) =>
      change?.what === 'level' ? [`${change.from} to ${change.to}`] : [],
    );
  const major = on('a', 'major_outage');
  expect(levels(opened({ impacts: [major] }), state(on('b', 'degraded_performance')), end('a'), end('b'))).toEqual([
    'operational to major_outage',
    'major_outage to degraded_performance',
    'degraded_performance to operational',
  ]);
  expect(levels(opened({ impacts: [on('b', 'partial_outage'), major] }), end('b'))).toEqual([
    'operational to partial_outage',
    'partial_outage to major_outage',
  ]);
});

test('[EV23] an end told again without a date makes no entry: the level changed at the end that was known', () => {
  const ended = (until: FactTime) => eventOf('impact-ended', 'incident:inc-a', { incidentId: 'inc-a', impactId: 'imp-a', until });
  const once = incidentOn(boardAfter([...OPENED, ended(exactly(NOW))]));
  const again = incidentOn(boardAfter([...OPENED, ended(exactly(NOW)), ended(UNKNOWN_TIME)]));
  expect(again.impacts).toMatchObject([{ until: UNKNOWN_TIME }]);
  expect(changes(again)).toEqual(changes(once));
});
test('[EV23] who acknowledged an incident stands in its timeline, also once it is resolved', () => {
  const by = (person: string): Command => ({ type: 'acknowledge-incident', incidentId: 'inc-a', by: person });
  const log = play([...PUBLISHED, by('Ada'), by('Bo'), { type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' }]);
  const incident = worldOf(log).incident('inc-a');
  expect(incident && changes(incident).filter(({ what }) => what === 'acknowledged')).toEqual([
    { what: 'acknowledged', by: 'Ada' },
    { what: 'acknowledged', by: 'Bo' },
  ]);
  expect(JSON.stringify(worldOf(log).publicIncident('inc-a'))).not.toMatch(/Ada|"Bo"/);
});

test('[EV24] a promise that is settled stays settled, save that what was kept can fail', () => {
  const made = eventOf('commitment-made', 'commitment:com-a', {
    commitmentId: 'com-a',
    kind: 'action',
    text: 'More disks',
    due: null,
    incidentId: null,
    owner: null,
    alreadyPlanned: false,
  });
  const kept = eventOf('commitment-kept', 'commitment:com-a', { commitmentId: 'com-a', words: 'done' });
  const dropped = eventOf('commitment-dropped', 'commitment:com-a', { commitmentId: 'com-a', reason: null });
  const failed = eventOf('commitment-failed', 'commitment:com-a', { commitmentId: 'com-a', incidentId: 'inc-a' });
  const outcome = (...events: Event[]) => worldOf(events).commitment('com-a')?.outcome;
  expect([outcome(made), outcome(made, kept, dropped), outcome(made, dropped, kept), outcome(made, kept, failed), outcome(made, dropped, failed)]).toEqual([
    'open',
    'kept',
    'dropped',
    'failed',
    'dropped',
  ]);
});

test('[EV35] a promise given another due time is not overdue, until that passes too', () => {
  const data = { commitmentId: 'com-a', text: 'More disks', due: exactly(5), owner: null };
  const made = eventOf('commitment-made', 'commitment:com-a', { ...data, kind: 'action', incidentId: null, alreadyPlanned: false });
  const late = eventOf('commitment-overdue', 'commitment:com-a', { commitmentId: 'com-a' });
  const change = (due: number) => eventOf('commitment-changed', 'commitment:com-a', { ...data, owner: 'Bo', due: exactly(due) });
  const overdue = (...events: Event[]) => worldOf(events).commitment('com-a')?.overdue;
  expect([overdue(made, late), overdue(made, late, change(5)), overdue(made, late, change(9)), overdue(made, late, change(9), late)]).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

test('[EV25] planned work that is over stays over, and the board keeps the few that ended last', () => {
  const works = Array.from({ length: BOARD_BOUNDS.endedMaintenances + 2 }, (_, index) => {
    const maintenanceId = `mnt-${index}`;
    const stream = `maintenance:${maintenanceId}`;
    const at = exactly(NOW + index);
    return [
      eventOf('maintenance-scheduled', stream, { maintenanceId, title: 'Disks', text: null, componentIds: ['player'], from: at, until: exactly(NOW + 9) }),
      eventOf('maintenance-phase-changed', stream, { maintenanceId, phase: 'in_progress' }, { at }),
      eventOf('maintenance-phase-changed', stream, { maintenanceId, phase: 'verifying' }, { at: exactly(NOW + 40) }),
      eventOf('maintenance-phase-changed', stream, { maintenanceId, phase: 'completed' }, { at }),
      eventOf('maintenance-phase-changed', stream, { maintenanceId, phase: 'in_progress' }, { at: exactly(NOW + 50) }),
    ];
  }).flat();
  const { maintenances } = fold(works);
  expect(Object.keys(maintenances)).toEqual(['mnt-2', 'mnt-3', 'mnt-4', 'mnt-5', 'mnt-6']);
  expect(maintenances['mnt-6']).toMatchObject({ phase: 'completed', endedAt: exactly(NOW + 6), startedAt: exactly(NOW + 6) });
});

test('[EV26] a latest line is a kind with its facts, its text as written, and an amendment replaces the text', () => {
  const { latest } = boardAfter([
    ...OPENED,
    said('**Half** of them', { updateId: 'upd-a' }),
    { type: 'amend-update', incidentId: 'inc-a', updateId: 'upd-a', text: 'A *third* of them' },
  ]);
  expect(latest).toMatchObject([
    { kind: 'incident-opened', params: { title: 'Playback fails' } },
    { kind: 'update-amended', params: { as: 'note', text: 'A *third* of them', cut: false } },
  ]);
});

test('[EV79] what was retracted stays for responders, customers keep that something was, and nothing changes it any more', () => {
  const at = { incidentId: 'inc-a', updateId: 'upd-a' } as const;
  const log = play([
    ...PUBLISHED,
    said('We look.', { updateId: 'upd-0', scope: 'public' }),
    said('A disk of Acme is full', { updateId: 'upd-a', scope: 'public' }),
    { type: 'amend-update', ...at, text: 'A disk is full' },
    { type: 'retract-update', ...at, reason: 'It named Acme' },
  ]);
  const late = eventOf('update-amended', 'incident:inc-a', { ...at, text: 'Still full', reason: null }, { scope: 'public' });
  const chain = [...log, late];
  const retracted = log.findLast(({ type, data }) => type === 'update-retracted' && JSON.stringify(data).includes('upd-a'));
  const inside = worldOf(chain)
    .incident('inc-a')
    ?.entries.find(({ id }) => id === 'upd-a');
  expect(inside).toMatchObject({ text: 'A disk is full', earlier: [{ text: 'A disk of Acme is full' }] });
  expect(inside?.retracted).toEqual({ at: retracted?.recordedAt, reason: 'It named Acme', by: ANA });
  const theirs = worldOf(publicChain(chain)).incident('inc-a')?.entries;
  expect(theirs?.find(({ id }) => id === 'upd-a')).toMatchObject({
    kind: 'public',
    text: null,
    earlier: [],
    retracted: { at: retracted?.recordedAt, reason: null, by: null },
  });
  for (const board of [fold(chain), fold(publicChain(chain))]) {
    expect(JSON.stringify(board.latest)).not.toContain('disk');
    expect(board.latest).toContainEqual(expect.objectContaining({ kind: 'update-retracted', params: { as: 'update', title: 'Playback fails' } }));
  }
});

test('[EV28] the board keeps the last texts that stand, however old', () => {
  const board = boardAfter([
    ...PUBLISHED,
    said('We look.', { updateId: 'upd-0', scope: 'public' }),
    said('We found it.', { updateId: 'upd-a', scope: 'public' }),
    { type: 'retract-update', incidentId: 'inc-a', updateId: 'upd-a', reason: 'Not so' },
    ...Array.from({ length: BOARD_BOUNDS.entries }, (_, n) => said(`note ${n}`, { updateId: `note-${n}` })),
  ]);
  const texts = board.incidents['inc-a']?.entries.filter(({ kind }) => kind === 'public').map(({ text }) => text);
  expect(texts).toEqual(['We look.']);
});

test('[EV26] a late next update names its incident, and only to those who can do something about it', () => {
  const promise = { commitmentId: 'com-a', kind: 'next_update', text: 'Next update', due: exactly(5), incidentId: 'inc-a', owner: null } as const;
  const made = eventOf('commitment-made', 'commitment:com-a', { ...promise, alreadyPlanned: false }, { scope: 'public' });
  const late = eventOf('commitment-overdue', 'commitment:com-a', { commitmentId: 'com-a' }, { scope: 'public' });
  expect(fold([made, late]).latest).toMatchObject([{ kind: 'commitment-overdue', params: { promise: null }, incidentId: 'inc-a', scope: 'internal' }]);
});

test('[EV26] a line keeps the names of its time, whatever is renamed or retired later', () => {
  const before: Command[] = [
    opened({ impacts: [{ impactId: 'i', componentId: 'player', level: 'major_outage' }] }),
    { type: 'state-impact', incidentId: 'inc-a', impact: { impactId: 'j', componentId: 'player', level: 'partial_outage' } },
    { type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' },
  ];
  const { latest } = boardAfter([...EXAMPLE_BOARD, ...before]);
  expect(latest.map(({ params }) => params)).toContainEqual({ component: 'Player', group: null, id: null, level: 'partial_outage', notAffected: false });
  const renamed: Command = { type: 'define-component', componentId: 'player', name: 'Video' };
  expect(boardAfter([...EXAMPLE_BOARD, ...before, renamed, { type: 'retire-component', componentId: 'player' }]).latest).toEqual(latest);
});

test('[EV69] a line tells a component apart from others of its name, by its group and, within one group, by its id', () => {
  const named = (componentId: string, groupId: string | null): Command => ({ type: 'define-component', componentId, name: 'Queue', groupId });
  const groups: Command[] = ['eu', 'us'].map((groupId) => ({ type: 'define-group', groupId, name: groupId.toUpperCase() }));
  const told = (...components: Command[]) => {
    const stated = components.map((_, n): Command => {
      const impact = { impactId: `i${n}`, componentId: `q${n}`, level: 'major_outage' } as const;
      return { type: 'state-impact', incidentId: 'inc-a', impact };
    });
    return boardAfter([...groups, ...components, opened(), ...stated]).latest.flatMap((line) => (line.kind === 'impact-stated' ? [line.params] : []));
  };
  expect(told(named('q0', 'eu'))).toMatchObject([{ component: 'Queue', group: null, id: null }]);
  expect(told(named('q0', 'eu'), named('q1', 'us'), named('q2', 'us'))).toMatchObject([
    { component: 'Queue', group: 'EU', id: null },
    { component: 'Queue', group: 'US', id: 'q1' },
    { component: 'Queue', group: 'US', id: 'q2' },
  ]);
  expect(told(named('q0', null), named('q1', null))).toMatchObject([
    { component: 'Queue', group: null, id: 'q0' },
    { component: 'Queue', group: null, id: 'q1' },
  ]);
});

test('[EV42] of a text the fold reads nothing and keeps its first 400 units, no character halved', () => {
  const board = boardAfter(OPENED);
  const keptOf = (text: string) =>
    evolve(board, eventOf('update-posted', 'incident:inc-a', { incidentId: 'inc-a', updateId: 'u', kind: 'update', text })).latest.at(-1)?.params;
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', ' ', '**', '[', 'é', '火', '👩‍🚒', '😀'), { maxLength: 500, size: 'max' }), (parts) => {
      const text = `t${parts.join('')}`;
      const kept = keptOf(text);
      if (kept === undefined || !('text' in kept)) return expect.fail('no text is kept');
      expect(text.startsWith(kept.text)).toBe(true);
      expect(kept.cut).toBe(kept.text !== text);
      expect(kept.text.length).toBeGreaterThanOrEqual(Math.min(399, text.length));
      expect(kept.text.length).toBeLessThanOrEqual(400);
      expect(kept.text.isWellFormed()).toBe(true);
      // Text behind the cut has no influence.
      if (kept.cut) expect(keptOf(`${text.slice(0, 400)}${'['.repeat(5_000)}`)).toEqual(kept);
    }),
    { numRuns: 60 },
  );
});

test('[EV26] two incidents may use the same id for an update', () => {
  const history: Command[] = [...PUBLISHED, opened({ incidentId: 'inc-b', title: 'Internal' })];
  const note = { type: 'post-update', updateId: 'upd-a' } as const;
  const inside = boardAfter([
    ...history,
    { ...note, incidentId: 'inc-a', text: 'words of A', scope: 'public' },
    { ...note, incidentId: 'inc-b', text: 'words of B' },
    { type: 'amend-update', incidentId: 'inc-b', updateId: 'upd-a', text: 'other words of B' },
  ]);
  const lines = inside.latest
    .filter(({ kind }) => kind === 'update-posted' || kind === 'update-amended')
    .map(({ incidentId, scope, params }) => [incidentId, scope, 'text' in params && params.text]);
  expect(lines).toEqual([
    ['inc-a', 'public', 'words of A'],
    ['inc-b', 'internal', 'other words of B'],
  ]);
});

test('[EV37] what was withdrawn, retired or recovered is muted no more', () => {
  const statement = (level: 'operational' | 'major_outage' | 'degraded_performance'): Command => ({
    type: 'make-statement',
    statementId: 'check',
    componentId: 'player',
    level,
    source: { kind: 'check', name: 'Play a video' },
  });
  const muted: Command[] = [
    ...EXAMPLE_BOARD,
    statement('major_outage'),
    { type: 'mute-statements', muteId: 'hush', statementIds: ['check'], until: NOW - 21_600_000 + 3_600_000, reason: 'The host is being moved' },
  ];
  const left = (...then: Command[]) => boardAfter([...muted, ...then]).mutes.hush?.levels;
  expect(left(statement('degraded_performance'))).toEqual({ check: 'major_outage' });
  expect(left(statement('operational'))).toEqual({});
  expect(left({ type: 'withdraw-statement', statementId: 'check' })).toEqual({});
  expect(left({ type: 'retire-component', componentId: 'player' })).toEqual({});
});

test('[EV38] each scope has its own sentence, and ends its own', () => {
  const say = (scope: 'public' | 'internal') =>
    eventOf('verdict-overridden', 'board', { sentence: `The ${scope} one`, detail: null, key: 'incident:major_outage:1' }, { scope, at: exactly(7) });
  const end = (scope: 'public' | 'internal') => eventOf('override-ended', 'board', {}, { scope });
  const both = [say('public'), say('internal')];
  expect(fold(both).overrides).toMatchObject({ public: { sentence: 'The public one', since: exactly(7) }, internal: { sentence: 'The internal one' } });
  expect(Object.keys(fold([...both, end('internal')]).overrides)).toEqual(['public']);
  expect(Object.keys(fold([...both, end('public')]).overrides)).toEqual(['internal']);
  expect(fold(publicChain([...both, end('internal')])).overrides).toMatchObject({ public: { sentence: 'The public one', by: null } });
  expect(fold([end('public')])).toEqual(fold([]));
});

test('[EV27] a statement renewed at the same level keeps its beginning, and remembers what customers were told', () => {
  const made = (level: 'degraded_performance' | 'major_outage', rest: object) =>
    eventOf(
      'statement-made',
      'statement:check',
      {
        statementId: 'check',
        componentId: 'player',
        regions: [],
        audience: null,
        level,
        source: { kind: 'check', name: 'Play a video' },
        words: null,
        freshUntil: null,
      },
      rest,
    );
  const told = made('degraded_performance', { at: exactly(1), scope: 'public' });
  const events = [told, made('degraded_performance', { at: exactly(2) }), made('major_outage', { at: exactly(3) })];
  expect(fold(events.slice(0, 2)).statements.check).toMatchObject({ since: exactly(1), publicLevel: 'degraded_performance' });
  expect(fold(events).statements.check).toMatchObject({ since: exactly(3), level: 'major_outage', publicLevel: 'degraded_performance', expired: false });
  expect(fold([...events, eventOf('statement-expired', 'statement:check', { statementId: 'check' })]).statements.check).toMatchObject({ expired: true });
  const renewed = [told, eventOf('statement-expired', 'statement:check', { statementId: 'check' }), made('degraded_performance', { at: exactly(9) })];
  expect(fold(renewed).statements.check).toMatchObject({ expired: false, since: exactly(9) });
});

test('[EV28] the board keeps the newest entries, and whatever their age the last public and the last internal text', () => {
  const noise = Array.from(
    { length: 6 },
    (_, index): Command => ({ type: 'retitle-incident', incidentId: 'inc-a', title: `Title ${index}`, scope: 'internal' }),
  );
  const incident = incidentOn(boardAfter([...PUBLISHED, said('for us'), said('for all', { scope: 'public' }), ...noise]));
  expect(incident.entries.map(({ text }) => text)).toEqual(['for us', 'for all', null, null, null, null, null]);
  expect(incident.entryCount).toBe(11);
});

test('[EV29] resolving again corrects the end instead of adding a phase', () => {
  const again = eventOf('incident-resolved', 'incident:inc-a', { incidentId: 'inc-a', endedAt: exactly(NOW + 5) });
  const incident = incidentOn(boardAfter([...RESOLVED, again]));
  expect(incident).toMatchObject({ endedAt: exactly(NOW + 5), occurrences: [{ until: exactly(NOW + 5) }] });
  expect(incident.phases.map(({ phase }) => phase)).toEqual(['investigating', 'resolved']);
});

test('[EV30] an impact stated on a resolved incident ends with it', () => {
  const late: Command = { type: 'state-impact', incidentId: 'inc-a', impact: { impactId: 'imp-b', componentId: 'billing', level: 'degraded_performance' } };
  const incident = incidentOn(boardAfter([...RESOLVED, late]));
  expect(incident.impacts.find(({ impactId }) => impactId === 'imp-b')?.until).toEqual(incident.endedAt);
});

test('[EV31] a retired component takes its statements with it', () => {
  const statement: Command = {
    type: 'make-statement',
    statementId: 's',
    componentId: 'billing',
    level: 'degraded_performance',
    source: { kind: 'person', name: 'Ana' },
  };
  const board = boardAfter([...EXAMPLE_BOARD, statement, { type: 'retire-component', componentId: 'billing' }]);
  expect([Object.keys(board.components), Object.keys(board.statements)]).toEqual([['player'], []]);
});

test('[EV39] trouble told by statements alone leaves when it was last told, unless it was muted or planned work explains it', () => {
  const say = (level: 'major_outage' | 'degraded_performance' | 'operational', rest: object = {}): Command => ({
    type: 'make-statement',
    statementId: 's',
    componentId: 'player',
    level,
    source: { kind: 'check', name: 'Play a video' },
    ...rest,
  });
  const mute: Command = { type: 'mute-statements', muteId: 'm', statementIds: ['s'], until: NOW - 18_000_000, reason: 'broken check' };
  const work: Command = {
    type: 'schedule-maintenance',
    maintenanceId: 'w',
    title: 'Disks',
    componentIds: ['player'],
    from: exactly(NOW - 1),
    until: exactly(NOW),
  };
  const begin: Command = { type: 'change-maintenance-phase', maintenanceId: 'w', phase: 'in_progress' };
  const start = NOW - 21_600_000;
  const after = (...history: Command[]) => boardAfter([...EXAMPLE_BOARD, ...history]).components.player?.lastTrouble ?? null;
  const step = (n: number) => exactly(start + (EXAMPLE_BOARD.length + n) * 60_000);
  expect(after(say('major_outage'))).toBeNull();
  expect(after(say('major_outage'), say('degraded_performance'))).toBeNull();
  expect(after(say('major_outage'), say('operational'))).toEqual({ level: 'major_outage', regions: [], at: step(1) });
  expect(after(say('major_outage'), { type: 'withdraw-statement', statementId: 's' })?.at).toEqual(step(1));
  // The trouble counts up to the mute; later statements do not count.
  expect(after(say('major_outage'), mute, say('operational'))?.at).toEqual(step(1));
  expect(after(work, begin, say('major_outage'), say('operational'))).toBeNull();
  expect(after(work, begin, say('major_outage', { source: { kind: 'person', name: 'Ana' } }), say('operational'))?.at).toEqual(step(3));
  expect(customersAfter([...EXAMPLE_BOARD, say('major_outage'), say('operational')]).components.player?.lastTrouble ?? null).toBeNull();
});
