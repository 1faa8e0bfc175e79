import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHECKPOINT_EVENTS, keeping, worthKeeping } from './checkpoint.ts';

/** The most that the erasure of one event folds, as a multiple of how far back it is (or of the distance between two checkpoints, if that is more). */
const worst = (kept: readonly number[], end: number): number =>
  Math.max(...kept.map((seq, index) => (end - (kept[index - 1] ?? 0)) / (end - seq + CHECKPOINT_EVENTS)), (end - (kept.at(-1) ?? 0)) / CHECKPOINT_EVENTS);

test('[PR16] few checkpoints are kept, and what an erasure folds is in proportion to how far back it is', () => {
  fc.assert(
    // Beside those at fixed distances, each orderly stop leaves one.
    fc.property(fc.array(fc.integer({ min: 1, max: CHECKPOINT_EVENTS }), { minLength: 1, maxLength: 300 }), (steps) => {
      let kept: { seq: number }[] = [];
      let end = 0;
      for (const step of steps) {
        end += step;
        kept = keeping([...kept, { seq: end }]);
        expect(kept.length).toBeLessThanOrEqual(5);
        expect(
          worst(
            kept.map(({ seq }) => seq),
            end,
          ),
        ).toBeLessThanOrEqual(5);
      }
    }),
  );
  for (const end of [0, 4_999, 5_000, 12_345, 100_000, 300_000, 1_000_000]) {
    const kept = worthKeeping(0, end);
    expect(kept.length).toBeLessThanOrEqual(5);
    expect(worst(kept, end)).toBeLessThanOrEqual(5);
  }
});
