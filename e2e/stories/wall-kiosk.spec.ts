import type { Page } from '@playwright/test';
import { api, defineSmallBoard } from '../fixtures/api.ts';
import { startKiosk } from '../fixtures/kiosk-browser.ts';
import { nextVersion } from '../fixtures/next-version.ts';
import { startDrill } from '../fixtures/run-drill.ts';
import type { RunningServer } from '../fixtures/start-server.ts';
import { expect, test } from '../fixtures/story.ts';
import { wallPage } from '../pages/wall-page.ts';

const SECRET_TITLE = 'Encoders restart at night';

const kioskLink = async (server: RunningServer): Promise<string> => {
  const { pathname, hash } = new URL((await api(server).post('/screens', { name: 'Wall 7' })).link);
  expect(pathname).toBe('/wall');
  return new URL(`${pathname}${hash}`, server.url).href;
};

/** Whether the worker of the wall holds the page and every part of it. */
const isKept = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const scopes = (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname);
    const parts = performance.getEntriesByType('resource').filter(({ name }) => new URL(name).pathname.startsWith('/assets/'));
    const kept = await Promise.all([location.href, ...parts.map(({ name }) => name)].map((address) => caches.match(address)));
    return scopes.join() === '/wall' && parts.length > 3 && kept.every((response) => response !== undefined);
  });

/** The page has no controls and no prompts. */
const leavesNobodyToAct = async (page: Page): Promise<void> => {
  expect(await page.evaluate(() => getComputedStyle(document.elementFromPoint(960, 540) ?? document.body).cursor)).toBe('none');
  for (const role of ['dialog', 'menu', 'button', 'link', 'textbox'] as const) await expect(page.getByRole(role)).toHaveCount(0);
};

test('a wall lives by its link alone: dark server, cold boot, exercise, outage, until the link is revoked', async ({
  running: server,
  toRunning: to,
}, testInfo) => {
  const profile = testInfo.outputPath('profile');
  const trouble = { violations: [], errors: [] };
  await defineSmallBoard(to);
  // An internal component without trouble: only signed-in screens know it, and the wall stays calm.
  await to.put('/components/encoders', { name: 'Encoders in the cellar', groupId: 'delivery', position: 3 });
  const link = await kioskLink(server);

  const first = await startKiosk(profile, link, trouble);
  let wall = wallPage(first.page);
  await expect(wall.foot).toContainText('LIVE');
  await expect(wall.foot).toContainText('Wall 7');
  await expect(wall.sentence).toHaveText('No trouble reported.');
  expect(new URL(first.page.url()).hash).toBe('');
  await expect.poll(() => isKept(first.page)).toBe(true);
  await leavesNobodyToAct(first.page);
  await first.context.close();
  await server.kill();

  // The server is down in the morning: the browser starts with the same link as every day.
  const { context, page } = await startKiosk(profile, link, trouble);
  wall = wallPage(page);
  let running = server;
  try {
    await expect(wall.sentence).toHaveText('No trouble reported.');
    await expect(wall.stage).toContainText(/as of \d\d:\d\d:\d\d/);
    await expect(wall.foot).toContainText('Wall 7');
    await expect(wall.foot).not.toContainText('LIVE');

    running = await server.restart();
    const again = api(running);
    await expect(wall.foot).toContainText('LIVE');
    await expect(wall.foot).toContainText('Wall 7');
    await expect(wall.stage).not.toContainText('as of');
    await expect(wall.stage).toHaveAttribute('data-scene', 'calm');

    const drill = startDrill(running, 'ryver-connections', '--on', 'vod', '--speed', '5000', '--pause', '2', '--stay', '30');
    await expect.poll(() => wall.scene()).toBe('drill');
    await expect(page.getByText('EXERCISE', { exact: true })).toHaveCount(2);
    await expect(wall.stage).toContainText('No real trouble reported.');
    await expect(page).toHaveTitle(/EXERCISE/);

    // It is real this time.
    await again.post('/incidents', {
      title: SECRET_TITLE,
      impacts: [{ componentId: 'encoders', level: 'major_outage', what: 'cannot encode', audience: { kind: 'everyone' } }],
    });
    await expect(wall.field).toContainText(/major outage/i);
    await expect(wall.sentence).toContainText('Nobody can encode');
    await expect(wall.stage).toContainText(/exercise/i);
    drill.interrupt();
    await drill.ended;
    await expect(wall.stage).not.toContainText(/exercise/i);
    await leavesNobodyToAct(page);

    const [screen] = (await again.get('/screens')).screens;
    const revoked = Date.now();
    await again.delete(`/tokens/${screen.id}`);
    await expect(wall.sentence).toHaveText('This screen is signed out.');
    console.log(`signed out ${Date.now() - revoked} ms after the command was given`);
    const saysNothing = async () => {
      const drawn = await page.locator('body').innerHTML();
      for (const secret of [SECRET_TITLE, 'encode', 'cellar', 'Sign-in', 'Live delivery', 'Harbour', 'Delivery']) expect(drawn).not.toContain(secret);
      await expect(page).not.toHaveTitle(/encode|trouble|outage/i);
      expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('cellar');
    };
    await saysNothing();
    await page.reload();
    await expect(wall.sentence).toHaveText('This screen is signed out.');
    await saysNothing();
    await page.goto(link);
    await expect(wall.sentence).toHaveText('This screen is signed out.');
    await saysNothing();
    // Nor while the server cannot be reached.
    await running.kill();
    await page.reload();
    await expect(wall.sentence).toHaveText('This screen is signed out.');
    await saysNothing();
  } finally {
    await context.close();
    await running.dispose();
  }
  expect(trouble).toEqual({ violations: [], errors: [] });
});

test('[VW102] a calm wall takes the next version by itself, and never shows less on the way', async ({ running: server, toRunning: to, visit }) => {
  await defineSmallBoard(to);
  const page = await visit('about:blank', { viewport: { width: 1920, height: 1080 } });
  await page.addInitScript(() => {
    // Walls spread their reloads over half a minute; this one goes first.
    Math.random = () => 0;
    const sentences: string[] = [];
    Object.assign(window, { sitrepSentences: sentences });
    new MutationObserver(() => {
      const now = document.querySelector('h1')?.textContent ?? '';
      if (now !== '' && now !== sentences.at(-1)) sentences.push(now);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto(`${server.url}/wall`);
  const wall = wallPage(page);
  await expect(wall.foot).toContainText('LIVE');
  await expect.poll(() => isKept(page)).toBe(true);
  const entry = () => page.locator('script[type=module]').getAttribute('src');
  const version = nextVersion();
  let running = server;
  try {
    expect(await entry()).not.toContain(version.entry);
    await server.kill();
    running = await server.restart({ tree: version.tree });
    await expect(wall.notes).toContainText('The server has a newer page');
    await expect(wall.sentence).toHaveText('No trouble reported.');
    await expect.poll(entry, { timeout: 110_000 }).toContain(version.entry);
    await expect(wall.foot).toContainText('LIVE');
    expect(await page.evaluate(() => (window as unknown as { sitrepSentences: string[] }).sitrepSentences)).toEqual(['No trouble reported.']);
    await expect(wall.notes).not.toContainText('newer page');
    // The copy for the next boot is of the new version, and the old one is gone.
    await expect.poll(() => isKept(page)).toBe(true);
    expect(await page.evaluate(async () => (await (await caches.match('/wall'))?.text()) ?? '')).toContain(version.entry);
  } finally {
    await running.dispose();
    version.dispose();
  }
});
