import { expect, test } from 'vitest';
import { fold } from '../domain/evolve.ts';
import { EXAMPLE_BOARD, OPENED, opened, PUBLISHED, RESOLVED } from '../testing/example-board.ts';
import { play } from '../testing/given.ts';
import { becameWords } from '../words/change-words.ts';
import { changesBetween } from './changes-between.ts';
import { cameBack } from './incident-facts.ts';

const board = (...history: Parameters<typeof play>[0]) => fold(play(history));

test('[VW6] what changed between two boards is named: incidents by what became of them, components by their levels', () => {
  expect(
    changesBetween(board(...EXAMPLE_BOARD), board(...OPENED)).map((change) =>
      change.kind === 'incident' ? becameWords(change.became) : [change.name, change.from, change.to],
    ),
  ).toEqual(['opened', ['Player', 'unknown', 'partial_outage']]);
  expect(
    changesBetween(board(...PUBLISHED), board(...RESOLVED)).map((change) => (change.kind === 'incident' ? becameWords(change.became) : change.to)),
  ).toEqual(['resolved', 'unknown']);
  expect(
    changesBetween(board(...EXAMPLE_BOARD), board(...RESOLVED)).map((change) => (change.kind === 'incident' ? becameWords(change.became) : change.to)),
  ).toEqual(['opened and resolved']);
});

test('[VW6] what was dismissed is said to be none, whether it was open, resolved or unknown before', () => {
  const dismiss = { type: 'dismiss-incident', incidentId: 'inc-a', reason: 'A probe was misread' } as const;
  for (const before of [EXAMPLE_BOARD, PUBLISHED, RESOLVED]) {
    const changes = changesBetween(board(...before), board(...(before === EXAMPLE_BOARD ? PUBLISHED : before), dismiss));
    expect(changes.flatMap((change) => (change.kind === 'incident' ? [change.became.kind] : []))).toEqual(['dismissed']);
  }
  const closed = board(...RESOLVED, dismiss);
  expect(changesBetween(closed, board(...RESOLVED, dismiss, { type: 'reopen-incident', incidentId: 'inc-a' }))).toMatchObject([
    { became: { kind: 'reopened' } },
    {},
  ]);
});
test('[VW6] an incident is no recurrence of one that was none', () => {
  const link = { kind: 'recurrence_of', incidentId: 'inc-a', commitmentId: null, words: null, inferred: false } as const;
  const again = [...RESOLVED, opened({ incidentId: 'inc-b' }), { type: 'link-incident', incidentId: 'inc-b', link } as const];
  const cause = (...more: Parameters<typeof play>[0]) => {
    const { incidents, ...rest } = board(...again, ...more);
    return cameBack({ incidents, ...rest }, incidents['inc-b'] ?? expect.fail('it is gone'));
  };
  expect(cause()).toMatchObject({ how: 'recurrence', incidentId: 'inc-a' });
  expect(cause({ type: 'dismiss-incident', incidentId: 'inc-a', reason: 'A probe was misread' })).toBeNull();
});
test('[VW6] what came and went, and a new component in trouble, are changes as far as the board can tell', () => {
  const many = Array.from({ length: 13 }, (_, n) => [
    { type: 'open-incident', incidentId: `many-${n}`, title: `Blip ${n}` } as const,
    { type: 'resolve-incident', incidentId: `many-${n}`, scope: 'internal' } as const,
  ]).flat();
  const before = board(...PUBLISHED);
  const after = board(...PUBLISHED, { type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' }, ...many);
  expect(after.incidents).not.toHaveProperty('inc-a');
  const words = changesBetween(before, after).map((change) => (change.kind === 'incident' ? `${change.title} ${becameWords(change.became)}` : change.name));
  expect(words).toContain('Playback fails resolved');
  expect(words).toContain('Blip 12 opened and resolved');

  // After a restore nothing is known of incidents opened since the backup.
  expect(changesBetween(before, board(...EXAMPLE_BOARD), undefined, false)).toMatchObject([
    { title: 'Playback fails', became: { kind: 'gone' }, level: 'unknown' },
    { kind: 'component' },
  ]);

  const shop = { type: 'define-component', componentId: 'shop', name: 'Shop' } as const;
  const down = opened({ incidentId: 'inc-s', title: 'Down', impacts: [{ componentId: 'shop', level: 'major_outage' }] });
  const components = (...more: Parameters<typeof play>[0]) =>
    changesBetween(board(...EXAMPLE_BOARD), board(...EXAMPLE_BOARD, ...more)).filter(({ kind }) => kind === 'component');
  expect(components(shop)).toEqual([]);
  expect(components(shop, down)).toMatchObject([{ name: 'Shop', from: 'unknown', to: 'major_outage' }]);
});

test('[VW6] an incident that turned out to hurt something else is not told as over by a wall that does not show that', () => {
  const groups = [
    { type: 'define-group', groupId: 'g1', name: 'One' },
    { type: 'define-group', groupId: 'g2', name: 'Two' },
    { type: 'define-component', componentId: 'one', name: 'One', groupId: 'g1' },
    { type: 'define-component', componentId: 'two', name: 'Two', groupId: 'g2' },
    { type: 'open-incident', incidentId: 'inc', title: 'Something burns' },
  ] as const;
  const impact = { type: 'state-impact', incidentId: 'inc', impact: { componentId: 'two', level: 'major_outage' } } as const;
  const [before, after] = [board(...groups), board(...groups, impact)];
  expect(changesBetween(before, after, { groups: ['g1'], regions: [] })).toEqual([]);
  expect(changesBetween(before, after, { groups: ['g2'], regions: [] })).toMatchObject([
    { became: { kind: 'level_changed' } },
    { name: 'Two', to: 'major_outage' },
  ]);
});

test('[VW6] an exercise is no change', () => {
  const drill = [
    ...EXAMPLE_BOARD,
    { type: 'start-drill', drillId: 'd', name: 'Failover' },
    { type: 'open-incident', incidentId: 'inc-d', title: 'Pretended', drill: 'd' },
  ] as const;
  expect(changesBetween(board(...EXAMPLE_BOARD), board(...drill))).toEqual([]);
});
