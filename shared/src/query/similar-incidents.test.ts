import { expect, test } from 'vitest';
import type { Command, CommandOf } from '../domain/command.ts';
import { EXAMPLE_BOARD, opened } from '../testing/example-board.ts';
import { given } from '../testing/given.ts';
import { incidentsOf } from '../testing/world-of.ts';
import { similarIncidents } from './similar-incidents.ts';

const hurts = (componentId: string) => [{ componentId, level: 'partial_outage' as const }];
const cause = (incidentId: string, said: Partial<CommandOf<'state-cause'>['cause']>): Command => ({
  type: 'state-cause',
  incidentId,
  cause: { text: null, class: ['unknown'], status: 'suspected', ...said },
});
const over = (incidentId: string): Command => ({ type: 'resolve-incident', incidentId });
const before = (incidentId: string, title: string, componentId: string): Command[] => [
  opened({ incidentId, title, impacts: hurts(componentId) }),
  over(incidentId),
];

/** The ids of what may be the same as `inc-a`, each with its reasons. */
const found = (history: readonly Command[]) => {
  const incidents = incidentsOf(given([...EXAMPLE_BOARD, ...history]).events);
  const incident = incidents.get('inc-a');
  if (incident === undefined) throw new Error('no incident');
  return similarIncidents(incident, incidents.values()).map(({ incident: { id }, ...why }) => [id, why]);
};

test('[QU107] the same component, the same class of cause and rare words in common are reasons, and are named', () => {
  const history = [
    ...before('inc-same', 'Zone of the resolver expired', 'player'),
    cause('inc-same', { class: ['dns', 'unknown'], status: 'known', text: 'The zone expired.' }),
    ...before('inc-other', 'Invoices are late', 'billing'),
    opened({ title: 'Video stops: resolver has no zone', impacts: hurts('player') }),
    cause('inc-a', { class: ['dns'] }),
  ];
  expect(found(history)).toEqual([['inc-same', { components: ['player'], causes: ['dns'], words: ['resolver', 'zone'] }]]);
});

test('[QU107] one word alone is no reason, and neither is a cause that is ruled out or not known', () => {
  const history = [
    ...before('inc-word', 'Resolver slow', 'billing'),
    ...before('inc-out', 'Uploads fail', 'billing'),
    cause('inc-out', { class: ['dns'], status: 'ruled_out' }),
    cause('inc-out', { class: ['unknown'] }),
    opened({ title: 'No answer of the resolver', impacts: hurts('player') }),
    cause('inc-a', { class: ['dns', 'unknown'] }),
  ];
  expect(found(history)).toEqual([]);
});

test('[QU107] words that stand in many incidents tell none apart', () => {
  const many = Array.from({ length: 12 }, (_, index) => before(`inc-${index}`, `Checkout payments stall ${index}`, 'billing')).flat();
  expect(found([...many, opened({ title: 'Checkout payments stall', impacts: hurts('player') })])).toEqual([]);
});

test('[QU107] the likest comes first, of equals the newest, and five at most', () => {
  const many = Array.from({ length: 7 }, (_, index) => before(`inc-${index}`, `Case ${index}`, 'player')).flat();
  const history = [
    ...before('inc-dns', 'Case of old', 'player'),
    cause('inc-dns', { class: ['dns'] }),
    ...many,
    opened({ title: 'Nothing plays', impacts: hurts('player') }),
    cause('inc-a', { class: ['dns'] }),
  ];
  expect(found(history).map(([id]) => id)).toEqual(['inc-dns', 'inc-6', 'inc-5', 'inc-4', 'inc-3']);
});

test('[QU107] left out are what was none, what is linked either way, exercises, and what began after it was over', () => {
  const link = (incidentId: string, to: string): Command => ({
    type: 'link-incident',
    incidentId,
    link: { kind: 'related_to', incidentId: to, commitmentId: null, words: null, inferred: false },
  });
  const history: Command[] = [
    ...before('inc-none', 'A', 'player'),
    { type: 'dismiss-incident', incidentId: 'inc-none', reason: 'a test' },
    ...before('inc-to', 'B', 'player'),
    ...before('inc-from', 'C', 'player'),
    { type: 'start-drill', drillId: 'drl', name: 'Friday' },
    opened({ incidentId: 'inc-drill', title: 'D', impacts: hurts('player'), drill: 'drl' }),
    opened({ title: 'Nothing plays', impacts: hurts('player') }),
    link('inc-a', 'inc-to'),
    link('inc-from', 'inc-a'),
  ];
  expect(found(history)).toEqual([]);
  const later = [over('inc-a'), ...before('inc-later', 'E', 'player')];
  expect(found([...history, ...later])).toEqual([]);
  expect(found([...history, ...before('inc-during', 'F', 'player'), over('inc-a')]).map(([id]) => id)).toEqual(['inc-during']);
});

test('[QU107] what was stated as not affected is not shared, and words in any script count', () => {
  const history = [
    ...before('inc-jp', '支付 失败 网关', 'billing'),
    opened({ incidentId: 'inc-spared', title: 'X', impacts: [{ componentId: 'player', level: 'operational', notAffected: true }] }),
    opened({ title: '支付 网关 超时', impacts: hurts('player') }),
  ];
  expect(found(history)).toEqual([['inc-jp', { components: [], causes: [], words: ['支付', '网关'] }]]);
});
