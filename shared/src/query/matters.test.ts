import { expect, test } from 'vitest';
import { exactly } from '../domain/fact-time.ts';
import { givenBoard, givenComponent, givenImpact, givenIncident, givenMaintenance, givenStatement } from '../testing/given-board.ts';
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
