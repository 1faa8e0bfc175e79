import { expect, test } from 'vitest';
import { OPENED } from '../testing/example-board.ts';
import { contextAt, given, NOW } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import { actorName, whoIs } from './actor-name.ts';
import type { Command } from './command.ts';
import type { Actor } from './event.ts';

const ANA: Actor = { kind: 'person', name: 'per-ana', id: 'per-ana' };
const named = (name: string): Command => ({ type: 'name-person', personId: 'per-ana', name });

test('[EV85] the board knows people by the last name that was told of them, and a new one shows for what they did before', () => {
  const { events } = given([...OPENED, named('Ana'), named('Ana Lindqvist')]);
  const { board } = worldOf(events);
  expect([actorName(board, ANA), actorName(board, { kind: 'token', name: 'bot' }), actorName(board, null)]).toEqual(['Ana Lindqvist', 'bot', null]);
  expect(whoIs(board, { ...ANA, id: 'per-gone' })).toBe('Somebody');
});

test('[EV86] customers get no name of a person, nor that there is one', () => {
  const { events } = given([...OPENED, named('Ana')]);
  expect(publicChain(events).some(({ type }) => type === 'person-named')).toBe(false);
  expect(worldOf(publicChain(events)).board.people).toEqual({});
});

test('[DC150] only the server says what a person is called, and not the same again', () => {
  given([...OPENED, named('Ana')])
    .when(named('Ana'))
    .thenRejected('person_unchanged', 'name');
});

test('[DC151] whoever acknowledges an incident is named by the name the board knows', () => {
  given([...OPENED, named('Ana')])
    .when({ type: 'acknowledge-incident', incidentId: 'inc-a' }, contextAt(NOW, ANA))
    .then([{ type: 'incident-acknowledged', data: { by: 'Ana' } }]);
});
