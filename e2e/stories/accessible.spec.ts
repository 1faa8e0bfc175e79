import type { Page } from '@playwright/test';
import { type Api, defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { violations } from '../pages/axe.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';
import { rowsOf } from '../pages/history-page.ts';
import { focused, misfits } from '../pages/layout.ts';
import { choose } from '../pages/settings.ts';

const settle = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
};
const setFire = async (to: Api): Promise<void> => {
  await defineSmallBoard(to);
  await to.post('/incidents', {
    incidentId: 'fire',
    title: 'Video is down',
    scope: 'public',
    impacts: [{ componentId: 'vod', level: 'major_outage', what: 'cannot watch video', audience: { kind: 'everyone' } }],
  });
  await to.post('/incidents/fire/updates', {
    scope: 'public',
    text: 'We are **looking** into it. See [the forum](https://forum.example/).',
    nextUpdateDue: { ms: Date.now() + 600_000, precision: 'minute' },
  });
  await to.post('/incidents/fire/updates', { scope: 'internal', text: 'The storage is full.' });
  await to
    .put('/statements/check-1', {
      componentId: 'live',
      level: 'degraded_performance',
      source: { kind: 'check', name: 'Probe' },
      words: '4 of 10 starts fail',
      scope: 'public',
      freshUntil: Date.now() + 3_600_000,
    })
    .catch(() => {});
};

test('axe finds nothing on any page of the sample board, in light and dark', async ({ sample, visit }) => {
  test.setTimeout(400_000);
  const page = await visit(sample.url);
  const found: string[] = [];
  for (const [name, path] of [
    ['board, calm', '/'],
    ['incident', '/incidents/apivideo-28'],
    ['incident, postmortem', '/incidents/apivideo-28?tab=postmortem'],
    ['incident, actions', '/incidents/apivideo-28?tab=actions'],
    ['incident, customers', '/incidents/apivideo-22?tab=customers'],
    ['incident, undated', '/incidents/apivideo-05'],
    ['incidents', '/incidents'],
    ['history', '/history'],
    ['component', '/components/apivideo-vod'],
    ['not found', '/nowhere'],
    ['no such incident', '/incidents/nowhere'],
    ['api docs', '/api/docs'],
  ] as const) {
    await page.goto(`${sample.url}${path}`);
    await settle(page);
    found.push(...(await violations(page, name)));
  }
  await page.goto(sample.url);
  await settle(page);
  await page.keyboard.press('/');
  await expect(page.getByRole('dialog', { name: 'Find or jump' })).toBeVisible();
  found.push(...(await violations(page, 'find')));
  await page.keyboard.press('Escape');
  // While it is open, a key is a letter of what is looked for.
  await expect(page.getByRole('dialog', { name: 'Find or jump' })).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  found.push(...(await violations(page, 'keys')));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Settings' }).click();
  found.push(...(await violations(page, 'settings')));
  expect(found).toEqual([]);
  for (const width of [1024, 390]) {
    await page.setViewportSize({ width, height: 700 });
    // What it says is read whole, not cut at its edge.
    const menu = page.getByRole('dialog', { name: 'Settings' });
    if (!(await menu.isVisible())) await page.getByRole('button', { name: 'Settings' }).click();
    expect(await menu.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  }
});

test('axe finds nothing on a board that burns, one with sixty components, and a new one', async ({ server, to, visit }) => {
  const owner = await visit(await server.ownerLink());
  await settle(owner);
  const found = await violations(owner, 'first run, owner');
  const visitor = await visit(server.url);
  await settle(visitor);
  found.push(...(await violations(visitor, 'first run, visitor')));
  await setFire(to);
  await expect(boardPage(owner).verdict).toHaveText('Nobody can watch video, anywhere');
  found.push(...(await violations(owner, 'board, burning, owner')), ...(await violations(visitor, 'board, burning')));
  await owner.goto(`${server.url}/incidents/fire`);
  await settle(owner);
  found.push(...(await violations(owner, 'open incident, owner')));
  await owner.keyboard.press('n');
  await owner.getByLabel('What do people see?').fill('Nobody can watch video');
  await owner.getByRole('searchbox', { name: 'Find a component' }).fill('rec');
  await owner.keyboard.press('Enter');
  await owner.getByRole('radio', { name: 'A share' }).check();
  await expect(owner.getByRole('region', { name: 'Open already' })).toBeVisible();
  found.push(...(await violations(owner, 'report')));
  for (let n = 0; n < 57; n++)
    await to.put(`/components/more-${n}`, { name: `Component ${n}`, groupId: n < 30 ? 'delivery' : 'account', position: 10 + n, scope: 'public' });
  await expect(visitor.getByText('Account', { exact: true }).first()).toBeVisible();
  found.push(...(await violations(visitor, 'board of sixty')));
  expect(found).toEqual([]);
});

test('axe finds nothing on a wall, calm and burning, in both themes', async ({ server, to, visit }) => {
  const page = await visit('about:blank');
  await defineSmallBoard(to);
  const found: string[] = [];
  const look = async (name: string) => {
    for (const theme of ['dark', 'light']) {
      await page.goto(`${server.url}/wall?theme=${theme}`);
      await expect(page.getByRole('status')).toHaveText('live');
      found.push(...(await violations(page, `wall, ${name}, ${theme}`)));
    }
  };
  await look('calm');
  await to.post('/incidents', {
    title: 'Video is down',
    scope: 'public',
    impacts: [{ componentId: 'vod', level: 'major_outage', what: 'cannot watch video' }],
  });
  await look('burning');
  expect(found).toEqual([]);
});

test('320 px, 1024 px and twice the size: nothing scrolls sideways, nothing is cut off', async ({ sample, server, to, visit }) => {
  await setFire(to);
  const found: string[] = [];
  for (const [options, sizes] of [
    [
      { hasTouch: true },
      {
        '320 px': { width: 320, height: 640 },
        '390 px': { width: 390, height: 844 },
      },
    ],
    // 200 % of 1280 by 960, as a browser's zoom does it: a length is then a length of half as many pixels.
    [{}, { '1024 px': { width: 1024, height: 768 }, '200 %': { width: 640, height: 480 } }],
  ] as const) {
    const page = await visit(server.url, options);
    for (const [where, url] of [
      ['board, calm', sample.url],
      ['board, burning', server.url],
      ['incident', `${sample.url}/incidents/apivideo-28`],
      ['postmortem', `${sample.url}/incidents/apivideo-28?tab=postmortem`],
      ['actions', `${sample.url}/incidents/apivideo-28?tab=actions`],
      ['customers', `${sample.url}/incidents/wpstream-1?tab=customers`],
      ['incidents', `${sample.url}/incidents`],
      ['history', `${sample.url}/history`],
      ['component', `${sample.url}/components/apivideo-vod`],
    ] as const) {
      await page.goto(url);
      for (const [name, size] of Object.entries(sizes)) {
        await page.setViewportSize(size);
        await settle(page);
        found.push(...(await misfits(page)).map((words) => `${where} at ${name}: ${words}`));
      }
    }
  }
  const owner = await visit(await server.ownerLink(), { viewport: { width: 1024, height: 768 } });
  for (const width of [1024, 1000, 970]) {
    await owner.setViewportSize({ width, height: 768 });
    await settle(owner);
    found.push(...(await misfits(owner)).map((words) => `board of the owner at ${width}: ${words}`));
  }
  await expect(owner.getByRole('link', { name: 'Report another incident' })).toBeVisible();
  await owner.goto(`${server.url}/report`);
  await owner.getByRole('checkbox', { name: 'Recorded video' }).check();
  await owner.getByRole('radio', { name: 'at …' }).check();
  for (const width of [1440, 1024, 640, 390, 320]) {
    await owner.setViewportSize({ width, height: 640 });
    await settle(owner);
    found.push(...(await misfits(owner)).map((words) => `report at ${width}: ${words}`));
  }
  expect(found).toEqual([]);
});

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
  await setFire(to);
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
  await settle(forced);
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
  await forced.screenshot({ path: info.outputPath('forced-colours.png') });
});
