import { expect, test } from 'vitest';
import { MUTANTS } from './mutants.ts';
import { hunt } from './mutate.ts';
import { REGRESSIONS } from './regressions.ts';
import { noSometimes, simulate } from './simulation.ts';

const MS = Number(process.env.SIM_MS ?? 15_000);
const SEED = Number(process.env.SIM_SEED ?? Date.now() % 1_000_000_000);
const MUTANT_MS = 30_000;

test('[SY20] nothing a network, a node or a slow reader does makes a dashboard wrong', { timeout: MS + 60_000 }, async () => {
  const sometimes = noSometimes();
  const started = performance.now();
  let runs = 0;
  let steps = 0;
  let slowest = 0;
  while (performance.now() - started < MS || runs === 0) {
    const seed = SEED + runs;
    const outcome = await simulate(seed, sometimes).catch((error: unknown) => {
      throw new Error(`seed ${seed} failed; replay it with SIM_SEED=${seed} SIM_MS=1 and add it to regressions.ts`, { cause: error });
    });
    runs++;
    steps += outcome.steps;
    slowest = Math.max(slowest, outcome.convergedMs);
  }
  console.log(`simulation: seed ${SEED}, ${runs} runs, ${steps} steps, all converged within ${slowest / 1_000} virtual seconds`);
  console.log(
    Object.entries(sometimes)
      .map(([name, count]) => `  ${name}: ${count}`)
      .join('\n'),
  );
  const never = Object.entries(sometimes).filter(([, count]) => count === 0);
  // A very short run proves little about reach, and says so by not asking.
  if (MS >= 10_000) expect(never, 'these never happened').toEqual([]);
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

test.each(MUTANTS)('[SY21] found: $name', { timeout: MUTANT_MS + 30_000 }, async (mutant) => {
  const verdict = await hunt(mutant, 1, MUTANT_MS);
  console.log(`${mutant.name}: ${verdict.outcome?.detail ?? 'survived'} (${verdict.runs} runs, ${verdict.ms} ms)`);
  expect(verdict.outcome).not.toBeNull();
});
