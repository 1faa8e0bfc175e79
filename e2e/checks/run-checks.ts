import { execFile } from 'node:child_process';
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

/** Runs every check, one after the other. In: a function that gets the lines once all have ended, with the output of failed checks. Returns how many passed and failed. */
export const runChecks = async (tell: (lines: string) => void): Promise<{ passed: number; failed: number }> => {
  let failed = 0;
  const lines: string[] = [];
  for (const { name, command } of CHECKS) {
    const started = performance.now();
    const [program, ...args] = command;
    const { error, output } = await outcomeOf(program, args);
    if (error !== null) failed++;
    lines.push(`${error === null ? 'ok    ' : 'FAILED'} ${name} (${Math.round(performance.now() - started)} ms)`);
    if (error !== null) lines.push(output === '' ? error.message : output);
  }
  tell(lines.join('\n'));
  return { passed: CHECKS.length - failed, failed };
};

const outcomeOf = (program: string, args: string[]): Promise<{ error: Error | null; output: string }> =>
  new Promise((resolve) => {
    execFile(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 64e6, shell: process.platform === 'win32' }, (error, stdout, stderr) =>
      resolve({ error, output: `${stdout}\n${stderr}`.trim() }),
    );
  });
