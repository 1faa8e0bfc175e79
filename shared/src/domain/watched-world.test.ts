import { expect, test } from 'vitest';
import { PUBLISHED } from '../testing/example-board.ts';
import { frozen } from '../testing/frozen.ts';
import { play } from '../testing/given.ts';
import { worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import { EMPTY_BOARD } from './state.ts';
import { watched } from './watched-world.ts';

/** What this command reads of a board with an open incident. */
const readBy = (command: Command) => {
  const { world, read } = watched(frozen(worldOf(play(PUBLISHED))));
  decide(world, command, { now: 1_800_000_000_000, actor: { kind: 'person', name: 'Ana' }, newId: (prefix) => `${prefix}-new` });
  return { streams: [...read.streams].sort(), kinds: [...read.kinds].sort() };
};

test('[CM6] what a decision depends on is what it reads: a stream by its id, existing or not, or all of a kind', () => {
  expect(readBy({ type: 'retire-component', componentId: 'nowhere' })).toEqual({ streams: ['component:nowhere'], kinds: [] });
  expect(readBy({ type: 'start-drill', name: 'Fire' }).kinds).toEqual(['drill:']);
  expect(readBy({ type: 'name-board', name: 'Video' })).toEqual({ streams: ['board'], kinds: [] });
  expect(readBy({ type: 'dismiss-incident', incidentId: 'inc-a', reason: 'None', scope: 'public' })).toMatchObject({ kinds: ['commitment:'] });
  expect(readBy({ type: 'make-commitment', kind: 'action', text: 'Fix it', incidentId: 'inc-a' }).streams).toContain('incident:inc-a');
  expect(readBy({ type: 'open-incident', title: 'x', impacts: [{ componentId: 'gone', level: 'major_outage' }] }).streams).toContain('component:gone');
});
test('[CM6] a watched board reads like the board', () => {
  const world = worldOf(play(PUBLISHED));
  const { board } = watched(world).world;
  expect(Object.keys(board).sort()).toEqual(Object.keys(EMPTY_BOARD).sort());
  expect(JSON.stringify({ ...board })).toBe(
    JSON.stringify(Object.fromEntries(Object.keys(board).map((part) => [part, world.board[part as keyof typeof board]]))),
  );
  const { world: again, read } = watched(world);
  const [id = ''] = Object.keys(world.board.components);
  expect([Object.hasOwn(again.board.components, id), id in again.board.components, again.board.components[id]?.id]).toEqual([true, true, id]);
  expect([...read.streams]).toEqual([`component:${id}`]);
  expect([Object.values(again.board.components).length > 0, [...read.kinds]]).toEqual([true, ['component:']]);
});
