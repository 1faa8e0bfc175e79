import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bordersOf } from './stretch-bar.tsx';

test('[VW85] stretches fill the bar in proportion, and the smallest is still seen', () => {
  expect(bordersOf([540, 60, 80], 680)).toEqual([0, 540, 600, 680]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 8 }), (sizes) => {
      const borders = bordersOf(sizes, 360);
      expect(borders.at(-1)).toBeCloseTo(360, 6);
      for (const [index, border] of borders.entries()) expect(border - (borders[index - 1] ?? -3)).toBeGreaterThan(2.99);
    }),
  );
});
