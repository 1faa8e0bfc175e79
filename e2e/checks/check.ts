import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { runChecks } from './run-checks.ts';

const { failed } = await runChecks(console.log);
const tests = spawnSync('vitest', ['run', '--project', 'checks'], { cwd: resolve(import.meta.dirname, '../..'), stdio: 'inherit' });
process.exit(failed === 0 && tests.status === 0 ? 0 : 1);
