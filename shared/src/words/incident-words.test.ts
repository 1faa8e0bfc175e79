import { expect, test } from 'vitest';
import { fold } from '../domain/evolve.ts';
import { whoHasIt } from '../query/incident-facts.ts';
import { RESOLVED } from '../testing/example-board.ts';
import { play } from '../testing/given.ts';
import { whoHasItWords } from './incident-words.ts';

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

test('[QU95] who has an incident is its commander, else who acknowledged what is going on now', () => {
  expect(whoHasIt(after())).toBeNull();
  expect(whoHasIt(after(taken))).toBe('Bo');
  expect(whoHasIt(after(taken, led))).toBe('Cy');
  expect(whoHasIt(after(taken, ...back))).toBeNull();
  expect([after(), after(taken), after(taken, led), after(taken, led, ...back), after(taken, ...back, taken)].map(whoHasItWords)).toEqual([
    'Nobody has it',
    'Bo',
    'Cy',
    'Cy, not acknowledged',
    'Bo',
  ]);
});
