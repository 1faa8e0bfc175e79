import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { runChecks } from './checks/run-checks.ts';

// `npm test`: checks, unit and integration tests, browser stories. Each runner's own totals are added up; a runner that died counts as one failure.
const root = resolve(import.meta.dirname, '..');
const results = resolve(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}
const heading = (words: string) => console.log(`\n== ${words}`);
const report = (file: string) => JSON.parse(readFileSync(resolve(results, file), 'utf8'));

const run = (program: string, args: string[], totals: () => Totals): Totals => {
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  try {
    const counted = totals();
    return status === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  } catch {
    console.error(`${program} ended (${status}) without a report`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
};

const started = Date.now();
heading('checks');
const checks: Totals = { ...runChecks(), skipped: 0 };

heading('unit and integration tests');
const unit = run('vitest', ['run', '--reporter=default', '--reporter=json', '--outputFile.json=test-results/unit.json'], () => {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites } = report('unit.json');
  return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0), skipped: numPendingTests + numTodoTests };
});

heading('browser stories');
const stories = run('playwright', ['test', '-c', 'e2e/playwright.config.ts'], () => {
  const { expected, unexpected, flaky, skipped } = report('stories.json').stats;
  if (flaky > 0) console.log(`${flaky} passed only the second time: marked "flaky" above, and to be looked into`);
  return { passed: expected + flaky, failed: unexpected, skipped };
});

heading(`checks ${checks.passed}, tests ${unit.passed}, stories ${stories.passed} passed in ${Math.round((Date.now() - started) / 1000)} s`);
const sum = (key: keyof Totals) => checks[key] + unit[key] + stories[key];
if (sum('skipped') > 0) console.log(`${sum('skipped')} skipped: each says why above`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
