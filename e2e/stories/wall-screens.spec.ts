import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { api } from '../fixtures/api.ts';
import { printedOwnerLink } from '../fixtures/owner-link.ts';
import { startServer } from '../fixtures/start-server.ts';
import { expect, test } from '../fixtures/story.ts';
import { defineWallBoard, HAPPENINGS, type Happening, WORDS } from '../fixtures/wall-board.ts';
import { drawnTexts, wallPage } from '../pages/wall-page.ts';

// Every state on every screen in every script and both themes. Here as many of them as it takes for each two choices to meet at least once;
// `WALL_SCREENS=all` draws all of them. The pictures are in test-results/wall.
const STATES = ['calm', 'elevated', 'partial', 'burning', 'several', 'drill', 'lost', 'burning-lost', 'empty'] as const;
const SCREENS = { '1080p': [1920, 1080], '4k': [3840, 2160], portrait: [1080, 1920], '4:3': [1600, 1200], '720p': [1280, 720], wide: [2560, 1080] } as const;
// The rest are drawn with what is fullest.
const ALWAYS: readonly Screen[] = ['1080p', '4k', 'portrait', '4:3'];
const SCRIPTS = ['latin', 'german', 'japanese', 'arabic', 'cyrillic'] as const;
const THEMES = ['dark', 'light'] as const;
type Screen = keyof typeof SCREENS;
interface Case {
  readonly state: (typeof STATES)[number];
  readonly screen: Screen;
  readonly script: (typeof SCRIPTS)[number];
  readonly theme: (typeof THEMES)[number];
}

const EVERY: readonly Case[] = STATES.flatMap((state) =>
  (Object.keys(SCREENS) as Screen[]).flatMap((screen) => SCRIPTS.flatMap((script) => THEMES.map((theme) => ({ state, screen, script, theme })))),
);
const pairsOf = (one: Case): string[] => {
  const parts = Object.values(one);
  return parts.flatMap((a, index) => parts.slice(index + 1).map((b) => `${a}|${b}`));
};
const OFTEN = EVERY.filter(({ screen, state }) => ALWAYS.includes(screen) || state === 'several');
/** Cases until every pair of choices has met, each time the one that brings most pairs together for the first time. */
const pairwise = (): Case[] => {
  const met = new Set<string>();
  const chosen: Case[] = [];
  for (;;) {
    let best: Case | null = null;
    let most = 0;
    for (const one of OFTEN) {
      const fresh = pairsOf(one).filter((pair) => !met.has(pair)).length;
      if (fresh > most) [best, most] = [one, fresh];
    }
    if (best === null) return chosen;
    chosen.push(best);
    for (const pair of pairsOf(best)) met.add(pair);
  }
};
const CASES = process.env.WALL_SCREENS === 'all' ? EVERY : pairwise();
const PICTURES = resolve(import.meta.dirname, '../../test-results/wall');

/** Read from six metres: 40 px of type, labels 26 px, on a screen of 1080; capitals are .698 of that. */
const MUST_READ = 40 * 0.698 - 0.1;
const LABEL = 26 * 0.698 - 0.1;
const AAA = 7;

for (const state of STATES) {
  for (const script of SCRIPTS) {
    const cases = CASES.filter((one) => one.state === state && one.script === script);
    if (cases.length === 0) continue;
    test(`wall, ${state}, ${script}: ${cases.map(({ screen, theme }) => `${screen} ${theme}`).join(', ')}`, async ({ browser }) => {
      mkdirSync(PICTURES, { recursive: true });
      const server = await startServer();
      try {
        const words = WORDS[script];
        const happening = (state === 'lost' ? 'calm' : state === 'burning-lost' ? 'burning' : state) as Happening | 'empty';
        if (happening !== 'empty') {
          await defineWallBoard(api(server), words, { measured: happening === 'calm' });
          await HAPPENINGS[happening](api(server), words);
        }
        const context = await signedIn(browser, printedOwnerLink(server));
        const pages = await Promise.all(cases.map((one) => openWall(context, server.url, one)));
        if (state.endsWith('lost')) {
          await server.kill('SIGKILL');
          for (const page of pages) await expect(wallPage(page).foot).toContainText('STALE', { timeout: 75_000 });
        }
        for (const [index, page] of pages.entries()) {
          const one = cases[index] as Case;
          await page.screenshot({ path: resolve(PICTURES, `${one.state}-${one.screen.replace(':', 'to')}-${one.script}-${one.theme}.png`) });
          const wrong = (await drawnTexts(page)).flatMap(({ words: text, where, capHeight, label, contrast, cut }) => [
            ...(capHeight < (label ? LABEL : MUST_READ) ? [`${text} (${where}): capitals of ${capHeight.toFixed(1)} px`] : []),
            ...(contrast < AAA ? [`${text} (${where}): contrast ${contrast.toFixed(2)}`] : []),
            ...(cut === null ? [] : [`${text} (${where}): ${cut}`]),
          ]);
          expect(wrong, `${one.screen} ${one.theme}`).toEqual([]);
        }
        await context.close();
      } finally {
        await server.dispose();
      }
    });
  }
}

const signedIn = async (browser: Browser, link: string): Promise<BrowserContext> => {
  const context = await browser.newContext({ timezoneId: 'Europe/Paris' });
  const page = await context.newPage();
  await page.goto(link);
  await expect(page.getByRole('status').first()).toHaveText('Live');
  await page.close();
  return context;
};

const openWall = async (context: BrowserContext, url: string, { screen, theme, state }: Case): Promise<Page> => {
  const page = await context.newPage();
  const [width, height] = SCREENS[screen];
  await page.setViewportSize({ width, height });
  await page.goto(`${url}/wall?theme=${theme}`);
  await expect(wallPage(page).claim).toHaveText('live');
  await page.evaluate(() => document.fonts.ready);
  if (state === 'drill') await expect.poll(() => wallPage(page).scene()).toBe('drill');
  return page;
};
