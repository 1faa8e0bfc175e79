import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

// `npm run dev`: the server restarts and the page reloads on every change. Vite serves the client and forwards /api and the socket to PORT.
const root = resolve(import.meta.dirname, '..');
const children: ChildProcess[] = [
  spawn(process.execPath, ['--watch', '--disable-warning=ExperimentalWarning', 'server/src/main.ts', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  }),
  spawn('vite', ['--clearScreen', 'false'], { cwd: resolve(root, 'client'), stdio: 'inherit' }),
];
console.log('The pages that reload by themselves are at the address Vite prints, not at that of the server.');
let running = children.length;
let code = 0;
const stop = () => {
  for (const child of children) child.kill('SIGTERM');
};
for (const child of children) {
  child.on('exit', (own) => {
    // The first process to end decides the exit code; we end the other.
    if (running === children.length) code = own ?? 0;
    running--;
    stop();
    if (running === 0) process.exit(code);
  });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal, stop);
