import { expect, test } from 'vitest';
import { whoHasIt } from '../query/incident-facts.ts';
import { OPENED } from '../testing/example-board.ts';
import { contextAt, eventOf, NOW, play } from '../testing/given.ts';
import { worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import { isRejection } from './decision.ts';
import type { Actor, Event, UnknownEvent } from './event.ts';
import { heldBy } from './held-by.ts';

type Log = readonly (Event | UnknownEvent)[];
const person = (id: string): Actor => ({ kind: 'person', name: id, id });
const [ANA, OTHER_ANA, BO] = [person('p-1'), person('p-2'), person('p-3')];
const called = (personId: string, name: string): Event => eventOf('person-named', `person:${personId}`, { personId, name });
const BEFORE: Log = [...play(OPENED), called('p-1', 'Ana'), called('p-2', 'Ana'), called('p-3', 'Bo')];
const decided = (log: Log, command: Command, actor: Actor, at = NOW) =>
  decide(worldOf(log), command, { ...contextAt(at, actor), newId: (prefix) => `${prefix}-${log.length}` });
const after = (log: Log, command: Command, actor: Actor): Log => {
  const decision = decided(log, command, actor);
  if (isRejection(decision)) throw new Error(decision.reason);
  return [...log, ...decision.events.map((event, n) => ({ ...event, id: `a${log.length + n}`, recordedAt: NOW }) as Event)];
};
const TAKE: Command = { type: 'acknowledge-incident', incidentId: 'inc-a' };
const OFFER: Command = { type: 'offer-handover', since: NOW - 1 };
const incident = (log: Log) => worldOf(log).incident('inc-a');
const has = (log: Log, who: Actor) => heldBy(worldOf(log).board, who).incidents.map(({ id }) => id);

test('[DC203] two people of one name are two: what one has the other neither has nor hands over', () => {
  const log = after(BEFORE, TAKE, ANA);
  expect(incident(log)?.acknowledged).toMatchObject({ by: 'Ana', person: 'p-1' });
  expect([has(log, ANA), has(log, OTHER_ANA)]).toEqual([['inc-a'], []]);
  // Each takes it from the other.
  const moved = decided(log, { ...TAKE, expectedHolder: null }, OTHER_ANA);
  expect(moved).toMatchObject({ reason: 'holder_moved', params: { by: 'Ana', person: 'p-1' } });
  const over = after(log, { ...TAKE, expectedHolder: 'p-1' }, OTHER_ANA);
  expect(incident(over)?.acknowledged).toMatchObject({ person: 'p-2' });
  // Both go, and only hers is handed over.
  const offered = after(after(log, OFFER, ANA), OFFER, OTHER_ANA);
  const theirs = Object.values(worldOf(offered).board.handovers).find(({ by }) => by?.id === 'p-2');
  expect(incident(after(offered, { type: 'accept-handover', handoverId: theirs?.id ?? '' }, ANA))?.acknowledged).toMatchObject({ person: 'p-1' });
});

test('[DC203] a person with a new name keeps what they have, and is shown by it', () => {
  const mute: Command = { type: 'mute-statements', muteId: 'm', statementIds: ['s'], until: NOW + 3_600_000, reason: 'Known' };
  const check: Command = { type: 'make-statement', statementId: 's', componentId: 'player', level: 'partial_outage', source: { kind: 'check', name: 'Probe' } };
  const before = after(after(after(BEFORE, check, BO), mute, BO), TAKE, BO);
  const log = [...after(before, { type: 'assign-role', incidentId: 'inc-a', role: 'scribe', person: 'Bo' }, ANA), called('p-3', 'Beatrice')];
  const { board } = worldOf(log);
  expect([has(log, BO), heldBy(board, BO).mutes.map(({ id }) => id)]).toEqual([['inc-a'], ['m']]);
  const found = incident(log);
  expect(found && [whoHasIt(board, found), found.roles.scribe, found.rolePeople.scribe]).toEqual(['Beatrice', 'Bo', 'p-3']);
  expect(decided(log, TAKE, BO)).toMatchObject({ reason: 'already_acknowledged', params: { by: 'Beatrice' } });
  expect(decided(log, { type: 'assign-role', incidentId: 'inc-a', role: 'scribe', person: 'Beatrice' }, ANA)).toMatchObject({ reason: 'role_unchanged' });
});

test('[DC203] a name means whoever says it, or the only person of that name; of two it stays a name, as for programs and old events', () => {
  const taken = (by: string, actor: Actor) => incident(after(BEFORE, { ...TAKE, by }, actor))?.acknowledged;
  expect([taken('Ana', OTHER_ANA)?.person, taken('Bo', ANA)?.person, taken('Ana', BO)?.person, taken('Somebody new', ANA)?.person]).toEqual([
    'p-2',
    'p-3',
    undefined,
    undefined,
  ]);
  const old = { ...(eventOf('incident-acknowledged', 'incident:inc-a', { incidentId: 'inc-a', by: 'Bo' }) as Event), recordedAt: NOW };
  expect(has([...BEFORE, old], BO)).toEqual(['inc-a']);
  expect(has([...BEFORE, old], { kind: 'token', name: 'Bo' })).toEqual(['inc-a']);
});

test('[DC203] a program called like a person does not hand over for them', () => {
  const program: Actor = { kind: 'token', name: 'Bo' };
  const taken = after(BEFORE, TAKE, BO);
  expect([has(taken, program), has(taken, BO)]).toEqual([[], ['inc-a']]);
  const log = after(after(taken, OFFER, program), OFFER, BO);
  const { handovers } = worldOf(log).board;
  expect(Object.values(handovers)).toHaveLength(2);
  const offered = Object.values(handovers).find(({ by }) => by?.kind === 'token');
  expect(incident(after(log, { type: 'accept-handover', handoverId: offered?.id ?? '' }, ANA))?.acknowledged).toMatchObject({ person: 'p-3' });
});
