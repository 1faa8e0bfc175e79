import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'shared', root: 'shared', environment: 'node', include: ['src/**/*.test.ts'] } },
      { test: { name: 'server', root: 'server', environment: 'node', include: ['src/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 } },
      {
        extends: './client/vite.config.ts',
        test: {
          name: 'client',
          root: 'client',
          environment: 'jsdom',
          setupFiles: [join(import.meta.dirname, 'client/src/testing/browser-stand-ins.ts')],
          include: ['src/**/*.test.{ts,tsx}'],
        },
      },
      { test: { name: 'checks', root: 'e2e', environment: 'node', include: ['checks/**/*.test.ts'], testTimeout: 30_000 } },
    ],
  },
});
