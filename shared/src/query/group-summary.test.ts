import { expect, test } from 'vitest';
import { givenBoard, givenComponent, givenStatement } from '../testing/given-board.ts';
import { groupTitle, groupWords } from '../words/group-words.ts';
import { groupSummaries } from './group-summary.ts';

const groups = { a: { id: 'a', name: 'Delivery', position: 1 }, b: { id: 'b', name: 'Account', position: 0 } };

const said = (board: Parameters<typeof groupSummaries>[0]) =>
  groupSummaries(board).map((group) => ({ id: group.id, name: groupTitle(group), level: group.level, fresh: group.fresh, words: groupWords(group) }));

test('[QU93] groups stand in the order of the board, and only fresh checks make one work', () => {
  const board = givenBoard({
    groups,
    components: [
      givenComponent('vod', { groupId: 'a', evidence: 'measured' }),
      givenComponent('live', { groupId: 'a', evidence: 'measured' }),
      givenComponent('login', { groupId: 'b' }),
      givenComponent('loose'),
    ],
    statements: [givenStatement('s1', 'vod'), givenStatement('s2', 'live')],
  });
  expect(said(board)).toEqual([
    { id: 'b', name: 'Account', level: 'operational', fresh: false, words: 'No trouble reported' },
    { id: 'a', name: 'Delivery', level: 'operational', fresh: true, words: '2 of 2 work' },
    { id: 'ungrouped', name: 'Others', level: 'operational', fresh: false, words: 'No trouble reported' },
  ]);
});

test('[QU93] trouble is counted by level, worst first', () => {
  const board = givenBoard({
    groups,
    components: ['x', 'y', 'z'].map((id) => givenComponent(id, { groupId: 'a' })),
    statements: [
      givenStatement('s1', 'x', { level: 'unknown' }),
      givenStatement('s2', 'y', { level: 'major_outage' }),
      givenStatement('s3', 'z', { level: 'unknown' }),
    ],
  });
  expect(said(board)).toMatchObject([{ level: 'major_outage', words: '1 major, 2 unknown' }]);
});

test('[QU93] without groups each component stands for itself', () => {
  const board = givenBoard({ components: [givenComponent('vod', { name: 'Recorded video' })] });
  expect(said(board)).toMatchObject([{ id: 'vod', name: 'Recorded video', words: 'No trouble reported' }]);
});
