import type { Level } from '@sitrep/shared/domain/words.ts';
import { expect, test } from 'vitest';
import { skylinePaths, skylineWords } from './skyline-shape.ts';

const DAY = 86_400_000;
const days = (...levels: (Level | null)[]) => levels.map((worst, index) => ({ from: Date.UTC(2020, 9, 7) + index * DAY, worst, downMinutes: 0 }));

test('[VW20] a skyline is one path per level, taller is worse, and days before the beginning are empty', () => {
  const paths = new Map(
    skylinePaths(days(null, 'operational', 'degraded_performance', 'partial_outage', 'major_outage')).map(({ level, path }) => [level, path]),
  );
  expect([...paths.keys()]).toEqual(['operational', 'degraded_performance', 'partial_outage', 'major_outage']);
  const tall = (level: Level) => Number(/v(\d+)/.exec(paths.get(level) ?? '')?.[1]);
  expect(tall('operational')).toBeLessThan(tall('degraded_performance'));
  expect(tall('degraded_performance')).toBeLessThan(tall('partial_outage'));
  expect(tall('partial_outage')).toBeLessThan(tall('major_outage'));
});

test('[VW20] a long stretch without data is an outline, lighter than the same number of single days', () => {
  const strokes = (...levels: (Level | null)[]) =>
    skylinePaths(days(...levels))
      .find(({ level }) => level === 'unknown')
      ?.path.split('M').length ?? 0;
  expect(strokes('unknown')).toBe(6);
  expect(strokes('unknown', 'unknown', 'unknown', 'unknown', 'unknown')).toBeLessThan(2 * 6 + 5);
});

test('[VW20] a skyline is described in one sentence, worst level first', () => {
  expect(skylineWords(days('operational', 'operational'), true, 'UTC')).toBe('2 days. Nothing but operational.');
  expect(skylineWords(days('degraded_performance', 'major_outage', 'major_outage'), true, 'UTC')).toBe(
    '3 days. 2 days with major outage: 8 Oct 2020 and 9 Oct 2020. 1 day with degraded performance: 7 Oct 2020.',
  );
  expect(skylineWords(days(null, 'operational'), true, 'UTC')).toContain('1 day before it began');
});
