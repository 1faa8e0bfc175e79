import { expect, test } from 'vitest';
import { fold } from '../domain/evolve.ts';
import { whoHasIt } from '../query/incident-facts.ts';
import { RESOLVED } from '../testing/example-board.ts';
import { play } from '../testing/given.ts';
import { givenBoard, givenComponent, givenImpact, givenIncident } from '../testing/given-board.ts';
import { alsoNamed, whoHasItWords } from './incident-words.ts';

const after = (...more: Parameters<typeof play>[0]) => {
  const incident = fold(play([...RESOLVED.slice(0, -1), ...more])).incidents['inc-a'];
  if (incident === undefined) throw new Error('no such incident');
  return incident;
};
const taken = { type: 'acknowledge-incident', incidentId: 'inc-a', by: 'Bo' } as const;
const led = { type: 'assign-role', incidentId: 'inc-a', role: 'commander', person: 'Cy' } as const;
const back = [
  { type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' },
  { type: 'reopen-incident', incidentId: 'inc-a' },
] as const;

const NOBODY = { people: {} };
test('[QU95] who has an incident is its commander, else who acknowledged what is going on now', () => {
  expect(whoHasIt(NOBODY, after())).toBeNull();
  expect(whoHasIt(NOBODY, after(taken))).toBe('Bo');
  expect(whoHasIt(NOBODY, after(taken, led))).toBe('Cy');
  expect(whoHasIt(NOBODY, after(taken, ...back))).toBeNull();
  expect(
    [after(), after(taken), after(taken, led), after(taken, led, ...back), after(taken, ...back, taken)].map((incident) => whoHasItWords(NOBODY, incident)),
  ).toEqual(['Nobody has it', 'Bo', 'Cy', 'Cy, not acknowledged', 'Bo']);
});

test('[QU18] a card names what its title does not, worst first', () => {
  const components = ['Search', 'Payments', 'Mail', 'Chat', 'Files'].map((name) => givenComponent(name, { name }));
  const named = (title: string, ...hurt: Parameters<typeof givenImpact>[]) =>
    alsoNamed(givenBoard({ components }), givenIncident('inc', { title, impacts: hurt.map((given) => givenImpact(...given)) }));
  expect(named('Gateway broken', ['a', 'Mail', { level: 'degraded_performance' }], ['b', 'Search'], ['c', 'Search'])).toBe('Search and Mail');
  expect(named('Search finds nothing', ['a', 'Search'])).toBe('');
  expect(named('Research is late', ['a', 'Search'])).toBe('Search');
  expect(named('It rains', ...components.map(({ id }): [string, string] => [id, id]))).toBe('Search, Payments, Mail and 2 more');
});
