import type { Command } from '@sitrep/shared/domain/command.ts';
import { fold } from '@sitrep/shared/domain/evolve.ts';
import { play } from '@sitrep/shared/testing/given.ts';
import { expect, test } from 'vitest';
import { componentRows } from './component-rows.ts';

const components = (group: string, count: number): Command[] => [
  { type: 'define-group', groupId: group, name: group, position: group === 'edge' ? 1 : 2 },
  ...Array.from(
    { length: count },
    (_, index): Command => ({ type: 'define-component', componentId: `${group}-${index}`, name: `${group} ${index}`, groupId: group, position: index }),
  ),
];
const kinds = (history: Command[], opened: string[] = []) => componentRows(fold(play(history)), new Set(opened)).map(({ kind, id }) => `${kind} ${id}`);

test('[VW15] up to thirty components every row is shown, in groups and in a fixed order', () => {
  expect(kinds([...components('core', 2), ...components('edge', 1)])).toEqual([
    'group edge',
    'component edge-0',
    'group core',
    'component core-0',
    'component core-1',
  ]);
});

test('[VW15] above thirty, groups that work fold to one line; trouble never folds; a person may open one', () => {
  const many = [...components('edge', 20), ...components('core', 20)];
  expect(kinds(many)).toEqual(['folded edge', 'folded core']);
  const trouble: Command[] = [...many, { type: 'open-incident', title: 'Slow', impacts: [{ componentId: 'core-3', level: 'degraded_performance' }] }];
  expect(kinds(trouble)).toHaveLength(1 + 1 + 20);
  expect(kinds(trouble)).toContain('component core-3');
  expect(kinds(many, ['edge'])).toHaveLength(1 + 20 + 1);
});
