import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What `npm run check` does, in order: types of every package, format and lint with the layer rules, unused code, and the checks written as tests. */
export const CHECKS: readonly { name: string; command: readonly [string, ...string[]] }[] = [
  { name: 'types of shared', command: ['tsc', '-p', 'shared/tsconfig.json'] },
  { name: "types of shared's tests", command: ['tsc', '-p', 'shared/tsconfig.test.json'] },
  { name: 'types of server', command: ['tsc', '-p', 'server/tsconfig.json'] },
  { name: 'types of client', command: ['tsc', '-p', 'client/tsconfig.json'] },
  { name: 'types of e2e', command: ['tsc', '-p', 'e2e/tsconfig.json'] },
  { name: 'format, lint and layers', command: ['biome', 'ci', '--error-on-warnings', '.'] },
  { name: 'unused files, exports and dependencies', command: ['knip', '--no-progress'] },
];

/** Runs every check; prints the output of those that fail. Returns how many passed and failed. */
export const runChecks = (): { passed: number; failed: number } => {
  let failed = 0;
  for (const { name, command } of CHECKS) {
    const started = performance.now();
    const [program, ...args] = command;
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 64e6 });
    const ok = status === 0;
    if (!ok) failed++;
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${Math.round(performance.now() - started)} ms)`);
    if (!ok) console.log(`${stdout}\n${stderr}`);
  }
  return { passed: CHECKS.length - failed, failed };
};
