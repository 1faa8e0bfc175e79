import { Violation } from './auditor.ts';
import { noSometimes, simulate } from './simulation.ts';

/**
 * Runs the simulation from the command line: `node run.ts <seed> <runs>`, one run for each seed from there on until an invariant breaks.
 * Prints one line of JSON and ends with 0 when every run held, 1 when an invariant broke.
 */
const [seed = '1', most = '1'] = process.argv.slice(2);
const sometimes = noSometimes();
let runs = 0;
let outcome: { invariant: string; detail: string; seed: number } | null = null;
while (outcome === null && runs < Number(most)) {
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
console.log(JSON.stringify({ runs, outcome, sometimes }));
process.exitCode = outcome === null ? 0 : 1;
