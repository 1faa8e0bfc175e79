import { Violation } from './auditor.ts';
import { noSometimes, simulate } from './simulation.ts';

/**
 * Runs the simulation from the command line: `node run.ts <seed> <milliseconds>`, or `node run.ts <seed> once`.
 * Prints one line of JSON and ends with 0 when every run held, 1 when an invariant broke.
 */
const [seed = '1', budget = '2000'] = process.argv.slice(2);
const started = performance.now();
const sometimes = noSometimes();
let runs = 0;
let outcome: { invariant: string; detail: string; seed: number } | null = null;
while (outcome === null && (runs === 0 || (budget !== 'once' && performance.now() - started < Number(budget)))) {
  const current = Number(seed) + runs++;
  try {
    await simulate(current, sometimes);
  } catch (error) {
    outcome = {
      invariant: error instanceof Violation ? error.invariant : 'thrown',
      detail: String(error instanceof Violation ? error.message : (error as Error).stack),
      seed: current,
    };
  }
}
console.log(JSON.stringify({ runs, ms: Math.round(performance.now() - started), outcome, sometimes }));
process.exitCode = outcome === null ? 0 : 1;
