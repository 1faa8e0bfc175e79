import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { type ChaosProxy, startChaosProxy } from '../failures/chaos-proxy.ts';
import { api } from '../fixtures/api.ts';
import type { HostedBoard } from '../fixtures/board-host.ts';
import { expect, test } from '../fixtures/story.ts';
import { defineWallBoard, HAPPENINGS, type Happening, type WallWords, WORDS } from '../fixtures/wall-board.ts';
import { drawnTexts, wallPage } from '../pages/wall-page.ts';

// Every state of a wall, in scripts and on screens that are hard to set: nothing may be cut, small or pale. A page is loaded once for each script, goes on to the
// states that follow, and is resized to each screen. Every day each state is drawn, and any script, screen and theme meet in some walk (`meet`);
// `WALL_SCREENS=all` draws every state in every script, on every screen and in both themes, with pictures in test-results/wall.
type Step = readonly Happening[] | 'stale' | 'lost' | 'resumed';
interface Walk {
  /** What makes each state, by name: of the first before the page is opened, of the others on the open page. */
  readonly states: Readonly<Record<string, Step>>;
  /** Not signed in, and the address does not request the public scope. */
  readonly signedOut?: true;
  /** Error of this device's clock, ms. */
  readonly skew?: number;
  /** The board has no components. */
  readonly empty?: true;
  /** How it is drawn every day. */
  readonly daily: readonly Setting[];
}
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
interface Setting {
  readonly script: Script;
  readonly theme: 'dark' | 'light';
  readonly screens: readonly Screen[];
}
const on = (script: Script, theme: Setting['theme'], ...screens: Screen[]): Setting => ({ script, theme, screens });
// German has the longest words, Japanese no spaces, and Arabic runs the other way. Where most is said there are two of them.
const WALKS: readonly Walk[] = [
  { states: { calm: [], 'calm-stale': 'stale', 'calm-lost': 'lost', resumed: 'resumed', overran: ['overran'] }, daily: [on('german', 'dark', '1080p', '4:3')] },
  { states: { degraded: ['elevated'] }, daily: [on('arabic', 'light', '1080p', 'wide', '4:3')] },
  { states: { maintenance: ['maintenance'], unknown: ['worked', 'unknown'] }, daily: [on('german', 'light', 'portrait', '720p')] },
  { states: { partial: ['partial'], watched: ['watched'] }, daily: [on('japanese', 'dark', '4:3', 'zoomed')] },
  {
    states: { burning: ['burning'], 'burning-worked': ['maintenance'], 'burning-differs': ['differs'], 'burning-lost': 'lost' },
    daily: [on('japanese', 'light', '4:3', '1080p'), on('cyrillic', 'dark', 'portrait', '720p')],
  },
  {
    states: { several: ['several'], 'several-differs': ['differs'], 'several-lost': 'lost', 'several-resumed': 'resumed', crowded: ['suspected'] },
    daily: [on('german', 'dark', '4:3', 'portrait'), on('arabic', 'dark', 'portrait', 'zoomed')],
  },
  {
    states: { suspected: ['suspected'], 'suspected-partial': ['partial'], 'suspected-differs': ['differs'] },
    daily: [on('german', 'light', 'zoomed', '4k')],
  },
  { states: { differs: ['differs'] }, daily: [on('cyrillic', 'light', '1080p', 'wide', '4:3')] },
  { states: { many: ['many'] }, daily: [on('japanese', 'dark', 'portrait', 'wide', '720p')] },
  { states: { drill: ['drill'], 'drill-resolved': ['drilled'] }, daily: [on('arabic', 'light', '720p', '4k')] },
  { states: { 'calm-signed-out': [], 'drill-signed-out': ['drill'] }, signedOut: true, daily: [on('german', 'dark', 'wide')] },
  { states: { 'several-signed-out': ['several'] }, signedOut: true, daily: [on('japanese', 'light', '4:3')] },
  { states: { skewed: [] }, skew: -2 * 3_600_000, daily: [on('cyrillic', 'dark', '4k', 'zoomed')] },
  { states: { empty: [] }, empty: true, daily: [on('japanese', 'light', '4k')] },
];
const ALL = process.env.WALL_SCREENS === 'all';
const EVERY: readonly Setting[] = (Object.keys(WORDS) as Script[]).flatMap((script) =>
  (['dark', 'light'] as const).map((theme) => on(script, theme, ...(Object.keys(SCREENS) as Screen[]))),
);
const PICTURES = resolve(import.meta.dirname, '../../test-results/wall');

/** Read from six metres: 40 px of type, labels 26 px, on a screen of 1080; a capital of IBM Plex is .698 of that. */
const MUST_READ = 40 * 0.698 - 0.1;
const LABEL = 26 * 0.698 - 0.1;
const AAA = 7;

test.describe.configure({ mode: 'parallel' });

test('every day each script, screen and theme meets each other', () => {
  const drawn = WALKS.flatMap(({ daily }) => daily);
  const meet = new Set(
    drawn.flatMap(({ script, theme, screens }) => screens.flatMap((screen) => [`${script} on ${screen}`, `${script} ${theme}`, `${theme} on ${screen}`])),
  );
  // Latin, the easiest, is on every other wall of these tests.
  const hard = Object.keys(WORDS).filter((script) => script !== 'latin');
  const themes = ['dark', 'light'];
  const wanted = [
    ...hard.flatMap((script) => [...Object.keys(SCREENS).map((screen) => `${script} on ${screen}`), ...themes.map((theme) => `${script} ${theme}`)]),
    ...Object.keys(SCREENS).flatMap((screen) => themes.map((theme) => `${theme} on ${screen}`)),
  ];
  expect(wanted.filter((pair) => !meet.has(pair))).toEqual([]);
});

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
    await HAPPENINGS.several(to, words);
    await HAPPENINGS.differs(to, words);
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
    // What is fitted by measuring is right a moment later.
    await expect.poll(async () => (await drawnTexts(long)).filter(({ cut }) => cut !== null)).toEqual([]);
    const shown = async (page: Page) => [await wallPage(page).groups.isVisible(), await wallPage(page).matters.count()];
    const tight = await shown(long);
    await long.setViewportSize({ width: 1080, height: 1920 });
    const fresh = await open();
    await fresh.setViewportSize({ width: 1080, height: 1920 });
    await fresh.reload();
    await expect(wallPage(fresh).claim).toHaveText('live');
    await expect(wallPage(fresh).groups).toBeVisible();
    expect(await shown(fresh)).not.toEqual(tight);
    await expect.poll(async () => JSON.stringify(await shown(long)) === JSON.stringify(await shown(fresh))).toBe(true);
    await context.close();
  } finally {
    await board.dispose();
  }
});

for (const walk of WALKS) {
  for (const setting of ALL ? EVERY : walk.daily) {
    const { script, theme, screens } = setting;
    test(`wall, ${Object.keys(walk.states).join(', ')}: ${script} ${theme} on ${screens.join(', ')}`, async ({ browser, openBoard }) => {
      if (ALL) test.setTimeout(60_000 + Object.keys(walk.states).length * screens.length * 10_000);
      const board = await openBoard();
      const line = await startChaosProxy(board.port);
      try {
        await draw(browser, board, line, walk, setting);
      } finally {
        await line.close();
        await board.dispose();
      }
    });
  }
}

/** Goes through the states of a walk and holds each, on each screen, to what can be read from six metres. */
const draw = async (browser: Browser, board: HostedBoard, line: ChaosProxy, walk: Walk, { script, theme, screens }: Setting): Promise<void> => {
  const { states, signedOut = false, skew = 0, empty = false } = walk;
  const words = WORDS[script];
  const to = api(board);
  const happen = async (step: readonly Happening[]) => {
    for (const happening of step) await HAPPENINGS[happening](to, words);
  };
  if (!empty) await defineWallBoard(to, words, { measured: 'calm' in states });
  const page = await screenOf(browser);
  await page.context().clearCookies();
  if (!signedOut) await signIn(page.context(), board, line);
  const wall = wallPage(page);
  for (const [index, [state, step]] of Object.entries(states).entries()) {
    if (typeof step !== 'string') await happen(step);
    if (index === 0) {
      await page.clock.install({ time: Date.now() + skew });
      await page.goto(`${line.url}/wall?theme=${theme}`);
      await expect(wall.claim).toHaveText('live');
      if (signedOut) await expect(wall.notes).toContainText('Not signed in: this is what customers see');
      if (skew !== 0) await expect(wall.notes).toContainText('own clock is 2 h 00 m behind');
    } else if (typeof step === 'string') await silence(page, line, step, () => HAPPENINGS.partial(to, words));
    else if (state in SAYS) await expect(page.getByRole('main')).toContainText(SAYS[state] as string);
    for (const screen of screens) {
      const [width, height] = SCREENS[screen];
      await page.setViewportSize({ width, height });
      await page.evaluate(() => document.fonts.ready);
      const drawn = `${state} on ${screen}`;
      // What is fitted by measuring is right a moment after the screen has changed.
      await expect.poll(async () => wrongOn(page, state, words), { message: drawn }).toEqual([]);
      if (!ALL) continue;
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: resolve(PICTURES, `${state}-${screen.replace(':', 'to')}-${script}-${theme}.png`) });
    }
  }
};

let screen: Page | null = null;
/** One page for all walks of a worker: each board has an address of its own, and the clock is set anew. */
const screenOf = async (browser: Browser): Promise<Page> => {
  screen ??= await (await browser.newContext({ timezoneId: 'Europe/Paris' })).newPage();
  return screen;
};

/** What the page says once a state has reached it of which nothing else is asked. */
const SAYS: Readonly<Record<string, string>> = { watched: 'Monitoring', 'drill-resolved': 'esolved', 'suspected-partial': 'Partial outage' };

/** What on the page as it is drawn cannot be read from six metres, with why, and what is missing. */
const wrongOn = async (page: Page, state: string, words: WallWords): Promise<string[]> => {
  const wall = wallPage(page);
  const texts = await drawnTexts(page);
  const [rows, counted, components, [otherwise = null]] = await Promise.all([
    wall.matters.count(),
    wall.counts.allTextContents(),
    wall.components.isVisible(),
    wall.otherwise.allTextContents(),
  ]);
  // Without the full stop, which the wall sets itself.
  const subjects = [words.title, words.note.slice(0, -1)];
  const missing = [
    // A second major outage is told with its timer and who has it, never by a number alone.
    ...(state.startsWith('several') && rows === 0 ? ['no row of what else burns'] : []),
    // What customers see otherwise is said with what it is about, whole, and with its level.
    ...(state.endsWith('differs') && (!subjects.some((subject) => otherwise?.includes(subject)) || !/Major outage|Operational/u.test(otherwise ?? ''))
      ? [`“${otherwise}” does not say what differs for customers`]
      : []),
    // Work on components takes a line of an outage's wall, not its components.
    ...(state === 'burning-worked' && !components ? ['nothing says which components burn'] : []),
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
  const code = new URLSearchParams(new URL(await ownerLink()).hash.slice(1)).get('owner');
  const response = await context.request.post(`${url}/api/v1/session`, { data: { code } });
  expect(response.status()).toBe(201);
};

/** The line fails for 20 s or for more than a minute, or comes back after that; each follows from the one before. */
const silence = async (page: Page, line: ChaosProxy, until: 'stale' | 'lost' | 'resumed', meanwhile: () => Promise<void>): Promise<void> => {
  const wall = wallPage(page);
  if (until === 'resumed') {
    await meanwhile();
    line.set('pass');
    await page.clock.fastForward(31_000);
    await expect(wall.claim).toHaveText('live');
    await expect(wall.changes).toBeVisible();
    return;
  }
  line.set('cut');
  await page.clock.fastForward(until === 'stale' ? 20_000 : 65_000);
  await expect(wall.foot).toContainText(until === 'stale' ? 'NOT CURRENT' : 'STALE');
};
