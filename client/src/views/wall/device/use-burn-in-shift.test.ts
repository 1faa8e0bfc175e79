import { expect, test } from 'vitest';
import { shiftAt } from './use-burn-in-shift.ts';

test('[VW100] the picture moves by one pixel at a time, never by more, stays within 8, and comes to every edge', () => {
  // Includes step numbers of today's date, not only small ones.
  for (const start of [0, Math.floor(Date.UTC(2026, 5, 3) / 75_000)]) {
    const seen = new Set<string>();
    for (let step = start; step < start + 64; step++) {
      const [at, next] = [shiftAt(step), shiftAt(step + 1)];
      expect(Math.abs(next.x - at.x) + Math.abs(next.y - at.y)).toBe(1);
      for (const side of [at.x, at.y]) {
        expect(side).toBeGreaterThanOrEqual(0);
        expect(side).toBeLessThanOrEqual(8);
      }
      for (const [side, value] of Object.entries(at)) seen.add(`${side}${value}`);
    }
    expect(seen).toContain('x0');
    expect(seen).toContain('x8');
    expect(seen).toContain('y0');
    expect(seen).toContain('y8');
  }
});
