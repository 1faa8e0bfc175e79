import { expect, test } from 'vitest';
import { givenBoard, givenComponent } from '../testing/given-board.ts';
import { componentNames } from './component-names.ts';

test('[QU96] in a list without groups a name that occurs twice is told by its group, else by its id', () => {
  const board = givenBoard({
    components: [
      givenComponent('player', { name: 'Player' }),
      givenComponent('a', { name: 'Dashboard', groupId: 'video' }),
      givenComponent('b', { name: 'Dashboard', groupId: 'sites' }),
      givenComponent('c', { name: 'Sign-in' }),
      givenComponent('d', { name: 'Sign-in' }),
    ],
    groups: { video: { id: 'video', name: 'Video', position: 0 }, sites: { id: 'sites', name: 'Sites', position: 1 } },
  });
  expect(componentNames(board).map(({ name }) => name)).toEqual(['Player', 'Dashboard (Video)', 'Dashboard (Sites)', 'Sign-in, c', 'Sign-in, d']);
});
