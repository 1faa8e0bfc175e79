import { expect, test } from 'vitest';
import { readTarget } from './component-step.tsx';

test('[VW21] a target is read as it is meant', () => {
  expect([readTarget('99.9'), readTarget('99,9 %'), readTarget('99.99'), readTarget('100'), readTarget(' '), readTarget('0'), readTarget('much')]).toEqual([
    0.999,
    0.999,
    0.9999,
    1,
    null,
    undefined,
    undefined,
  ]);
});
