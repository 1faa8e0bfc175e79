import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './find-chromium.ts';

const TIMED = [
  'stories/newcomer.spec.ts',
  'stories/every-screen.spec.ts',
  'stories/stays-put.spec.ts',
  'stories/wall-load.spec.ts',
  'stories/wall-soak.spec.ts',
];

export default defineConfig({
  testDir: '.',
  // What measures time runs by itself, after everything else.
  projects: [
    { name: 'stories', testMatch: ['stories/**/*.spec.ts', 'failures/**/*.spec.ts'], testIgnore: TIMED },
    { name: 'timed', testMatch: TIMED, dependencies: ['stories'], workers: 1 },
  ],
  outputDir: '../test-results',
  workers: 2,
  fullyParallel: false,
  // A machine that is loaded by others is late now and then. What passes only the second time is named at the end, and is a fault to look for.
  retries: process.env.CI ? 1 : 0,
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
