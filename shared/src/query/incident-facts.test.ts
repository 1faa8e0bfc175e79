import { expect, test } from 'vitest';
import type { Command } from '../domain/command.ts';
import { fold } from '../domain/evolve.ts';
import { PUBLISHED } from '../testing/example-board.ts';
import { play } from '../testing/given.ts';
import { publicChain } from '../testing/world-of.ts';
import { lastSaid } from './incident-facts.ts';

test('[EV79] the last word of an incident is the last that was not retracted, in either scope', () => {
  const say = (updateId: string, scope: 'public' | 'internal'): Command => ({
    type: 'post-update',
    incidentId: 'inc-a',
    updateId,
    text: `${updateId}.`,
    scope,
  });
  const retract = (updateId: string): Command => ({ type: 'retract-update', incidentId: 'inc-a', updateId, reason: 'Not so' });
  const words: Command[] = [say('first', 'public'), say('second', 'public'), say('note', 'internal')];
  const last = (...more: Command[]) => {
    const log = play([...PUBLISHED, ...words, ...more]);
    return [log, publicChain(log)].map((chain) => {
      const incident = fold(chain).incidents['inc-a'];
      return incident === undefined ? null : (lastSaid(incident)?.text ?? null);
    });
  };
  expect(last()).toEqual(['note.', 'second.']);
  expect(last(retract('note'))).toEqual(['second.', 'second.']);
  expect(last(retract('note'), retract('second'))).toEqual(['first.', 'first.']);
  expect(last(retract('note'), retract('second'), retract('first'))).toEqual([null, null]);
});
