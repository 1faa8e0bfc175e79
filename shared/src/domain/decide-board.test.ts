import { expect, test } from 'vitest';
import { EXAMPLE_BOARD, OPENED, opened, PUBLISHED } from '../testing/example-board.ts';
import { given, NOW, play } from '../testing/given.ts';
import { worldOf } from '../testing/world-of.ts';
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
test('[DC122] what was said of a component inside stays inside when it is made public, until it is said to customers', () => {
  const provider = { name: 'Carrier', statusPage: null };
  const history: Command[] = [
    ...EXAMPLE_BOARD,
    { type: 'define-component', componentId: 'billing', name: 'Billing', description: 'Two old machines', target: 0.9, provider, groupId: 'media' },
  ];
  const publish: Command = { type: 'define-component', componentId: 'billing', name: 'Billing', scope: 'public' };
  const quiet = { description: null, target: null, provider: null };
  given(history)
    .when(publish)
    .then([
      { type: 'component-defined', scope: 'public', data: { ...quiet, groupId: 'media' } },
      { type: 'component-defined', scope: 'internal', data: { description: 'Two old machines', target: 0.9, provider } },
    ]);
  given([...history, publish])
    .when(publish)
    .thenRejected('component_unchanged');
  given([...history, publish])
    .when({ type: 'define-component', componentId: 'billing', name: 'Bills' })
    .then([
      { type: 'component-defined', scope: 'public', data: { ...quiet, name: 'Bills' } },
      { type: 'component-defined', scope: 'internal', data: { name: 'Bills', description: 'Two old machines' } },
    ]);
  given([...history, publish])
    .when({ ...publish, description: 'Two old machines', target: 0.9, provider } as Command)
    .then([{ type: 'component-defined', scope: 'public', data: { description: 'Two old machines', target: 0.9, provider } }]);
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
test('[DC120] what customers see is not made internal again: neither with a change nor without one', () => {
  const hide: Command = { type: 'define-component', componentId: 'player', name: 'Player', scope: 'internal' };
  given(EXAMPLE_BOARD).when(hide).thenRejected('component_already_public', 'scope');
  given(EXAMPLE_BOARD)
    .when({ ...hide, name: 'Video' })
    .thenRejected('component_already_public', 'scope');
  given(EXAMPLE_BOARD)
    .when({ ...hide, componentId: 'billing', name: 'Bills' })
    .then([{ type: 'component-defined', scope: 'internal' }]);
});
test('[DC97] a component about which an incident is open, inside or for customers, or work is planned, is not retired', () => {
  const retire: Command = { type: 'retire-component', componentId: 'player' };
  const resolve: Command = { type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' };
  const over: Command[] = [resolve, { ...resolve, scope: 'public' }];
  const spared = opened({ impacts: [{ componentId: 'player', level: 'operational', notAffected: true }] });
  given(OPENED).when(retire).thenRejected('component_in_incident', 'componentId');
  given([...EXAMPLE_BOARD, spared])
    .when(retire)
    .thenRejected('component_in_incident');
  // Resolved internally, while customers still see it as open.
  const known = given([...PUBLISHED, { ...resolve, scope: 'internal' }]).when(retire);
  known.thenRejected('component_in_incident', 'componentId');
  expect(known.decision).toMatchObject({ params: { incidentId: 'inc-a', scope: 'public' } });
  given([...PUBLISHED, ...over])
    .when(retire)
    .then([{ type: 'component-retired' }]);
  given([...OPENED, { type: 'end-impact', incidentId: 'inc-a', impactId: 'imp-a' }])
    .when(retire)
    .then([{ type: 'component-retired' }]);

  const at = (ms: number) => ({ ms, precision: 'exact' }) as const;
  const work: Command = { type: 'schedule-maintenance', maintenanceId: 'w', title: 'Move', componentIds: ['player'], from: at(NOW + 1), until: at(NOW + 2) };
  given([...EXAMPLE_BOARD, work])
    .when(retire)
    .thenRejected('component_in_work', 'componentId');
  given([...EXAMPLE_BOARD, work, { type: 'change-maintenance-phase', maintenanceId: 'w', phase: 'cancelled' }])
    .when(retire)
    .then([{ type: 'component-retired' }]);
});
const FIRE: Command = { type: 'open-incident', title: 'Acme broke in', impacts: [{ componentId: 'billing', level: 'major_outage' }] };
const keyOf = (history: readonly Command[], scope: 'public' | 'internal' = 'internal') => worldOf(play(history)).verdictKey(scope);

test('[DC94] an own sentence names the state it is written for, which is the one its readers see now, and must change something', () => {
  const key = keyOf(EXAMPLE_BOARD);
  const override = { type: 'override-verdict', sentence: 'All is well but slow', key } as const;
  given(EXAMPLE_BOARD)
    .when(override)
    .then([{ type: 'verdict-overridden', scope: 'internal', data: { sentence: 'All is well but slow', detail: null, key } }]);
  given(EXAMPLE_BOARD)
    .when({ ...override, key: keyOf(EXAMPLE_BOARD, 'public'), scope: 'public' })
    .then([{ type: 'verdict-overridden', scope: 'public' }]);
  // The state changed between reading and writing.
  given([...EXAMPLE_BOARD, FIRE])
    .when(override)
    .thenRejected('conflict', 'key');
  given([...EXAMPLE_BOARD, override])
    .when(override)
    .thenRejected('nothing_to_change', 'sentence');
  given([...EXAMPLE_BOARD, override])
    .when({ ...override, detail: 'Until noon' })
    .then([{ type: 'verdict-overridden' }]);
});
test('[DC94] in public only the state customers see can be written for', () => {
  const override = { type: 'override-verdict', sentence: 'We are looking', scope: 'public' } as const;
  const history = [...EXAMPLE_BOARD, FIRE];
  expect(keyOf(history)).not.toBe(keyOf(history, 'public'));
  given(history)
    .when({ ...override, key: keyOf(history) })
    .thenRejected('not_published', 'key');
  given(history)
    .when({ ...override, key: keyOf(history, 'public') })
    .then([{ type: 'verdict-overridden', scope: 'public' }]);
});
test('[DC95] an own sentence ends once, in the scope it was told in, and only if it is the one that was meant', () => {
  const override: Command = { type: 'override-verdict', sentence: 'All is well but slow', key: keyOf(EXAMPLE_BOARD) };
  given([...EXAMPLE_BOARD, override])
    .when({ type: 'end-override' })
    .then([{ type: 'override-ended', scope: 'internal', stream: 'board', data: {} }]);
  given([...EXAMPLE_BOARD, { ...override, key: keyOf(EXAMPLE_BOARD, 'public'), scope: 'public' }])
    .when({ type: 'end-override', scope: 'public' })
    .then([{ type: 'override-ended', scope: 'public' }]);
  given([...EXAMPLE_BOARD, override])
    .when({ type: 'end-override', scope: 'public' })
    .thenRejected('nothing_to_change', 'scope');
  given([...EXAMPLE_BOARD, override])
    .when({ type: 'end-override', key: 'incident:major_outage:1' })
    .thenRejected('nothing_to_change', 'scope');
});
