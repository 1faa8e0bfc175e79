import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../find-chromium.ts';
import { startServer } from '../fixtures/start-server.ts';

/** What the board fetches on a first visit, brotli bytes as sent, by kind. */
export const firstLoad = async (): Promise<{ script: number; style: number; font: number; rest: number; requests: number }> => {
  const server = await startServer({ board: 'sample' });
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForTimeout(1000);
    const entries = await page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map(({ name, encodedBodySize }) => ({
        path: new URL(name).pathname,
        bytes: encodedBodySize,
      })),
    );
    const sum = (ending: RegExp) => entries.filter(({ path }) => ending.test(path)).reduce((total, { bytes }) => total + bytes, 0);
    const [script, style, font] = [sum(/\.js$/), sum(/\.css$/), sum(/\.woff2$/)];
    return { script, style, font, rest: sum(/./) - script - style - font, requests: entries.length };
  } finally {
    await browser.close();
    await server.dispose();
  }
};
