import { expect, test } from 'vitest';
import { play } from '../testing/given.ts';
import { componentName, componentNames } from '../words/component-names.ts';
import type { Command } from './command.ts';
import { fold } from './evolve.ts';
import { BOARD_BOUNDS } from './state.ts';

const define = (componentId: string, name: string): Command => ({ type: 'define-component', componentId, name });
const retire = (componentId: string): Command => ({ type: 'retire-component', componentId });
const board = (...commands: Command[]) => fold(play(commands));

test('[EV50] a retired component leaves the board and keeps its name for what is past', () => {
  const after = board(define('old', 'Fax gateway'), define('new', 'Mail'), retire('old'));
  expect(after.components).not.toHaveProperty('old');
  expect(after.retired).toEqual({ old: { id: 'old', name: 'Fax gateway', groupId: null } });
  expect(componentName(after, 'old')).toBe('Fax gateway');
  expect(componentNames(after)).toEqual([{ id: 'new', name: 'Mail' }]);
});

test('[EV50] defined again it is on the board alone', () => {
  const again = board(define('old', 'Fax gateway'), retire('old'), define('old', 'Fax service'));
  expect(again.retired).toEqual({});
  expect(componentName(again, 'old')).toBe('Fax service');
});

test('[EV50] one that lives under the name keeps it, and what once had it says that it is gone', () => {
  const twins = board(define('old', 'Fax'), retire('old'), define('new', 'Fax'));
  expect(['old', 'new'].map((id) => componentName(twins, id))).toEqual(['Fax (retired)', 'Fax']);
});

test('[EV50] the board keeps the last retired ones up to a bound; an answer about the past names the rest', () => {
  const ids = Array.from({ length: BOARD_BOUNDS.retired + 3 }, (_, n) => `c${n}`);
  const after = board(...ids.flatMap((id) => [define(id, `Name ${id}`), retire(id)]));
  expect(Object.keys(after.retired)).toEqual(ids.slice(3));
  expect(componentName(after, 'c0')).toBe('c0');
  expect(componentName(after, 'c0', [{ id: 'c0', name: 'Name c0', groupId: null }])).toBe('Name c0');
});
