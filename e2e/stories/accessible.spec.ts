import { defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';
import { rowsOf } from '../pages/history-page.ts';
import { focused } from '../pages/layout.ts';
import { picture } from '../pages/picture.ts';
import { choose } from '../pages/settings.ts';
import { settled } from '../pages/settled.ts';

test('everything by keyboard: rooms, rows, tabs, find, back, and the list of keys', async ({ sample, visit }) => {
  const page = await visit(sample.url);
  const { verdict } = boardPage(page);
  await expect(verdict).toBeVisible();
  await page.keyboard.press('i');
  await expect(page).toHaveURL(/\/incidents$/);
  await expect(rowsOf(page).first()).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(rowsOf(page).nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rowsOf(page).first()).toBeFocused();
  expect((await focused(page)).visible).toBe(true);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(incidentPage(page).title).toHaveText('Nobody can watch video: our DNS provider lost its domains');
  for (const [key, tab] of [
    ['2', 'Postmortem'],
    ['3', 'Actions'],
    ['4', 'Customers'],
    ['1', 'Timeline'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('tab', { selected: true })).toHaveText(new RegExp(`^${tab}`));
  }
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/incidents$/);
  await page.keyboard.press('h');
  await expect(page).toHaveURL(/\/history/);
  // In a field a letter key types the letter.
  await page.getByRole('searchbox', { name: 'Words' }).focus();
  await page.keyboard.type('bih?');
  await expect(page.getByRole('searchbox', { name: 'Words' })).toHaveValue('bih?');
  await expect(page).toHaveURL(/\/history/);
  await page.getByRole('searchbox', { name: 'Words' }).fill('');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('b');
  await expect(verdict).toBeVisible();

  await page.keyboard.press('/');
  const find = page.getByRole('dialog', { name: 'Find or jump' });
  await expect(find.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('safeguard');
  await expect(find.getByRole('option').first()).toContainText('Connection safeguard');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/components\/ryver-safeguard/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toContainText('Next row');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeHidden();
  await expect(page).toHaveURL(/\/components\/ryver-safeguard/);

  // People who press keys by accident can turn the shortcuts off for good.
  await page.goto(sample.url);
  await choose(page, 'Single keys are shortcuts');
  await page.getByRole('main').focus();
  await page.keyboard.press('i');
  await page.reload();
  await expect(verdict).toBeVisible();
  await page.keyboard.press('i');
  await expect(page).toHaveURL(`${sample.url}/`);
});

test('the order of the tab key is that of reading, and one always sees where one is', async ({ sample, visit }) => {
  const page = await visit(sample.url);
  await expect(boardPage(page).component('Connection safeguard')).toBeVisible();
  const names: string[] = [];
  const unseen: string[] = [];
  for (let n = 0; n < 14; n++) {
    await page.keyboard.press('Tab');
    const { name, visible } = await focused(page);
    names.push(name);
    if (!visible) unseen.push(name);
  }
  expect(names.slice(0, 9)).toEqual([
    'To the content',
    'Sitrep, to the board',
    'Board',
    'Incidents',
    'History',
    'Wall',
    'Sign in',
    expect.stringMatching(/^Find or jump/),
    'Settings',
  ]);
  expect(unseen).toEqual([]);
  await page.reload();
  await expect(boardPage(page).verdict).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('a screen reader hears what worsens, once, and no clock', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  const page = await visit(server.url);
  const board = boardPage(page);
  await expect(board.claim).toHaveText('Live');
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest('[role=alert], [role=status], [role=log], [aria-live]');
        if (region != null && region.getAttribute('aria-live') !== 'off') heard.push(`${region.getAttribute('role') ?? 'live'}: ${region.textContent?.trim()}`);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const heard = () => page.evaluate(() => [...new Set((window as unknown as { heard: string[] }).heard)]);
  const alert = page.getByRole('alert');

  await to.post('/incidents', {
    incidentId: 'a',
    title: 'Uploads are slow',
    scope: 'public',
    impacts: [{ componentId: 'vod', level: 'degraded_performance' }],
  });
  await expect(alert).toHaveText('Uploads are slow');
  await to.post('/incidents/a/impacts', {
    scope: 'public',
    impact: { componentId: 'vod', level: 'major_outage', what: 'cannot upload', audience: { kind: 'everyone' } },
  });
  await expect(alert).toHaveText('Nobody can upload, anywhere');
  await to.post('/incidents/a/resolve', { scope: 'public', text: 'Uploads are fast again.' });
  await expect(board.verdict).toHaveText('No trouble reported');
  await page.waitForTimeout(1_500);
  // Good news is announced politely, and nothing that ticks is announced.
  expect((await heard()).filter((words) => words.startsWith('alert: No trouble'))).toEqual([]);
  expect((await heard()).filter((words) => /\d+ s old|\d\d:\d\d:\d\d/.test(words))).toEqual([]);
});

test('less motion, and colours that are not ours', async ({ server, to, visit }, info) => {
  await defineSmallBoard(to);
  await to.post('/incidents', { incidentId: 'fire', title: 'Video is down', scope: 'public', impacts: [{ componentId: 'vod', level: 'major_outage' }] });
  const calm = await visit(server.url, { reducedMotion: 'reduce' });
  await expect(boardPage(calm).claim).toHaveText('Live');
  await to.post('/incidents/fire/updates', { scope: 'public', text: 'Nearly there.' });
  await expect(calm.getByText('Nearly there.').first()).toBeVisible();
  // What is new has an edge for ten seconds; nothing is tinted, fades or blinks.
  const moving = () =>
    calm.evaluate(() => [
      ...new Set(
        // The name of the sheet stands before the name.
        document.getAnimations().map((animation) => (animation instanceof CSSAnimation ? animation.animationName.replace(/^.*-/, '') : 'transition')),
      ),
    ]);
  await expect.poll(moving).toEqual(['edge']);

  const forced = await visit(server.url, { forcedColors: 'active' });
  await expect(boardPage(forced).verdict).toBeVisible();
  await settled(forced);
  // The shape must still be visible: the glyph's colour differs from its background.
  const glyphs = () =>
    forced.evaluate(
      () =>
        [...document.querySelectorAll('main svg')].filter((svg) => {
          const { width } = svg.getBoundingClientRect();
          return width > 0 && width < 40;
        }).length +
        [...document.querySelectorAll('main i')].filter((i) => getComputedStyle(i).maskImage !== 'none' || getComputedStyle(i).forcedColorAdjust === 'none')
          .length,
    );
  // Its sheet may arrive after the words.
  await expect.poll(glyphs).toBeGreaterThan(0);
  await picture(forced, info, 'forced-colours');
});
