import { expect, test } from '../fixtures/story.ts';
import { defineWallBoard, HAPPENINGS, WORDS } from '../fixtures/wall-board.ts';
import { wallPage } from '../pages/wall-page.ts';

/** Shorter than the silence after which a wall no longer says LIVE. */
const SECONDS = 10;
/** The clock, the ages and the seconds counted beside them; the skyline moves once in five seconds. */
const MOST_A_SECOND = 12;

// What a wall does while nothing happens is counted in changes of its document; what that costs a screen is printed by `npm run test:long`.
for (const name of ['calm', 'burning'] as const) {
  test(`a ${name} wall changes what ticks and nothing else`, async ({ server, to, visit }) => {
    await defineWallBoard(to, WORDS.latin);
    if (name === 'burning') await HAPPENINGS.burning(to, WORDS.latin);
    const page = await visit('about:blank', { viewport: { width: 1920, height: 1080 } });
    await page.clock.install({ time: Date.now() });
    await page.goto(`${server.url}/wall`);
    const wall = wallPage(page);
    await expect(wall.foot).toContainText('LIVE');
    await expect(wall.stage).toHaveAttribute('data-scene', name === 'calm' ? 'calm' : 'trouble');
    // What is still being loaded and fitted at the beginning is no quiet wall.
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    await page.clock.runFor(2_000);
    await page.evaluate(() => {
      const seen: Record<string, number> = {};
      Object.assign(window, { sitrepSeen: seen });
      new MutationObserver((changes) => {
        for (const { type, target } of changes) {
          const element = target instanceof Element ? target : target.parentElement;
          const what = `${type} of ${element?.tagName.toLowerCase()}.${element?.className}`;
          seen[what] = (seen[what] ?? 0) + 1;
        }
      }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    await page.clock.runFor(SECONDS * 1_000);
    const seen = await page.evaluate(() => (window as unknown as { sitrepSeen: Record<string, number> }).sitrepSeen);
    const changes = Object.values(seen).reduce((sum, count) => sum + count, 0);
    // Something must tick, or the test observed nothing.
    expect(changes).toBeGreaterThanOrEqual(SECONDS);
    expect(changes, JSON.stringify(seen)).toBeLessThanOrEqual(SECONDS * MOST_A_SECOND);
  });
}
