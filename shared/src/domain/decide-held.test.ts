import { expect, test } from 'vitest';
import { dueCommands } from '../query/due.ts';
import { PUBLISHED } from '../testing/example-board.ts';
import { ANA, contextAt, given, NOW, play } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import { COMMAND, type Command } from './command.ts';
import { decide } from './decide.ts';
import { LATEST_MS } from './decide-held.ts';
import { type Decision, isRejection } from './decision.ts';
import { type Actor, EVENT_DATA, type Event, type UnknownEvent } from './event.ts';
import { fold } from './evolve.ts';
import { exactly } from './fact-time.ts';
import { redacting } from './redaction.ts';
import { REMOVED } from './removed.ts';
import { BOARD_BOUNDS, type HeldUpdate } from './state.ts';
import { finished } from './verbatim.ts';

const HOLD_MS = 10_000;
const MARC: Actor = { kind: 'person', name: 'Marc' };
const incidentId = 'inc-a';
const eased = { impactId: 'imp-a', componentId: 'player', level: 'degraded_performance' } as const;
const post = (rest: object = {}): Command => ({ type: 'post-update', incidentId, updateId: 'upd-a', text: 'We found it.', scope: 'public', ...rest });
const undo = (updateId = 'upd-a'): Command => ({ type: 'withdraw-held', incidentId, updateId });
const take = (updateId = 'upd-a'): Command => ({ type: 'take-held', incidentId, updateId });
const release = (updateId = 'upd-a'): Command => ({ type: 'release-held', incidentId, updateId });

type Log = readonly (Event | UnknownEvent)[];
/** A log that people and the scheduler add to, one command at a time. */
const logOf = (events: Log) => {
  let log: Log = events;
  const say = (command: Command, { now = NOW, actor = ANA, holdMs = HOLD_MS } = {}): Decision => {
    const decision = decide(worldOf(log), command, { ...contextAt(now, actor), newId: (prefix) => `${prefix}-l${log.length}`, holdMs });
    if (!isRejection(decision)) log = [...log, ...decision.events.map((event, n) => ({ ...event, id: `l${log.length + n}`, recordedAt: now }) as Event)];
    return decision;
  };
  return {
    say,
    /** What the scheduler does at that time. */
    tick: (now: number) => {
      const { board, customers } = worldOf(log);
      const due = dueCommands(board, customers, now).map(({ command }) => command);
      for (const command of due) say(command, { now, actor: { kind: 'scheduler', name: 'Scheduler' } });
      return due;
    },
    get held(): readonly HeldUpdate[] {
      return fold(log).held[incidentId] ?? [];
    },
    get incident() {
      return worldOf(log).incident(incidentId);
    },
    get customers() {
      return publicChain(log);
    },
    get log() {
      return log;
    },
  };
};
const STARTED = play(PUBLISHED);

test('[DC207] what a post took along when it left was taken along by its author', () => {
  const seen = ['It stops', 'No picture', 'It drops'].map((words): Command => ({ type: 'record-sighting', componentId: 'billing', words }));
  const log = logOf(play([...PUBLISHED, { type: 'define-component', componentId: 'billing', name: 'Billing', scope: 'public' }, ...seen]));
  expect(log.say(post({ impacts: [{ impactId: 'imp-u', componentId: 'billing', level: 'partial_outage' }] }), { actor: MARC })).toMatchObject({
    events: [{ type: 'update-held' }],
  });
  log.tick(NOW + HOLD_MS);
  const along = log.log.filter(({ type }) => type === 'sighting-linked' || type === 'suspicion-ended');
  expect(along.map(({ actor }) => actor)).toEqual([MARC, MARC, MARC, MARC]);
});

test('[DC140] a post of a person for customers waits, and until it leaves nothing of it counts', () => {
  const posts: Command[] = [
    post({ phase: 'identified', impacts: [eased], nextUpdateDue: exactly(NOW + 3_600_000) }),
    post({ scope: 'internal', factScope: 'public', phase: 'identified' }),
    { type: 'change-phase', incidentId, phase: 'identified', scope: 'public', text: 'We found it.' },
    { type: 'resolve-incident', incidentId, scope: 'public', text: 'It works again.' },
  ];
  for (const command of posts) {
    const log = logOf(STARTED);
    const before = { incident: log.incident, customers: log.customers };
    expect(log.say(command)).toMatchObject({ events: [{ type: 'update-held', scope: 'internal', actor: ANA, data: { until: NOW + HOLD_MS } }] });
    expect({ incident: log.incident, customers: log.customers }).toEqual(before);
    expect(log.held).toMatchObject([{ incidentId, by: ANA, until: NOW + HOLD_MS, returned: null }]);
  }
  const now: [Command, { holdMs?: number }][] = [
    [post(), { holdMs: 0 }],
    [post({ scope: 'internal' }), {}],
    [{ type: 'acknowledge-incident', incidentId }, {}],
  ];
  for (const [command, how] of now) {
    const log = logOf(STARTED);
    log.say(command, how);
    expect(log.held).toEqual([]);
    expect(log.log.length).toBeGreaterThan(STARTED.length);
  }
});
test('[DC140] what is refused is refused at once and does not wait, and a post that waits has its id for itself', () => {
  const log = logOf(STARTED);
  expect(log.say(post({ phase: 'identified', expectedPhase: 'monitoring' }))).toMatchObject({ reason: 'phase_moved' });
  log.say(post());
  expect(log.say(post({ text: 'Other words.' }))).toMatchObject({ reason: 'update_exists' });
  expect(log.held).toHaveLength(1);
});

test('[DC141] [QU65] when its time has come it leaves as it would have been said then, by its author', () => {
  const command = post({ phase: 'identified', impacts: [eased], nextUpdateDue: exactly(NOW + 3_600_000) });
  const log = logOf(STARTED);
  log.say(command);
  expect(log.tick(NOW + HOLD_MS - 1)).toEqual([]);
  expect(log.tick(NOW + HOLD_MS + 400)).toEqual([release()]);
  const later = NOW + HOLD_MS + 400;
  const atOnce = logOf(STARTED);
  atOnce.say(command, { now: later, holdMs: 0 });
  // Ids made by the log are those of their moment.
  const wordsOf = (events: Log): string => {
    const own = events.slice(STARTED.length).filter(({ type }) => !/hold|held/.test(type));
    return JSON.stringify(own.map(({ type, scope, at, actor, data }) => ({ type, scope, at, actor, data }))).replace(/-l\d+/g, '');
  };
  expect(wordsOf(log.log)).toEqual(wordsOf(atOnce.log));
  expect(log.customers.slice(-4).map(({ type }) => type)).toEqual(['impact-stated', 'phase-changed', 'update-posted', 'commitment-made']);
  expect(log.held).toEqual([]);
  expect(log.tick(NOW + 60_000)).toEqual([]);
  expect(log.say(release(), { now: later })).toMatchObject({ reason: 'held_unknown' });
});
test('[DC141] resolving and reopening leave with what was said of them', () => {
  const log = logOf(STARTED);
  const endedAt = exactly(NOW - 60_000);
  log.say({ type: 'resolve-incident', incidentId, scope: 'public', endedAt, text: 'It works again.' });
  log.tick(NOW + HOLD_MS);
  expect(log.incident).toMatchObject({ phase: 'resolved', endedAt });
  log.say({ type: 'reopen-incident', incidentId, scope: 'public', text: 'It fails again.', impacts: [] }, { now: NOW + 20_000 });
  expect(log.incident?.phase).toBe('resolved');
  log.tick(NOW + 30_000);
  expect(log.incident).toMatchObject({
    phase: 'investigating',
    entries: expect.arrayContaining([expect.objectContaining({ text: 'It fails again.', actor: ANA })]),
  });
});
test('[DC141] one that is refused by then, or comes more than a minute late, does not leave and is kept with the reason', () => {
  const refused = logOf(STARTED);
  refused.say(post({ phase: 'identified', expectedPhase: 'investigating' }));
  refused.say({ type: 'change-phase', incidentId, phase: 'monitoring', scope: 'internal' });
  const customers = refused.customers;
  refused.tick(NOW + HOLD_MS);
  expect(refused.held).toMatchObject([{ id: 'upd-a', returned: { why: 'refused', reason: 'phase_moved', at: NOW + HOLD_MS }, post: { text: 'We found it.' } }]);
  expect(refused.customers).toEqual(customers);
  for (const [late, left] of [
    [0, 0],
    [1, 1],
  ] as const) {
    const log = logOf(STARTED);
    log.say(post());
    log.tick(NOW + HOLD_MS + LATEST_MS + late);
    expect(log.held.map(({ returned }) => returned?.why)).toEqual(left === 0 ? [] : ['late']);
    expect(log.tick(NOW + 3_600_000)).toEqual([]);
  }
});

test('[DC141] words that were erased while they waited do not leave', () => {
  const log = logOf(STARTED);
  log.say(post({ impacts: [{ ...eased, what: `They read ${REMOVED} twice` }] }));
  log.tick(NOW + HOLD_MS);
  expect(log.held).toMatchObject([{ returned: { why: 'refused', reason: 'words_erased' } }]);
});

test('[DC142] anybody may undo it while it waits, its author has it back, and afterwards there is nothing to undo', () => {
  const log = logOf(STARTED);
  const customers = log.customers;
  log.say(post({ phase: 'identified' }));
  log.say(undo(), { now: NOW + 4_000, actor: MARC });
  expect(log.held).toMatchObject([{ by: ANA, returned: { why: 'withdrawn', by: MARC, at: NOW + 4_000 } }]);
  expect(log.tick(NOW + HOLD_MS)).toEqual([]);
  expect(log.say(undo())).toMatchObject({ reason: 'held_back' });
  log.say(take());
  expect(log.held).toEqual([]);
  expect(log.customers).toEqual(customers);
  expect(log.say(undo())).toMatchObject({ reason: 'held_unknown', field: 'updateId' });
  given(PUBLISHED).when(undo('upd-none')).thenRejected('held_unknown', 'updateId');
  log.say(post({ updateId: 'upd-b' }));
  expect(log.say(take('upd-b'))).toMatchObject({ reason: 'held_waits' });
});
test('[DC143] facts that wait already count: A holds, B is refused, A undoes, B may send', () => {
  const log = logOf(STARTED);
  log.say(post({ phase: 'identified', expectedPhase: 'investigating' }));
  const theirs = post({ updateId: 'upd-b', text: 'It is over.', phase: 'monitoring', expectedPhase: 'investigating' });
  const say = () => log.say(theirs, { actor: MARC, now: NOW + 2_000 });
  expect(say()).toMatchObject({ reason: 'facts_held', field: 'expectedPhase', params: { updateId: 'upd-a', by: 'Ana', until: NOW + HOLD_MS } });
  const words = post({ updateId: 'upd-c', text: 'Only words.', expectedPhase: 'investigating' });
  expect(isRejection(log.say(words, { actor: MARC }))).toBe(false);
  log.say(undo());
  expect(isRejection(say())).toBe(false);
  log.tick(NOW + 2_000 + HOLD_MS);
  expect(log.incident?.phase).toBe('monitoring');
});
test('[DC143] facts of a person wait for those before them, whatever command says them, and nothing said later sends an earlier post back', () => {
  const resolve: Command = { type: 'resolve-incident', incidentId, scope: 'public' };
  const log = logOf(STARTED);
  log.say(post({ phase: 'identified', expectedPhase: 'investigating' }));
  for (const command of [resolve, post({ updateId: 'upd-b', impacts: [eased] })] as Command[])
    expect(log.say(command, { actor: MARC })).toMatchObject({ reason: 'facts_held', field: 'incidentId' });
  log.say({ type: 'change-phase', incidentId, phase: 'identified', scope: 'public' }, { holdMs: 0 });
  log.say(post({ updateId: 'upd-c', text: 'Only words.' }), { now: NOW + 100 });
  log.tick(NOW + HOLD_MS);
  expect(log.held.map(({ id, returned }) => [id, returned?.reason])).toEqual([
    ['upd-a', 'phase_moved'],
    ['upd-c', undefined],
  ]);
  const two = logOf(STARTED);
  two.say(post({ phase: 'identified', expectedPhase: 'investigating' }));
  two.say(post({ updateId: 'upd-d', scope: 'internal', impacts: [eased], factScope: 'internal' }), { now: NOW + 1 });
  two.tick(NOW + HOLD_MS);
  expect(two.held).toEqual([]);
  expect(two.incident?.phase).toBe('identified');
});
test('[DC190] what ends an incident for customers at once sends back what waits in it; what waited itself, and what only responders read, does not', () => {
  const resolve: Command = { type: 'resolve-incident', incidentId, scope: 'public' };
  const ends: [Command, { holdMs?: number }, string][] = [
    [{ type: 'dismiss-incident', incidentId, reason: 'A test' }, {}, 'incident_dismissed'],
    [resolve, { holdMs: 0 }, 'incident_resolved'],
    [post({ updateId: 'upd-p', phase: 'resolved' }), { holdMs: 0 }, 'incident_resolved'],
  ];
  for (const [end, how, reason] of ends) {
    const log = logOf(STARTED);
    log.say(post());
    log.say(post({ updateId: 'upd-b', phase: 'identified' }));
    log.say(end, { now: NOW + 2_000, actor: MARC, ...how });
    const customers = log.customers;
    expect(log.held.map(({ id, returned }) => [id, returned?.why, returned?.reason, returned?.by])).toEqual([
      ['upd-a', 'refused', reason, MARC],
      ['upd-b', 'refused', reason, MARC],
    ]);
    log.tick(NOW + HOLD_MS);
    expect(log.customers).toEqual(customers);
  }
  const waited = logOf(STARTED);
  waited.say(resolve);
  waited.say(post(), { now: NOW + 2_000, actor: MARC });
  waited.tick(NOW + HOLD_MS);
  expect(waited.held).toMatchObject([{ id: 'upd-a', returned: null }]);
  const inside = logOf(STARTED);
  inside.say(post());
  inside.say({ ...resolve, scope: 'internal' });
  expect(inside.held).toMatchObject([{ id: 'upd-a', returned: null }]);
});
test('[DC191] a single level for customers is refused to people while facts wait; inside, and after them, it is not', () => {
  const single: Command[] = [
    { type: 'state-impact', incidentId, scope: 'public', impact: { ...eased, level: 'major_outage' } },
    { type: 'end-impact', incidentId, scope: 'public', impactId: 'imp-a' },
  ];
  for (const command of single) {
    const log = logOf(STARTED);
    log.say(post({ impacts: [eased] }));
    expect(log.say(command, { actor: MARC })).toMatchObject({ reason: 'facts_held', params: { updateId: 'upd-a', by: 'Ana' } });
    expect(isRejection(log.say({ ...command, scope: 'internal' } as Command, { actor: MARC }))).toBe(false);
    const after = logOf(STARTED);
    after.say(post({ impacts: [eased] }));
    after.tick(NOW + HOLD_MS);
    after.say(post({ updateId: 'upd-b' }), { now: NOW + 20_000 });
    const said = after.say(command, { now: NOW + 20_001, actor: MARC });
    expect(isRejection(said) ? said.reason : said.events.every(({ type }) => type !== 'update-held')).toBe(true);
  }
});
test('[DC192] what waits or did not leave is erased by its id, in the log and on the board', () => {
  const words = 'The customer Acme lost forty of its videos.';
  for (const isUndone of [false, true]) {
    const log = logOf(STARTED);
    log.say(post({ text: words }));
    if (isUndone) log.say(undo());
    const erasing: Command = { type: 'redact-update', incidentId, updateId: 'upd-a', reason: 'A name' };
    expect(log.say({ ...erasing, reason: words })).toMatchObject({ reason: 'reason_quotes' });
    expect(log.say(erasing)).toMatchObject({ events: [{ type: 'text-redacted' }] });
    const stored = log.log.map((event, index) => ({ seq: index + 1, event }));
    const redact = finished(redacting(stored, { incidentId, updateId: 'upd-a' }));
    const erased = stored.map((one) => ({ ...one.event, data: redact(one)[0]?.replacement ?? one.event.data }) as Event);
    expect(JSON.stringify([erased, fold(erased)])).not.toContain('Acme');
    expect(logOf(erased).say(erasing)).toMatchObject({ reason: 'nothing_to_erase' });
  }
  given(PUBLISHED).when({ type: 'redact-update', incidentId, updateId: 'upd-a', reason: 'A name' }).thenRejected('update_unknown', 'updateId');
});
test('[DC209] what waits does not leave once its author may not say it any more, and is kept with why', () => {
  const [read, write] = [new Set<string>(['write-internal']), new Set<string>(['write-internal', 'write-public'])];
  const released = (rest: object, rights: ReadonlySet<string>) => {
    const log = logOf(STARTED);
    log.say(post(rest));
    const mayStill = (actor: Actor, right: string) => actor.name === ANA.name && rights.has(right);
    return decide(worldOf(log.log), release(), { ...contextAt(NOW + HOLD_MS, { kind: 'scheduler', name: 'Scheduler' }), mayStill });
  };
  const kept = { events: [{ type: 'hold-ended', data: { outcome: 'refused', reason: 'author_may_not' } }] };
  expect(released({}, read)).toMatchObject(kept);
  expect(released({ phase: 'identified', factScope: 'public' }, new Set(['write-public']))).toMatchObject(kept);
  expect(released({}, new Set(['write-public']))).toMatchObject({ events: [{ type: 'update-posted' }, { data: { outcome: 'released' } }] });
  expect(released({ phase: 'identified', factScope: 'public' }, write)).toMatchObject({ events: [{ type: 'phase-changed' }, {}, {}] });
});

test('[DC140] reopening waits too where customers are told of it without being named, and an id that waits is taken for everybody', () => {
  const log = logOf(play([...PUBLISHED, { type: 'resolve-incident', incidentId, scope: 'public' }]));
  const customers = log.customers;
  expect(log.say({ type: 'reopen-incident', incidentId })).toMatchObject({ events: [{ type: 'update-held' }] });
  expect(log.customers).toEqual(customers);
  log.tick(NOW + HOLD_MS);
  expect(log.incident?.phase).toBe('investigating');
  log.say(post(), { now: NOW + 20_000 });
  expect(log.say(post({ scope: 'internal' }), { now: NOW + 20_001 })).toMatchObject({ reason: 'update_exists' });
  log.tick(NOW + 30_000);
  expect(log.held).toEqual([]);
});
test('[EV76] of what did not leave the newest are kept, and the end of an exercise takes along what waits in it', () => {
  const log = logOf(STARTED);
  for (let n = 0; n < BOARD_BOUNDS.returned + 3; n++) {
    log.say(post({ updateId: `upd-${n}` }), { now: NOW + n });
    log.say(undo(`upd-${n}`), { now: NOW + n });
  }
  expect(log.held.map(({ id }) => id)).toEqual(Array.from({ length: BOARD_BOUNDS.returned }, (_, n) => `upd-${n + 3}`));
  log.say({ type: 'start-drill', drillId: 'drl', name: 'Friday', scope: 'public' });
  log.say({ type: 'open-incident', incidentId: 'inc-d', title: 'Simulated', drill: 'drl', scope: 'public' });
  for (let n = 0; n < BOARD_BOUNDS.returned; n++) {
    log.say({ ...post({ updateId: `drl-${n}` }), incidentId: 'inc-d' } as Command);
    log.say({ ...undo(`drl-${n}`), incidentId: 'inc-d' } as Command);
  }
  expect(log.held).toHaveLength(BOARD_BOUNDS.returned);
  const drill = logOf(
    play([
      { type: 'define-component', componentId: 'player', name: 'Player', scope: 'public' },
      { type: 'start-drill', drillId: 'drl', name: 'Friday', scope: 'public' },
      { type: 'open-incident', incidentId, title: 'Playback fails', drill: 'drl', scope: 'public' },
    ]),
  );
  drill.say(post());
  expect(drill.held).toMatchObject([{ drill: 'drl' }]);
  drill.say({ type: 'end-drill', drillId: 'drl' });
  expect(drill.held).toEqual([]);
});
test('[EV110] what waits is recorded with every field of its command but its ids, and when it was said elsewhere', () => {
  const { post: held } = EVENT_DATA['update-held'].shape;
  const impactsOf = (shape: typeof held.shape | (typeof COMMAND)['post-update']['body']['shape']) => Object.keys(shape.impacts.def.innerType.def.element.shape);
  const fields = held.shape.type.options.flatMap((type) => Object.keys(COMMAND[type].body.shape));
  expect([...new Set(fields)].filter((field) => !(field in held.shape)).sort()).toEqual(['incidentId', 'saidAt', 'updateId']);
  expect(impactsOf(held.shape)).toEqual(impactsOf(COMMAND['post-update'].body.shape));
});
