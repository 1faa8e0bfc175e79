import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

// `npm run dev`: the server restarts and the page reloads on every change. The client is served by Vite, which passes /api and the socket on.
const root = resolve(import.meta.dirname, '..');
const children: ChildProcess[] = [
  spawn(process.execPath, ['--watch', '--disable-warning=ExperimentalWarning', 'server/src/main.ts', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  }),
  spawn('vite', ['--clearScreen', 'false'], { cwd: resolve(root, 'client'), stdio: 'inherit' }),
];
const stop = () => {
  for (const child of children) child.kill('SIGTERM');
};
for (const child of children) {
  child.on('exit', (code) => {
    stop();
    process.exitCode ||= code ?? 0;
  });
}
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(signal, stop);
