import { expect, test } from 'vitest';
import { exactly } from '../domain/fact-time.ts';
import { givenBoard, givenComponent, givenImpact, givenIncident, givenMaintenance, givenStatement } from '../testing/given-board.ts';
import { verdictOf } from '../words/verdict.ts';
import { matters } from './matters.ts';

test('[QU94] each thing that is not well is told once, worst first, exercises left out', () => {
  const board = givenBoard({
    components: ['vod', 'live', 'chat', 'disk', 'quiet'].map((id) => givenComponent(id)),
    incidents: [
      givenIncident('inc-watch', { phase: 'monitoring', impacts: [givenImpact('i', 'quiet', { until: exactly(5) })] }),
      givenIncident('inc-deg', { impacts: [givenImpact('i', 'live', { level: 'degraded_performance' })] }),
      givenIncident('inc-drill', { drill: 'd', impacts: [givenImpact('i', 'vod')] }),
    ],
    statements: [givenStatement('s1', 'chat', { level: 'major_outage' }), givenStatement('s2', 'live', { level: 'unknown' })],
    maintenances: [givenMaintenance('m', ['disk'], { phase: 'in_progress' })],
  });
  expect(matters(board).map(({ kind, id, level }) => `${kind} ${id} ${level}`)).toEqual([
    'component chat major_outage',
    'incident inc-deg degraded_performance',
    'maintenance m under_maintenance',
    'incident inc-watch operational',
  ]);
});

test('[QU94] of running maintenance what has overrun comes first, the longest overdue of it before', () => {
  const late = (id: string, until: number) => givenMaintenance(id, ['disk'], { until: exactly(until), overran: true });
  const board = givenBoard({
    components: [givenComponent('disk')],
    maintenances: [givenMaintenance('on-time', ['disk']), late('late', 20), late('later', 10), { ...late('drilled', 5), drill: 'd' }],
  });
  expect(matters(board).map(({ id }) => id)).toEqual(['later', 'late', 'on-time']);
});

test('[QU94] a component that somebody says is under maintenance is told, unless running maintenance tells it', () => {
  const board = givenBoard({
    components: ['disk', 'mail'].map((id) => givenComponent(id)),
    statements: [givenStatement('s1', 'mail', { level: 'under_maintenance' }), givenStatement('s2', 'disk', { level: 'under_maintenance' })],
    maintenances: [givenMaintenance('m', ['disk'], { phase: 'in_progress' })],
  });
  expect(matters(board).map(({ kind, id }) => `${kind} ${id}`)).toEqual(['component mail', 'maintenance m']);
});

test('[QU94] an incident that is over for a component, spares it or knows of less does not hide how it is doing', () => {
  const board = givenBoard({
    components: ['live', 'chat', 'vod'].map((id) => givenComponent(id)),
    incidents: [
      givenIncident('inc-a', {
        phase: 'monitoring',
        impacts: [
          givenImpact('i1', 'live', { until: exactly(5) }),
          givenImpact('i2', 'chat', { notAffected: true }),
          givenImpact('i3', 'vod', { level: 'degraded_performance' }),
        ],
      }),
    ],
    statements: [
      givenStatement('s1', 'live', { level: 'partial_outage' }),
      givenStatement('s2', 'chat', { level: 'unknown' }),
      givenStatement('s3', 'vod', { level: 'major_outage' }),
    ],
  });
  expect(matters(board).map(({ kind, id, level }) => `${kind} ${id} ${level}`)).toEqual([
    'component vod major_outage',
    'component live partial_outage',
    'incident inc-a degraded_performance',
    'component chat unknown',
  ]);
  expect(verdictOf(board).detail).toContain('Live is partly down');
});
