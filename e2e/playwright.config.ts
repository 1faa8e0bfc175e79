import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './find-chromium.ts';

// `npm test` has the stories and the failures. `npm run test:long`, or LONG_STORIES=1 here, has what needs real time or the registry, and every wall.
const EVERY_DAY = ['stories/**/*.spec.ts', 'failures/**/*.spec.ts'];
const LONG = ['long/**/*.spec.ts', 'stories/wall-screens.spec.ts'];
// What waits for most of its time: a minute of silence, a server that is stopped, the next version. They have one worker, and those that compute the other:
// a browser is several processes, so that one page being loaded keeps two cores busy.
const WAITING = ['failures/**/*.spec.ts', 'stories/wall-kiosk.spec.ts', 'stories/npm-start.spec.ts', 'stories/wall-quiet.spec.ts'];
const long = process.env.LONG_STORIES === '1';

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  projects: long
    ? [{ name: 'long', testMatch: LONG }]
    : [
        { name: 'waiting', testMatch: WAITING, workers: 1 },
        { name: 'stories', testMatch: EVERY_DAY, testIgnore: WAITING },
      ],
  // Measurements must run alone.
  workers: long ? 1 : 2,
  fullyParallel: false,
  // A machine under other load is late now and then. Stories that pass only on the retry are listed at the end and have a fault to find.
  retries: process.env.CI ? 1 : 0,
  // A limit for what hangs, not for what is slow.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/stories.json' }]],
  use: {
    launchOptions: { executablePath: findChromium(), args: CHROMIUM_FLAGS },
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1440, height: 960 },
    trace: 'off',
  },
});
