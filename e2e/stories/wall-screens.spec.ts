import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { type ChaosProxy, startChaosProxy } from '../failures/chaos-proxy.ts';
import { api } from '../fixtures/api.ts';
import { expect, type HostedBoard, test } from '../fixtures/board-host.ts';
import { defineWallBoard, HAPPENINGS, type Happening, WORDS } from '../fixtures/wall-board.ts';
import { drawnTexts, wallPage } from '../pages/wall-page.ts';

// Every state on every screen in every script and both themes. Here as many of them as it takes for each two choices to meet at least once;
// `WALL_SCREENS=all` draws all of them, on more screens. The pictures are in test-results/wall.
interface State {
  readonly happening: Happening | 'empty';
  /** What the page goes through once it is live. */
  readonly goes?: 'stale' | 'lost' | 'resumed';
  /** Not signed in, and the address does not request the public scope. */
  readonly signedOut?: true;
  /** Error of this device's clock, ms. */
  readonly skew?: number;
}
const STATES: Readonly<Record<string, State>> = {
  calm: { happening: 'calm' },
  degraded: { happening: 'elevated' },
  unknown: { happening: 'unknown' },
  maintenance: { happening: 'maintenance' },
  watched: { happening: 'watched' },
  partial: { happening: 'partial' },
  burning: { happening: 'burning' },
  'burning-worked': { happening: 'burning-worked' },
  several: { happening: 'several' },
  overran: { happening: 'overran' },
  differs: { happening: 'differs' },
  'burning-differs': { happening: 'burning-differs' },
  'several-differs': { happening: 'several-differs' },
  many: { happening: 'many' },
  drill: { happening: 'drill' },
  'drill-resolved': { happening: 'drilled' },
  'calm-signed-out': { happening: 'calm', signedOut: true },
  'several-signed-out': { happening: 'several', signedOut: true },
  'drill-signed-out': { happening: 'drill', signedOut: true },
  'calm-stale': { happening: 'calm', goes: 'stale' },
  'calm-lost': { happening: 'calm', goes: 'lost' },
  'burning-lost': { happening: 'burning', goes: 'lost' },
  resumed: { happening: 'calm', goes: 'resumed' },
  'several-resumed': { happening: 'several', goes: 'resumed' },
  skewed: { happening: 'calm', skew: -2 * 3_600_000 },
  empty: { happening: 'empty' },
};
const ALL = process.env.WALL_SCREENS === 'all';
const SCREENS = {
  '1080p': [1920, 1080],
  '4k': [3840, 2160],
  portrait: [1080, 1920],
  '4:3': [1600, 1200],
  '720p': [1280, 720],
  wide: [2560, 1080],
  // The CSS size of a 1080p screen at 200 % browser zoom.
  zoomed: [960, 540],
} as const;
type Screen = keyof typeof SCREENS;
type Script = keyof typeof WORDS;
interface Case {
  readonly state: string;
  readonly screen: Screen;
  readonly script: Script;
  readonly theme: 'dark' | 'light';
}
const screens = (Object.keys(SCREENS) as Screen[]).slice(0, ALL ? undefined : 4);
const scripts = (Object.keys(WORDS) as Script[]).filter((script) => ALL || script !== 'latin');
const EVERY: readonly Case[] = Object.keys(STATES).flatMap((state) =>
  screens.flatMap((screen) => scripts.flatMap((script) => (['dark', 'light'] as const).map((theme) => ({ state, screen, script, theme })))),
);

const pairsOf = (one: Case): string[] => {
  const parts = Object.values(one);
  return parts.flatMap((a, index) => parts.slice(index + 1).map((b) => `${a}|${b}`));
};
/** Cases until every pair of choices has met, each time the one that brings most pairs together for the first time. */
const pairwise = (): Case[] => {
  const met = new Set<string>();
  const chosen: Case[] = [];
  for (;;) {
    let best: Case | null = null;
    let most = 0;
    for (const one of EVERY) {
      const fresh = pairsOf(one).filter((pair) => !met.has(pair)).length;
      if (fresh > most) [best, most] = [one, fresh];
    }
    if (best === null) return chosen;
    chosen.push(best);
    for (const pair of pairsOf(best)) met.add(pair);
  }
};
/** Where four by three is narrowest. */
const HARD: readonly Case[] = [
  { state: 'drill', screen: '4:3', script: 'german', theme: 'dark' },
  { state: 'drill-signed-out', screen: '4:3', script: 'german', theme: 'dark' },
  { state: 'overran', screen: '4:3', script: 'latin', theme: 'dark' },
];
const CASES = ALL ? EVERY : [...HARD, ...pairwise().filter((one) => !HARD.some((hard) => JSON.stringify(hard) === JSON.stringify(one)))];
const PICTURES = resolve(import.meta.dirname, '../../test-results/wall');

/** Read from six metres: 40 px of type, labels 26 px, on a screen of 1080; a capital of IBM Plex is .698 of that. */
const MUST_READ = 40 * 0.698 - 0.1;
const LABEL = 26 * 0.698 - 0.1;
const AAA = 7;

test.describe.configure({ mode: 'parallel' });

test('[VW95] a zone of two words is told as two words', async ({ browser, openBoard }) => {
  const board = await openBoard();
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(`${board.url}/wall?zone=America/New_York`);
    await expect(page.getByRole('banner')).toContainText('New York');
    const gap = () =>
      wallPage(page)
        .clock.locator('small')
        .evaluate((zone) => {
          const boxOf = (at: number): DOMRect => {
            const range = document.createRange();
            range.setStart(zone.firstChild as Node, at);
            range.setEnd(zone.firstChild as Node, at + 1);
            return range.getBoundingClientRect();
          };
          return boxOf('New '.length).left - boxOf('New'.length - 1).right;
        });
    await expect.poll(gap).toBeGreaterThan(5);
    await page.close();
  } finally {
    await board.dispose();
  }
});

test('[VW90] on a 4:3 wall no name runs into the words of its row, and what made room for a row returns when there is room', async ({ browser, openBoard }) => {
  const board = await openBoard();
  try {
    const to = api(board);
    const words = { ...WORDS.latin, second: '4,200 sites are out of sync' };
    await defineWallBoard(to, words);
    await HAPPENINGS['several-differs'](to, words);
    await to.post('/incidents/inc-2/acknowledge', { by: words.commander });
    await to.post('/incidents/inc-2/updates', { scope: 'public', text: words.update, nextUpdateDue: { ms: Date.now() + 4 * 3_600_000, precision: 'exact' } });
    const context = await browser.newContext({ viewport: { width: 1024, height: 768 } });
    await signIn(context, board, board);
    const open = async (): Promise<Page> => {
      const page = await context.newPage();
      await page.goto(`${board.url}/wall`);
      await expect(wallPage(page).claim).toHaveText('live');
      await page.evaluate(() => document.fonts.ready);
      return page;
    };
    const long = await open();
    expect((await drawnTexts(long)).filter(({ cut }) => cut !== null)).toEqual([]);
    const shown = async (page: Page) => [await wallPage(page).groups.isVisible(), await wallPage(page).matters.count()];
    const tight = await shown(long);
    await long.setViewportSize({ width: 1080, height: 1920 });
    const fresh = await open();
    await fresh.setViewportSize({ width: 1080, height: 1920 });
    await fresh.reload();
    await expect(wallPage(fresh).claim).toHaveText('live');
    await expect(wallPage(fresh).groups).toBeVisible();
    expect(await shown(fresh)).not.toEqual(tight);
    await expect.poll(() => shown(long)).toEqual(await shown(fresh));
    await context.close();
  } finally {
    await board.dispose();
  }
});

for (const name of Object.keys(STATES)) {
  const cases = CASES.filter(({ state }) => state === name);
  test(`wall, ${name}: ${cases.map(({ screen, script, theme }) => `${screen} ${script} ${theme}`).join(', ')}`, async ({ browser, openBoard }) => {
    test.setTimeout(60_000 + cases.length * 15_000);
    mkdirSync(PICTURES, { recursive: true });
    for (const one of cases) {
      const board = await openBoard();
      const line = await startChaosProxy(board.port);
      try {
        expect(await wrongOn(browser, board, line, one), `${one.screen} ${one.script} ${one.theme}`).toEqual([]);
      } finally {
        await line.close();
        await board.dispose();
      }
    }
  });
}

/** Draws one case. Out: what cannot be read from six metres, with why. */
const wrongOn = async (browser: Browser, board: HostedBoard, line: ChaosProxy, one: Case): Promise<string[]> => {
  const { happening, goes, signedOut = false, skew = 0 } = STATES[one.state] as State;
  const words = WORDS[one.script];
  const to = api(board);
  if (happening !== 'empty') {
    await defineWallBoard(to, words, { measured: happening === 'calm' });
    await HAPPENINGS[happening](to, words);
  }
  const [width, height] = SCREENS[one.screen];
  const context = await browser.newContext({ timezoneId: 'Europe/Paris', viewport: { width, height } });
  if (!signedOut) await signIn(context, board, line);
  const page = await context.newPage();
  await page.clock.install({ time: Date.now() + skew });
  await page.goto(`${line.url}/wall?theme=${one.theme}`);
  const wall = wallPage(page);
  await expect(wall.claim).toHaveText('live');
  if (goes !== undefined) await silence(page, line, goes, () => HAPPENINGS.partial(to, words));
  if (signedOut) await expect(wall.notes).toContainText('Not signed in: this is what customers see');
  if (skew !== 0) await expect(wall.notes).toContainText('own clock is 2 h 00 m behind');
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: resolve(PICTURES, `${one.state}-${one.screen.replace(':', 'to')}-${one.script}-${one.theme}.png`) });
  const texts = await drawnTexts(page);
  const rows = await wall.matters.count();
  const counted = await wall.counts.allTextContents();
  const components = await wall.components.isVisible();
  const otherwise = (await wall.otherwise.count()) === 0 ? null : await wall.otherwise.textContent();
  await context.close();
  // Without the full stop, which the wall sets itself.
  const subjects = [words.title, words.note.slice(0, -1)];
  const missing = [
    // A second major outage is told with its timer and who has it, never by a number alone.
    ...(happening === 'several' && rows === 0 ? ['no row of what else burns'] : []),
    // What customers see otherwise is said with what it is about, whole, and with its level.
    ...(happening.endsWith('differs') && (!subjects.some((subject) => otherwise?.includes(subject)) || !/Major outage|Operational/u.test(otherwise ?? ''))
      ? [`“${otherwise}” does not say what differs for customers`]
      : []),
    // Work on components takes a line of an outage's wall, not its components.
    ...(happening === 'burning-worked' && !components ? ['nothing says which components burn'] : []),
    ...counted.filter((line) => /^\d+ (more|in all)$/.test(line)).map((line) => `“${line}” does not say how bad`),
  ];
  const unreadable = texts.flatMap(({ words: text, where, capHeight, label, contrast, cut }) => [
    ...(capHeight < (label ? LABEL : MUST_READ) ? [`${text} (${where}): capitals of ${capHeight.toFixed(1)} px`] : []),
    ...(contrast < AAA ? [`${text} (${where}): contrast ${contrast.toFixed(2)}`] : []),
    ...(cut === null ? [] : [`${text} (${where}): ${cut}`]),
  ]);
  return [...missing, ...unreadable];
};

/** Signs in by the printed link, without drawing a page for it. */
const signIn = async (context: BrowserContext, { ownerLink }: HostedBoard, { url }: { url: string }): Promise<void> => {
  const code = new URLSearchParams(new URL(ownerLink).hash.slice(1)).get('owner');
  const response = await context.request.post(`${url}/api/v1/session`, { data: { code } });
  expect(response.status()).toBe(201);
};

const silence = async (page: Page, line: ChaosProxy, until: 'stale' | 'lost' | 'resumed', meanwhile: () => Promise<void>): Promise<void> => {
  const wall = wallPage(page);
  line.set('cut');
  await page.clock.fastForward(until === 'stale' ? 20_000 : 65_000);
  await expect(wall.foot).toContainText(until === 'stale' ? 'NOT CURRENT' : 'STALE');
  if (until !== 'resumed') return;
  await meanwhile();
  line.set('pass');
  await page.clock.fastForward(31_000);
  await expect(wall.claim).toHaveText('live', { timeout: 20_000 });
  await expect(wall.changes).toBeVisible();
};
