import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const at = (path: string) => join(import.meta.dirname, path);
// A worker that keeps the memory it has used: on a virtual machine the first use of a page costs more than the work on it, a fifth of the CPU of these tests.
const keepsMemory = ['--max-semi-space-size=32', '--min-semi-space-size=32'];
const seeded = at('server/src/testing/fixed-seed.ts');

export default defineConfig({
  test: {
    // A small machine has work for as many as it has cores, and most tests of the server wait.
    maxWorkers: 2,
    // One module graph and one document for all files of a worker: loading them afresh for each file took longer than the tests. No file leaves anything behind.
    isolate: false,
    execArgv: keepsMemory,
    // Node reads these sources itself, as the server does. Vite's runner turns each use of an import into a call of a getter: the domain takes half as long again.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: { name: 'shared', root: 'shared', environment: 'node', setupFiles: [seeded], include: ['src/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'server',
          root: 'server',
          environment: 'node',
          globalSetup: [at('server/src/testing/postgres-desk.ts')],
          setupFiles: [seeded],
          include: ['src/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: './client/vite.config.ts',
        test: {
          name: 'client',
          root: 'client',
          maxWorkers: 2,
          isolate: false,
          execArgv: keepsMemory,
          expect: { poll: { timeout: 60_000 } },
          environment: 'jsdom',
          setupFiles: [seeded, at('client/src/testing/browser-stand-ins.ts'), at('client/src/testing/each-test.ts')],
          include: ['src/**/*.test.{ts,tsx}'],
          testTimeout: 180_000,
        },
      },
      { extends: true, test: { name: 'checks', root: 'e2e', environment: 'node', include: ['checks/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
});
