import { expect, test } from 'vitest';
import { EXAMPLE_BOARD } from '../testing/example-board.ts';
import { given } from '../testing/given.ts';
import type { Command } from './command.ts';

test('[DC90] the names that frame the page are public, keep what is left out, and must change', () => {
  const name: Command = { type: 'name-board', name: 'Example', notice: 'Planned work on Sunday' };
  given(EXAMPLE_BOARD)
    .when(name)
    .then([{ type: 'board-named', scope: 'public' }]);
  given([...EXAMPLE_BOARD, name])
    .when({ type: 'name-board', name: 'Sample' })
    .then([{ type: 'board-named', data: { notice: 'Planned work on Sunday' } }]);
  given([...EXAMPLE_BOARD, name])
    .when(name)
    .thenRejected('nothing_to_change');
  given(EXAMPLE_BOARD)
    .when({ type: 'define-region', regionId: 'asia', name: 'Asia' })
    .then([{ type: 'region-defined', scope: 'public', stream: 'region:asia' }]);
  given(EXAMPLE_BOARD).when({ type: 'define-region', regionId: 'europe', name: 'Europe' }).thenRejected('nothing_to_change', 'name');
  given(EXAMPLE_BOARD)
    .when({ type: 'define-group', groupId: 'money', name: 'Money' })
    .then([{ type: 'group-defined', scope: 'public', data: { position: 1 } }]);
  given(EXAMPLE_BOARD).when({ type: 'define-group', groupId: 'media', name: 'Media' }).thenRejected('nothing_to_change');
});
test('[DC91] a new component takes the quietest choices: reported, internal, public with an incident only', () => {
  given(EXAMPLE_BOARD)
    .when({ type: 'define-component', componentId: 'uploads', name: 'Uploads' })
    .then([
      {
        type: 'component-defined',
        scope: 'internal',
        stream: 'component:uploads',
        data: { evidence: 'reported', goesPublic: 'with_incident', position: 2, groupId: null, regions: [] },
      },
    ]);
});
test('[DC92] changing a component keeps what is left out, its visibility included', () => {
  const [event] = given(EXAMPLE_BOARD)
    .when({ type: 'define-component', componentId: 'player', name: 'Player', groupId: 'media' })
    .then([{ type: 'component-defined', scope: 'public', data: { evidence: 'measured', groupId: 'media' } }]);
  expect(event?.data).not.toHaveProperty('published');
  given(EXAMPLE_BOARD).when({ type: 'define-component', componentId: 'player', name: 'Player' }).thenRejected('nothing_to_change');
  given(EXAMPLE_BOARD)
    .when({ type: 'define-component', componentId: 'billing', name: 'Billing', scope: 'public' })
    .then([{ type: 'component-defined', scope: 'public' }]);
  given(EXAMPLE_BOARD).when({ type: 'define-component', componentId: 'billing', name: 'Billing', groupId: 'nothing' }).thenRejected('not_found', 'groupId');
  given(EXAMPLE_BOARD)
    .when({ type: 'define-component', componentId: 'billing', name: 'Billing', regions: ['mars'] })
    .thenRejected('not_found', 'regions');
});
test('[DC93] a component retires once, in front of those who saw it', () => {
  const retire = (componentId: string): Command => ({ type: 'retire-component', componentId });
  given(EXAMPLE_BOARD)
    .when(retire('player'))
    .then([{ type: 'component-retired', scope: 'public' }]);
  given(EXAMPLE_BOARD)
    .when(retire('billing'))
    .then([{ type: 'component-retired', scope: 'internal' }]);
  given([...EXAMPLE_BOARD, retire('player')])
    .when(retire('player'))
    .thenRejected('not_found', 'componentId');
});
test('[DC94] an overriding verdict names the sentence it stands in for, and is another one', () => {
  const override = { type: 'override-verdict', sentence: 'All is well but slow', instead: 'Everything works' } as const;
  given(EXAMPLE_BOARD)
    .when(override)
    .then([{ type: 'verdict-overridden', scope: 'internal', data: { detail: null, instead: 'Everything works' } }]);
  given(EXAMPLE_BOARD)
    .when({ ...override, instead: 'No trouble reported', scope: 'public' })
    .then([{ type: 'verdict-overridden', scope: 'public' }]);
  const secret: Command = { type: 'open-incident', title: 'Acme broke in', impacts: [{ componentId: 'billing', level: 'major_outage' }] };
  given([...EXAMPLE_BOARD, secret])
    .when({ ...override, instead: 'Acme broke in', scope: 'public' })
    .thenRejected('not_published', 'instead');
  given(EXAMPLE_BOARD)
    .when({ ...override, sentence: 'Everything works' })
    .thenRejected('nothing_to_change', 'sentence');
});
test('[DC95] an own sentence ends once, in the scope it was told in, and only if it is the one that was meant', () => {
  const override: Command = { type: 'override-verdict', sentence: 'All is well but slow', instead: 'Everything works' };
  given([...EXAMPLE_BOARD, override])
    .when({ type: 'end-override' })
    .then([{ type: 'override-ended', scope: 'internal', stream: 'board', data: {} }]);
  given([...EXAMPLE_BOARD, { ...override, instead: 'No trouble reported', scope: 'public' }])
    .when({ type: 'end-override', scope: 'public' })
    .then([{ type: 'override-ended', scope: 'public' }]);
  given([...EXAMPLE_BOARD, override])
    .when({ type: 'end-override', scope: 'public' })
    .thenRejected('nothing_to_change', 'scope');
  given([...EXAMPLE_BOARD, override])
    .when({ type: 'end-override', instead: 'Playback fails' })
    .thenRejected('nothing_to_change', 'scope');
});
