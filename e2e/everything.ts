import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { resolve } from 'node:path';
import { runChecks } from './checks/run-checks.ts';

// `npm test`: checks, unit and integration tests, and beside them the browser stories, which mostly wait. Each runner's own totals are added up; a runner that
// died counts as one failure. `--long`: what needs real time or the registry, every wall, and other seeds each time.
const long = process.argv.includes('--long');
const root = resolve(import.meta.dirname, '..');
const results = resolve(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}
const started = Date.now();
const since = () => `${Math.round((Date.now() - started) / 1000)} s`;
const heading = (words: string) => console.log(`\n== ${words}`);
const report = (file: string) => JSON.parse(readFileSync(resolve(results, file), 'utf8'));

interface Run {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
  /** Printed in one piece when it has ended, so that parallel output does not interleave. */
  readonly apart?: string;
}
/** Runs a program to its end and reads its totals from what it reported. */
const run = async ({ program, args, env = {}, apart }: Run, totals: () => Totals): Promise<Totals> => {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', apart === undefined ? 'inherit' : 'pipe', apart === undefined ? 'inherit' : 'pipe'],
    shell: process.platform === 'win32',
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  if (apart !== undefined && child.pid !== undefined) giveWay(child.pid);
  const status = await new Promise<number | null>((ended) => {
    child.on('error', (error) => {
      printed.push(Buffer.from(`${error.message}\n`));
      ended(null);
    });
    child.on('close', ended);
  });
  if (apart !== undefined) {
    heading(`${apart}, after ${since()}`);
    process.stdout.write(Buffer.concat(printed));
  }
  try {
    const counted = totals();
    return status === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  } catch {
    console.error(`${program} ended (${status}) without a report`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
};
/** A starved page looks broken, while a starved computing test only takes longer. */
const giveWay = (pid: number): void => {
  try {
    setPriority(pid, 5);
  } catch {
    // The process is gone already, or the priority may not be changed.
  }
};

interface Story {
  title: string;
  file: string;
  line: number;
  tests: { status: string }[];
}
interface Suite {
  specs?: Story[];
  suites?: Suite[];
}
const storiesIn = ({ specs = [], suites = [] }: Suite): Story[] => [...specs, ...suites.flatMap(storiesIn)];
/** Stories that passed only the second time, by name. */
const flaky: string[] = [];
const stories = (env: Record<string, string>): Promise<Totals> =>
  run({ program: 'playwright', args: ['test', '-c', 'e2e/playwright.config.ts'], env }, () => {
    const { stats, suites } = report('stories.json') as { stats: Record<string, number>; suites: Suite[] };
    const { expected = 0, unexpected = 0, skipped = 0 } = stats;
    const again = suites.flatMap(storiesIn).filter(({ tests }) => tests.some(({ status }) => status === 'flaky'));
    flaky.push(...again.map(({ file, line, title }) => `${file}:${line} ${title}`));
    return { passed: expected + again.length, failed: unexpected, skipped };
  });
const unit = (apart: string, env: Record<string, string>): Promise<Totals> =>
  run({ program: 'vitest', args: ['run', '--reporter=default', '--reporter=json', '--outputFile.json=test-results/unit.json'], env, apart }, () => {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites } = report('unit.json');
    return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0), skipped: numPendingTests + numTodoTests };
  });

/** Checks, then tests; beside them the stories. */
const everyDay = async (): Promise<Totals[]> => {
  heading('browser stories; checks and tests run beside them, and are told when they end');
  const inOrder = async () => {
    const checks = await runChecks((lines) => {
      heading(`checks, after ${since()}`);
      console.log(lines);
    });
    return [{ ...checks, skipped: 0 }, await unit('unit and integration tests', {})];
  };
  const [stage, tests] = await Promise.all([stories({}), inOrder()]);
  return [...tests, stage];
};
/** One after the other, because measurements must run alone. */
const takingLong = async (): Promise<Totals[]> => {
  const seed = String(Number(process.env.TEST_SEED ?? Date.now() % 1_000_000_000));
  console.log(`TEST_SEED=${seed}`);
  const tests = await unit(`unit and integration tests from seed ${seed}`, { TEST_SEED: seed, SIM_RUNS: process.env.SIM_RUNS ?? '2000' });
  heading('a newcomer, a soak, the load of a wall, Firefox, and every wall');
  return [tests, await stories({ LONG_STORIES: '1', WALL_SCREENS: 'all' })];
};

const all = long ? await takingLong() : await everyDay();
heading(`${all.map(({ passed }) => passed).join(' + ')} passed in ${since()}`);
if (flaky.length > 0) console.log(`Passed only the second time, and to be looked into:\n${flaky.map((name) => `  ${name}`).join('\n')}`);
const sum = (key: keyof Totals) => all.reduce((total, one) => total + one[key], 0);
if (sum('skipped') > 0) console.log(`${sum('skipped')} skipped: each says why above`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
