import { expect, test } from 'vitest';
import { EXAMPLE_BOARD } from '../testing/example-board.ts';
import { given, play } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import { BOARD_BOUNDS } from './state.ts';

const report: Command = {
  type: 'write-template',
  templateId: 'slow',
  use: 'report',
  name: 'Playback is slow',
  title: 'Playback is slow',
  what: 'wait for the picture',
  componentIds: ['player'],
  level: 'degraded_performance',
  text: 'We look into slow playback.',
};
const words: Command = { type: 'write-template', templateId: 'looking', use: 'update', name: 'We look', text: 'We are looking into it.' };

test('[DC157] a template is written, written anew and removed, for responders only', () => {
  given(EXAMPLE_BOARD)
    .when(words)
    .then([{ type: 'template-written', scope: 'internal', stream: 'template:looking', data: { use: 'update', componentIds: [], level: null, title: null } }]);
  const log = play([...EXAMPLE_BOARD, report, words, { ...words, text: 'We look.' } as Command, { type: 'remove-template', templateId: 'slow' }]);
  expect(Object.values(worldOf(log).board.templates)).toEqual([
    { id: 'looking', use: 'update', name: 'We look', title: null, what: null, componentIds: [], level: null, text: 'We look.' },
  ]);
  expect(JSON.stringify([publicChain(log), worldOf(publicChain(log)).board])).not.toMatch(/looking|slow/);
});

test('[DC157] it is refused unchanged, without words for an update, too long, about an unknown component, beyond the bound, and removed twice', () => {
  const written = given([...EXAMPLE_BOARD, report, words]);
  written.when(words).thenRejected('template_unchanged', 'name');
  written.when({ ...words, text: null } as Command).thenRejected('template_wordless', 'text');
  written.when({ ...words, text: 'a'.repeat(4_001) } as Command).thenRejected('template_too_long', 'text');
  written.when({ ...report, componentIds: ['player', 'gone'] } as Command).thenRejected('component_unknown', 'componentIds.1');
  written.when({ type: 'remove-template', templateId: 'gone' }).thenRejected('template_unknown', 'templateId');
  const many = Array.from({ length: BOARD_BOUNDS.templates }, (_, nth) => ({ ...words, templateId: `t-${nth}` }) as Command);
  given([...EXAMPLE_BOARD, ...many])
    .when(words)
    .thenRejected('templates_full', 'templateId');
  given([...EXAMPLE_BOARD, ...many])
    .when({ ...words, templateId: 't-0', text: 'Other words.' } as Command)
    .then([{ type: 'template-written' }]);
});
