import { render } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { LevelTimeline } from './level-timeline.tsx';

const HOUR = 3_600_000;
const clock = (ms: number) => new Date(ms).toISOString().slice(11, 16);

test('[VW226] [VW227] phases too short for their names are named below, levels left of what is drawn, and no clock stands on the line of now', () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  const { container } = render(
    <LevelTimeline
      from={0}
      to={10 * HOUR}
      now={5 * HOUR}
      steps={[{ from: 0, to: 5 * HOUR, tone: 'maj' }]}
      phases={[
        { from: 0, to: 4.9 * HOUR, label: 'Identified', note: '00:00, 4 h 54 m', shade: 2 },
        { from: 4.9 * HOUR, to: 5 * HOUR, label: 'Monitoring', note: '04:54, 6 m', shade: 1 },
      ]}
      unseen={null}
      marks={[]}
      tickLabel={clock}
      summary=""
    />,
  );
  const texts = [...container.querySelectorAll('svg text')];
  expect(texts.map(({ textContent }) => textContent)).toContain('Identified');
  expect(texts.map(({ textContent }) => textContent)).not.toContain('05:00');
  expect([...container.querySelectorAll('li')].map(({ textContent }) => textContent)).toEqual(['Monitoring 04:54, 6 m']);
  const step = Number(container.querySelector('[data-st="maj"] rect')?.getAttribute('x'));
  const name = texts.find(({ textContent }) => textContent === 'Degraded');
  expect(Number(name?.getAttribute('x')) + 8 * 6.2).toBeLessThanOrEqual(step);
});
