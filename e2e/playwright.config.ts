import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './find-chromium.ts';

export default defineConfig({
  testDir: '.',
  testMatch: ['stories/**/*.spec.ts', 'failures/**/*.spec.ts'],
  outputDir: '../test-results',
  // One browser at a time: on a small machine two would make each other late, and lateness is what is tested.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/stories.json' }]],
  use: {
    launchOptions: { executablePath: findChromium(), args: CHROMIUM_FLAGS },
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1440, height: 960 },
    trace: 'off',
  },
});
