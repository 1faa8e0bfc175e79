import { expect, test } from 'vitest';
import type { Impact } from '../domain/event.ts';
import { at, atClock, EVERYONE, givenImpact, givenIncident, utc } from '../testing/given-board.ts';
import { impactMatrix } from './impact-matrix.ts';
import { levelSteps } from './level-steps.ts';

const NOW = utc('2026-06-03T12:00');
const incident = (impacts: readonly Impact[], resolved = false) =>
  givenIncident('i', { impacts, phase: resolved ? 'resolved' : 'identified', endedAt: resolved ? at('2026-06-03T11:00') : null });
const impact = (id: string, given: Partial<Impact>) => givenImpact(id, 'chat', { from: at('2026-06-03T10:00'), ...given });

test('[VW47] minutes down count overlaps once, leave degraded out, and are not known where a time is missing', () => {
  const minutes = (impacts: readonly Impact[]) => {
    const ms = impactMatrix(incident(impacts), NOW).rows[0]?.downMs;
    return ms == null ? ms : ms / 60_000;
  };
  expect(
    minutes([
      impact('a', { until: at('2026-06-03T10:30') }),
      impact('b', { from: at('2026-06-03T10:20'), until: at('2026-06-03T10:40'), level: 'partial_outage' }),
    ]),
  ).toBe(40);
  expect(minutes([impact('a', { level: 'degraded_performance' })])).toBe(0);
  expect(minutes([impact('a', {})])).toBe(120);
  expect(minutes([impact('a', { from: atClock('23:50'), until: atClock('00:20') })])).toBe(30);
  expect(minutes([impact('a', { from: atClock('08:00'), until: atClock('08:20') }), impact('b', { from: atClock('09:00'), until: atClock('09:20') })])).toBe(
    null,
  );
});

test('[VW47] what holds everywhere holds in every region named; elsewhere knows nothing of a region', () => {
  const { regions, rows } = impactMatrix(
    incident([impact('a', { until: at('2026-06-03T10:30') }), impact('b', { regions: ['europe'], level: 'partial_outage' })]),
    NOW,
  );
  expect(regions).toEqual(['europe', null]);
  expect(rows[0]?.cells).toEqual([
    { peak: 'major_outage', now: 'partial_outage' },
    { peak: 'major_outage', now: 'operational' },
  ]);
});

test('[QU6] the matrix spares a region only where the same incident says so of all people there', () => {
  const spare = impact('spare', { notAffected: true, level: 'operational', regions: ['ap'], audience: EVERYONE });
  const some = impact('some', { notAffected: true, level: 'operational', regions: ['us'], audience: { kind: 'some' } });
  const { regions, rows } = impactMatrix(incident([impact('a', {}), spare, some]), NOW);
  expect(regions).toEqual(['ap', 'us', null]);
  const hurt = { peak: 'major_outage', now: 'major_outage' };
  expect(rows[0]?.cells).toEqual(['not_affected', hurt, hurt]);
});

test('[VW49] levels over time are stretches without a break, the worst at each moment, open ones up to now', () => {
  const steps = levelSteps(
    incident([
      impact('a', { until: at('2026-06-03T10:30') }),
      impact('b', { from: at('2026-06-03T10:10'), until: at('2026-06-03T10:40'), level: 'partial_outage' }),
      impact('c', { from: at('2026-06-03T11:00'), level: 'degraded_performance' }),
    ]),
    NOW,
  );
  expect(steps.map(({ level, from, to }) => [level, (to - from) / 60_000])).toEqual([
    ['major_outage', 30],
    ['partial_outage', 10],
    ['operational', 20],
    ['degraded_performance', 60],
  ]);
});
