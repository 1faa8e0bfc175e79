import type { Command, CommandOf } from '@sitrep/shared/domain/command.ts';
import { EMPTY_BOARD } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import { Chain } from '@sitrep/shared/testing/chain.ts';
import { NOW, play } from '@sitrep/shared/testing/given.ts';
import { expect, test } from 'vitest';
import { wallScene } from './wall-scene.ts';

const BOARD: Command[] = ['live', 'vod', 'api'].map((componentId) => ({ type: 'define-component', componentId, name: componentId, scope: 'public' }));
const DRILL: Command = { type: 'start-drill', drillId: 'd-1', name: 'Friday' };
const hurt = (incidentId: string, componentId: string, level: Level, rest: Partial<CommandOf<'open-incident'>> = {}): Command => ({
  type: 'open-incident',
  incidentId,
  title: incidentId,
  impacts: [{ componentId, level }],
  ...rest,
});
const sceneOf = (more: readonly Command[], lost = false) => {
  const chain = new Chain('internal', play([...BOARD, ...more]));
  return wallScene(chain.state(chain.head).board, lost);
};

test('[VW90] nothing known, nothing to know, nothing wrong', () => {
  expect(wallScene(null, false).kind).toBe('nothing');
  expect(wallScene(null, true).kind).toBe('nothing');
  expect(wallScene(EMPTY_BOARD, false).kind).toBe('empty');
  expect(sceneOf([]).kind).toBe('calm');
});

test('[VW90] the worst owns the wall, among equals the newest that nobody has acknowledged; the rest stands beside it', () => {
  const all = [hurt('slow', 'api', 'degraded_performance'), hurt('first', 'live', 'major_outage'), hurt('second', 'vod', 'major_outage')];
  expect(sceneOf(all)).toMatchObject({ kind: 'trouble', owner: { id: 'second' }, others: [{ id: 'first' }, { id: 'slow' }] });
  expect(sceneOf([...all, { type: 'acknowledge-incident', incidentId: 'second', by: 'Ana' }])).toMatchObject({ owner: { id: 'first' } });
});

test('[VW90] work on components takes the place of nothing: beside an incident it is apart, beside other trouble it comes last', () => {
  const work = (maintenanceId: string, componentId: string): Command[] => [
    {
      type: 'schedule-maintenance',
      maintenanceId,
      title: maintenanceId,
      componentIds: [componentId],
      from: { ms: NOW - 60_000, precision: 'exact' },
      until: { ms: NOW + 60_000, precision: 'exact' },
      scope: 'public',
    },
    { type: 'change-maintenance-phase', maintenanceId, phase: 'in_progress' },
  ];
  const burning = [hurt('inc-a', 'live', 'major_outage'), ...work('m', 'api')];
  expect(sceneOf(burning)).toMatchObject({ kind: 'trouble', owner: { id: 'inc-a' }, others: [], work: [{ id: 'm' }] });
  const more = [...burning, hurt('slow', 'vod', 'degraded_performance')];
  expect(sceneOf(more)).toMatchObject({ others: [{ id: 'slow' }, { id: 'm' }], work: [] });
  // Without an incident the work itself is what there is to say.
  expect(sceneOf(work('m', 'api'))).toMatchObject({ owner: null, others: [{ id: 'm' }], work: [] });
});

test('[VW90] an open incident that hurts nothing any more is still trouble', () => {
  const impacts = [{ impactId: 'was', componentId: 'live', level: 'major_outage' as const }];
  const ended = [hurt('inc-a', 'live', 'major_outage', { impacts }), { type: 'end-impact', incidentId: 'inc-a', impactId: 'was' }] as const;
  expect(sceneOf(ended)).toMatchObject({ kind: 'trouble', verdict: { level: 'operational' } });
  const unstated = { type: 'open-incident', incidentId: 'inc-a', title: 'Something is odd' } as const;
  expect(sceneOf([unstated])).toMatchObject({ kind: 'trouble', verdict: { level: 'unknown' } });
});

test('[VW91] over a minute of silence what was known is no state any more', () => {
  expect(sceneOf([], true).kind).toBe('lost');
  expect(sceneOf([hurt('inc-a', 'live', 'partial_outage')], true)).toMatchObject({ kind: 'lost', verdict: { level: 'partial_outage' } });
  expect(sceneOf([DRILL], true).kind).toBe('lost');
});

test('[VW92] a major outage stays on the wall through any silence', () => {
  expect(sceneOf([hurt('inc-a', 'live', 'major_outage')], true)).toMatchObject({ kind: 'trouble', owner: { id: 'inc-a' } });
});

test('[VW93] an exercise alone owns the wall with its own incidents; beside real trouble it is only named', () => {
  const simulated = hurt('pretended', 'live', 'major_outage', { drill: 'd-1' });
  expect(sceneOf([DRILL, simulated])).toMatchObject({ kind: 'drill', verdict: { level: 'operational' }, incidents: [{ id: 'pretended' }] });
  expect(sceneOf([DRILL, simulated, hurt('real', 'api', 'degraded_performance')])).toMatchObject({
    kind: 'trouble',
    owner: { id: 'real' },
    others: [],
    drill: { id: 'd-1' },
  });
});
