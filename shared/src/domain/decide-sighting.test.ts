import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueCommands } from '../query/due.ts';
import { EXAMPLE_BOARD, OPENED, opened } from '../testing/example-board.ts';
import { ANA, contextAt, given, NOW, play } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import { lapsesAt } from './decide-sighting.ts';
import { isRejection } from './decision.ts';
import type { Event, UnknownEvent } from './event.ts';
import { exactly, UNKNOWN_TIME } from './fact-time.ts';
import { BOARD_BOUNDS, type BoardState } from './state.ts';

const MINUTE = 60_000;
const seen = (words: string, rest: object = {}): Command => ({ type: 'record-sighting', componentId: 'player', words, ...rest });
const hurt: Command = opened({ impacts: [{ impactId: 'imp-a', componentId: 'player', level: 'partial_outage' }] });
/** Commands are given a minute apart. */
const boardOf = (...history: Command[]): BoardState => worldOf(play([...EXAMPLE_BOARD, ...history])).board;
const only = <T>(table: Readonly<Record<string, T>>): T => {
  const [one, ...more] = Object.values(table);
  if (one === undefined || more.length > 0) throw new Error(`${more.length + (one === undefined ? 0 : 1)} instead of one`);
  return one;
};
const THREE = [seen('It stops each minute', { ticket: 'SUP-8809' }), seen('Half our audience lost the picture'), seen('It drops')];

test('[DC170] the third sighting of a component in half an hour raises a suspicion, and what comes later confirms it', () => {
  expect(boardOf(...THREE.slice(1)).suspicions).toEqual({});
  const board = boardOf(...THREE);
  const suspicion = only(board.suspicions);
  expect(suspicion).toMatchObject({ componentId: 'player', taken: null });
  expect(Object.values(board.sightings).map(({ words, ticket, by, suspicionId }) => [words, ticket, by, suspicionId])).toEqual([
    ['It stops each minute', 'SUP-8809', ANA, suspicion.id],
    ['Half our audience lost the picture', null, ANA, suspicion.id],
    ['It drops', null, ANA, suspicion.id],
  ]);
  const later = boardOf(...THREE, seen('Again'));
  expect(only(later.suspicions)).toEqual({ ...suspicion, lastSeenAt: suspicion.raisedAt + MINUTE });
  expect(Object.values(later.sightings).every((one) => one.suspicionId === suspicion.id)).toBe(true);
});

test('[DC170] what was seen elsewhere, longer ago or nobody knows when does not count, and what counts can be set', () => {
  const [first, second] = THREE as [Command, Command];
  for (const third of [seen('Mine too', { componentId: 'billing' }), seen('Yesterday', { at: exactly(NOW - 86_400_000) }), seen('Once', { at: UNKNOWN_TIME })])
    expect(boardOf(first, second, third).suspicions).toEqual({});
  const events = play([...EXAMPLE_BOARD, first, second]);
  const at = (ms: number, suspect?: { count: number; withinMs: number }) =>
    decide(worldOf(events), seen('It drops'), { ...contextAt(ms), ...(suspect === undefined ? {} : { suspect }) });
  const last = NOW - 21_600_000 + (EXAMPLE_BOARD.length + 1) * MINUTE;
  const raises = (decision: ReturnType<typeof at>) => !isRejection(decision) && decision.events.some(({ type }) => type === 'suspicion-raised');
  expect([raises(at(last + 28 * MINUTE)), raises(at(last + 29 * MINUTE)), raises(at(last + 40 * MINUTE, { count: 3, withinMs: 60 * MINUTE }))]).toEqual([
    true,
    false,
    true,
  ]);
  expect([raises(at(last + MINUTE, { count: 4, withinMs: 60 * MINUTE })), raises(at(last + MINUTE, { count: 2, withinMs: 5 * MINUTE }))]).toEqual([
    false,
    true,
  ]);
});

test('[DC171] a sighting of a component with an open incident is evidence of that incident, and suspects nothing', () => {
  const log = given([...OPENED, ...THREE]).events;
  const { board, incident } = worldOf(log);
  expect([board.sightings, board.suspicions]).toEqual([{}, {}]);
  expect(incident('inc-a')?.entries.flatMap(({ change }) => (change?.what === 'sighting' ? [change] : []))).toEqual([
    { what: 'sighting', componentId: 'player', words: 'It stops each minute', ticket: 'SUP-8809' },
    { what: 'sighting', componentId: 'player', words: 'Half our audience lost the picture', ticket: null },
    { what: 'sighting', componentId: 'player', words: 'It drops', ticket: null },
  ]);
});

test('[DC172] whatever opens an incident on the component, or states an impact there, declares the suspicion and takes the sightings along', () => {
  const elsewhere = opened({ incidentId: 'inc-b', impacts: [{ componentId: 'billing', level: 'partial_outage' }] });
  const joined: Command = { type: 'state-impact', incidentId: 'inc-b', impact: { componentId: 'player', level: 'unknown' } };
  for (const [before, declares, incidentId] of [
    [THREE, hurt, 'inc-a'],
    [[elsewhere, ...THREE], joined, 'inc-b'],
  ] as const) {
    const log = given([...EXAMPLE_BOARD, ...before, declares]).events;
    const { board, incident } = worldOf(log);
    expect([board.sightings, board.suspicions]).toEqual([{}, {}]);
    expect(incident(incidentId)?.entries.filter(({ change }) => change?.what === 'sighting')).toHaveLength(3);
    expect(log.at(-1)).toMatchObject({ type: 'suspicion-ended', data: { outcome: 'declared', incidentId } });
  }
  // One that nobody suspected anything from goes along, too.
  expect(worldOf(play([...EXAMPLE_BOARD, seen('It drops'), hurt])).board.sightings).toEqual({});
});

test('[DC172] neither another component, nor an exercise, nor that it works, declares anything', () => {
  const drill: Command = { type: 'start-drill', drillId: 'd', name: 'Fire' };
  const impact = { componentId: 'player', level: 'partial_outage' } as const;
  for (const other of [
    [opened({ impacts: [{ componentId: 'billing', level: 'partial_outage' }] })],
    [opened({ impacts: [{ componentId: 'player', level: 'operational', notAffected: true }] })],
    [drill, opened({ impacts: [impact], drill: 'd' })],
  ])
    expect(Object.keys(boardOf(...THREE, ...other).suspicions)).toHaveLength(1);
});

test('[DC173] a suspicion is taken by name, dismissed with a reason and then forgotten with its sightings; new ones raise another', () => {
  const { id: suspicionId } = only(boardOf(...THREE).suspicions);
  const take: Command = { type: 'take-suspicion', suspicionId };
  const dismiss: Command = { type: 'dismiss-suspicion', suspicionId, reason: 'All three had an old player' };
  expect(only(boardOf(...THREE, take).suspicions).taken?.by).toEqual(ANA);
  given([...EXAMPLE_BOARD, ...THREE, take])
    .when(take)
    .thenRejected('suspicion_taken');
  const board = boardOf(...THREE, dismiss);
  expect([board.suspicions, board.sightings]).toEqual([{}, {}]);
  expect(board.latest.at(-1)).toMatchObject({ kind: 'suspicion-ended', params: { outcome: 'dismissed', reason: 'All three had an old player' } });
  for (const again of [take, dismiss])
    given([...EXAMPLE_BOARD, ...THREE, dismiss])
      .when(again)
      .thenRejected('suspicion_unknown', 'suspicionId');
  expect(Object.keys(boardOf(...THREE, dismiss, ...THREE).suspicions)).toHaveLength(1);
});

test('[DC174] a suspicion that nobody confirms for a day lapses, and says so', () => {
  const events = play([...EXAMPLE_BOARD, ...THREE]);
  const { board, customers } = worldOf(events);
  const suspicion = only(board.suspicions);
  const due = lapsesAt(suspicion);
  const lapse: Command = { type: 'lapse-suspicion', suspicionId: suspicion.id, at: exactly(due) };
  const lapses = (now: number) => dueCommands(board, customers, now).filter(({ command }) => command.type === 'lapse-suspicion');
  expect([lapses(due - 1), lapses(due)]).toEqual([[], [{ due, command: lapse }]]);
  given(events)
    .when({ ...lapse, at: exactly(due - 2) }, contextAt(due - 1))
    .thenRejected('suspicion_stands');
  given(events)
    .when(lapse, contextAt(due + 5))
    .then([{ type: 'suspicion-ended', at: exactly(due), data: { outcome: 'lapsed' } }]);
});

test('[DC207] a sighting that an incident takes along names who heard it, and the event is of whoever took it along', () => {
  const bo = { kind: 'person' as const, name: 'Bo' };
  const decision = decide(worldOf(play([...EXAMPLE_BOARD, ...THREE])), hurt, contextAt(NOW, bo));
  const linked = isRejection(decision) ? [] : decision.events.filter(({ type }) => type === 'sighting-linked');
  expect(linked.map(({ actor, data }) => [actor, data])).toEqual(
    Array.from({ length: 3 }, () => [bo, expect.objectContaining({ sighting: expect.objectContaining({ heardBy: ANA }) })]),
  );
  const log = [
    ...play([...EXAMPLE_BOARD, ...THREE]),
    ...(isRejection(decision) ? [] : decision.events).map((event, n) => ({ ...event, id: `l${n}`, recordedAt: NOW }) as Event),
  ];
  expect(
    worldOf(log)
      .incident('inc-a')
      ?.entries.flatMap(({ change, actor }) => (change?.what === 'sighting' ? [actor] : [])),
  ).toEqual([ANA, ANA, ANA]);
});

test('[DC200] of two who take a suspicion the second is refused with who has it, and takes it over on purpose', () => {
  const suspicionId = only(boardOf(...THREE).suspicions).id;
  const bo = contextAt(NOW, { kind: 'person', name: 'Bo' });
  const take = (rest: object = {}): Command => ({ type: 'take-suspicion', suspicionId, ...rest });
  const taken = [...EXAMPLE_BOARD, ...THREE, take()];
  for (const second of [take(), take({ expectedHolder: null }), take({ expectedHolder: 'Cy' })]) {
    const { decision } = given(taken).when(second, bo);
    expect(decision).toMatchObject({ reason: 'holder_moved', params: { by: 'Ana' }, field: 'expectedHolder' });
  }
  given(taken).when(take()).thenRejected('suspicion_taken');
  given(taken)
    .when(take({ expectedHolder: 'Ana' }), bo)
    .then([{ type: 'suspicion-taken' }]);
});

test('[DC204] what customers saw of an incident that is dismissed stays with it, and reports are counted from the first again', () => {
  const dismissed: Command[] = [...THREE, hurt, { type: 'dismiss-incident', incidentId: 'inc-a', reason: 'An old player' }];
  const after = boardOf(...dismissed, ...THREE.slice(1));
  expect([Object.keys(after.sightings).length, after.suspicions]).toEqual([2, {}]);
  expect(
    worldOf(play([...EXAMPLE_BOARD, ...dismissed]))
      .incident('inc-a')
      ?.entries.filter(({ change }) => change?.what === 'sighting'),
  ).toHaveLength(3);
  expect(Object.keys(boardOf(...dismissed, ...THREE).suspicions)).toHaveLength(1);
});

test('[EV96] the board keeps the last fifty sightings, those on which a suspicion rests the longest, and nothing of a retired component', () => {
  const many = Array.from({ length: BOARD_BOUNDS.sightings + 5 }, (_, n) => seen(`${n}`, { componentId: 'billing', at: UNKNOWN_TIME }));
  const board = boardOf(...THREE, ...many);
  expect(Object.keys(board.sightings)).toHaveLength(BOARD_BOUNDS.sightings);
  expect(Object.values(board.sightings).filter(({ suspicionId }) => suspicionId !== null)).toHaveLength(3);
  const retired = boardOf(...THREE, seen('Mine', { componentId: 'billing' }), { type: 'retire-component', componentId: 'player' });
  expect([Object.keys(retired.suspicions), Object.values(retired.sightings).map(({ words }) => words)]).toEqual([[], ['Mine']]);
});

test('[DC175] whatever customers see, say or suspect, nothing public comes of it, and no level changes', () => {
  const step = fc.constantFrom<Command>(...THREE, seen('Mine', { componentId: 'billing' }), { type: 'publish-incident', incidentId: 'inc-a' }, hurt, {
    ...hurt,
    scope: 'public',
  } as Command);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let log: readonly (Event | UnknownEvent)[] = play(EXAMPLE_BOARD);
      let without = log;
      const add = (to: typeof log, command: Command, n: number): typeof log => {
        const decision = decide(worldOf(to), command, { ...contextAt(NOW + n), newId: (prefix) => `${prefix}-${n}` });
        return isRejection(decision) ? to : [...to, ...decision.events.map((event, m) => ({ ...event, id: `${n}-${m}`, recordedAt: NOW + n }) as Event)];
      };
      for (const [n, command] of steps.entries()) {
        log = add(log, command, n);
        if (command.type !== 'record-sighting') without = add(without, command, n);
      }
      expect(publicChain(log)).toEqual(publicChain(without));
      expect(worldOf(log).verdictKey('internal')).toBe(worldOf(without).verdictKey('internal'));
    }),
    { numRuns: 40 },
  );
});
