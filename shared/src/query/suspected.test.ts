import { expect, test } from 'vitest';
import type { Command } from '../domain/command.ts';
import { EXAMPLE_BOARD } from '../testing/example-board.ts';
import { play } from '../testing/given.ts';
import { worldOf } from '../testing/world-of.ts';
import { seenWords, suspicionWords, takenWords } from '../words/suspicion-words.ts';
import { suspected } from './suspected.ts';

const seen = (componentId: string, words: string): Command => ({ type: 'record-sighting', componentId, words });
const CHECKED: Command = { type: 'make-statement', statementId: 's', componentId: 'player', level: 'operational', source: { kind: 'check', name: 'Probe' } };
const boardOf = (...history: Command[]) => worldOf(play([...EXAMPLE_BOARD, ...history])).board;
const both = [CHECKED, ...['player', 'billing'].flatMap((id) => ['one', 'two', 'three'].map((words) => seen(id, words)))];

test('[QU120] what is suspected is listed with what customers saw, the last first; what nobody has taken comes before the rest, then the newest', () => {
  const board = boardOf(...both);
  const list = suspected(board);
  expect(list.map((one) => [one.suspicion.componentId, one.seen.map(({ words }) => words), one.checksPass])).toEqual([
    ['billing', ['three', 'two', 'one'], null],
    ['player', ['three', 'two', 'one'], true],
  ]);
  expect(list.map((one) => one.since)).toEqual(list.map((one) => one.seen[2]?.at));
  const taken = suspected(boardOf(...both, { type: 'take-suspicion', suspicionId: list[0]?.suspicion.id ?? '' }));
  expect(taken.map((one) => [one.suspicion.componentId, takenWords(board, one)])).toEqual([
    ['player', 'Nobody has it'],
    ['billing', 'Ana looks into it'],
  ]);
});

test('[QU120] its words say how many customers, of what, and whether a check agrees', () => {
  const board = boardOf(...both);
  const [billing, player] = suspected(board);
  if (billing === undefined || player === undefined) throw new Error('nothing is suspected');
  expect([suspicionWords(board, player), seenWords(player), seenWords(billing)]).toEqual([
    '3 reports of trouble with Player',
    '3 reports of trouble; its checks pass',
    '3 reports of trouble; no check measures it',
  ]);
  expect(seenWords({ ...player, seen: player.seen.slice(1, 2), checksPass: false })).toBe('1 report of trouble; its checks fail too');
});
