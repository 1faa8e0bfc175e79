import { expect, test } from 'vitest';
import { TEST_SEED } from '../../testing/test-seed.ts';
import { MUTANTS } from './mutants.ts';
import { hunt } from './mutate.ts';
import { REGRESSIONS } from './regressions.ts';
import { noSometimes, simulate } from './simulation.ts';

/** Enough runs for everything in SOMETIMES to happen many times. */
const RUNS = Number(process.env.SIM_RUNS ?? 50);
const MUTANT_RUNS = 300;
const MINUTES = 60_000;

test('[SY20] nothing a network, a node or a slow reader does makes a dashboard wrong', { timeout: 2 * MINUTES + RUNS * 1_000 }, async () => {
  const sometimes = noSometimes();
  let steps = 0;
  let slowest = 0;
  for (let seed = TEST_SEED; seed < TEST_SEED + RUNS; seed++) {
    const outcome = await simulate(seed, sometimes).catch((error: unknown) => {
      throw new Error(`seed ${seed} failed; replay it with TEST_SEED=${seed} SIM_RUNS=1 and add it to regressions.ts`, { cause: error });
    });
    steps += outcome.steps;
    slowest = Math.max(slowest, outcome.convergedMs);
  }
  console.log(`simulation: seed ${TEST_SEED}, ${RUNS} runs, ${steps} steps, all converged within ${slowest / 1_000} virtual seconds`);
  console.log(
    Object.entries(sometimes)
      .map(([name, count]) => `  ${name}: ${count}`)
      .join('\n'),
  );
  const never = Object.entries(sometimes).filter(([, count]) => count === 0);
  // A very short run cannot reach everything, so coverage is not checked.
  if (RUNS >= 50) expect(never, 'these never happened').toEqual([]);
});

test('[SY20] a seed replays to the same run', async () => {
  const first = noSometimes();
  const second = noSometimes();
  expect(await simulate(7, first)).toEqual(await simulate(7, second));
  expect(first).toEqual(second);
});

test.each(REGRESSIONS)('[SY20] seed $seed holds: $was', async ({ seed }) => {
  await simulate(seed, noSometimes());
});

test.each(MUTANTS)('[SY21] found: $name', { timeout: 5 * MINUTES }, async (mutant) => {
  const { from = 1 } = mutant;
  const verdict = await hunt(mutant, from, MUTANT_RUNS);
  console.log(`${mutant.name}: ${verdict.outcome?.detail ?? 'survived'} (${verdict.runs} runs from seed ${from})`);
  expect(verdict.outcome).not.toBeNull();
});
