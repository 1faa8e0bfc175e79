import { type Api, defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { CLASS_NAME, defineUnbrokenBoard } from '../fixtures/unbroken.ts';
import { violations } from '../pages/axe.ts';
import { boardPage } from '../pages/board-page.ts';
import { misfits } from '../pages/layout.ts';
import { settled } from '../pages/settled.ts';
import { misfitsAtEachSize } from '../pages/sizes.ts';

// What is asked of every room: each is opened once a board, and asked all of it on the open page.

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

/** What one tab has that the others have not. */
const TAB = '[role=tabpanel]';

test('no room of the sample board has a fault that axe finds in light or dark, scrolls sideways, or cuts anything off, from 320 px to twice the size', async ({
  sample,
  visit,
}) => {
  test.setTimeout(400_000);
  const page = await visit(sample.url);
  const found: string[] = [];
  const ask = async (room: string, within?: string) => found.push(...(await violations(page, room, within)), ...(await misfitsAtEachSize(page, room)));
  for (const [room, path] of [
    ['board, calm', '/'],
    ['incident', '/incidents/apivideo-28'],
    ['incident, undated', '/incidents/apivideo-05'],
    ['incidents', '/incidents'],
    ['history', '/history'],
    ['component', '/components/apivideo-vod'],
    ['not found', '/nowhere'],
    ['no such incident', '/incidents/nowhere'],
  ] as const) {
    await page.goto(`${sample.url}${path}`);
    await settled(page);
    await ask(room);
  }
  await page.goto(`${sample.url}/incidents/wpstream-1?tab=customers`);
  await settled(page);
  await ask('incident, customers', TAB);
  await page.goto(`${sample.url}/incidents/apivideo-28?tab=postmortem`);
  await settled(page);
  await ask('incident, postmortem', TAB);
  await page.getByRole('tab', { name: /^Actions/ }).click();
  await settled(page);
  await ask('incident, actions', TAB);
  await page.goto(`${sample.url}/api/docs`);
  await settled(page);
  found.push(...(await violations(page, 'api docs')));

  await page.goto(sample.url);
  await settled(page);
  const dialog = (name: string) => page.getByRole('dialog', { name });
  await page.keyboard.press('/');
  await expect(dialog('Find or jump')).toBeVisible();
  found.push(...(await violations(page, 'find', 'dialog')));
  await page.keyboard.press('Escape');
  // While it is open, a key is a letter of what is looked for.
  await expect(dialog('Find or jump')).toBeHidden();
  await page.keyboard.press('?');
  await expect(dialog('Keyboard')).toBeVisible();
  found.push(...(await violations(page, 'keys', 'dialog')));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Settings' }).click();
  found.push(...(await violations(page, 'settings')));
  expect(found).toEqual([]);
  for (const width of [1024, 390]) {
    await page.setViewportSize({ width, height: 700 });
    // What it says is read whole, not cut at its edge.
    if (!(await dialog('Settings').isVisible())) await page.getByRole('button', { name: 'Settings' }).click();
    expect(await dialog('Settings').evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  }
});

test('nor has a new board, one that burns, a report, or a board with sixty components', async ({ server, to, visit }) => {
  const owner = await visit(await server.ownerLink());
  await settled(owner);
  const found = await violations(owner, 'first run, owner');
  const visitor = await visit(server.url);
  await settled(visitor);
  found.push(...(await violations(visitor, 'first run, visitor', 'main')));
  await setFire(to);
  await expect(boardPage(owner).verdict).toHaveText('Nobody can watch video, anywhere');
  await expect(boardPage(visitor).verdict).toHaveText('Nobody can watch video, anywhere');
  found.push(...(await violations(owner, 'board, burning, owner')), ...(await violations(visitor, 'board, burning', 'main')));
  found.push(...(await misfitsAtEachSize(visitor, 'board, burning')));
  const ownerAt = async (room: string, widths: readonly number[]) => {
    for (const width of widths) {
      await owner.setViewportSize({ width, height: 768 });
      await settled(owner);
      found.push(...(await misfits(owner)).map((words) => `${room} at ${width}: ${words}`));
    }
  };
  await ownerAt('board of the owner', [1024, 1000, 970]);
  await expect(owner.getByRole('link', { name: 'Report another incident' })).toBeVisible();
  await owner.setViewportSize({ width: 1440, height: 960 });
  await owner.goto(`${server.url}/incidents/fire`);
  await settled(owner);
  found.push(...(await violations(owner, 'open incident, owner')));
  await owner.keyboard.press('n');
  await owner.getByLabel('What do people see?').fill('Nobody can watch video');
  await owner.getByRole('searchbox', { name: 'Find a component' }).fill('rec');
  await owner.keyboard.press('Enter');
  await owner.getByRole('radio', { name: 'A share' }).check();
  await expect(owner.getByRole('region', { name: 'Open already' })).toBeVisible();
  found.push(...(await violations(owner, 'report')));
  await owner.getByRole('radio', { name: 'at …' }).check();
  await ownerAt('report', [1440, 1024, 640, 390, 320]);
  for (let n = 0; n < 57; n++)
    await to.put(`/components/more-${n}`, { name: `Component ${n}`, groupId: n < 30 ? 'delivery' : 'account', position: 10 + n, scope: 'public' });
  await expect(visitor.getByText('Account', { exact: true }).first()).toBeVisible();
  found.push(...(await violations(visitor, 'board of sixty', 'main')));
  expect(found).toEqual([]);
});

test('nor has a wall, calm or burning, in either theme', async ({ server, to, visit }) => {
  const page = await visit('about:blank');
  await defineSmallBoard(to);
  const found: string[] = [];
  const open = async (theme: 'dark' | 'light') => {
    await page.goto(`${server.url}/wall?theme=${theme}`);
    await expect(page.getByRole('status')).toHaveText('live');
  };
  await open('dark');
  found.push(...(await violations(page, 'wall, calm, dark')));
  await open('light');
  found.push(...(await violations(page, 'wall, calm, light')));
  await to.post('/incidents', {
    title: 'Video is down',
    scope: 'public',
    impacts: [{ componentId: 'vod', level: 'major_outage', what: 'cannot watch video' }],
  });
  await expect(page.getByRole('heading', { level: 1 })).toContainText('watch video');
  found.push(...(await violations(page, 'wall, burning, light')));
  await open('dark');
  found.push(...(await violations(page, 'wall, burning, dark')));
  expect(found).toEqual([]);
});

test('[VW122] text without a place to break fits every room at 360 and at 1280 px', async ({ server, to, visit }) => {
  await defineUnbrokenBoard(to);
  const page = await visit(await server.ownerLink(), { viewport: { width: 1280, height: 900 } });
  const found: string[] = [];
  const look = async (room: string) => {
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      found.push(...(await misfits(page)).map((words) => `${room} at ${width} px: ${words}`));
    }
  };
  for (const [room, path] of Object.entries({
    incident: '/incidents/i-0',
    'incident, postmortem': '/incidents/i-1?tab=postmortem',
    'incident, actions': '/incidents/i-2?tab=actions',
    'incident, customers': '/incidents/i-3?tab=customers',
    'incident, resolved': '/incidents/i-4',
    incidents: '/incidents',
    component: '/components/c-0',
    'component, one letter': '/components/c-4',
    history: '/history',
    wall: '/wall',
    'api docs': '/api/docs',
    board: '/',
  })) {
    await page.goto(`${server.url}${path}`);
    await settled(page);
    await look(room);
  }
  await page.keyboard.press('/');
  await expect(page.getByRole('dialog', { name: 'Find or jump' })).toBeVisible();
  await look('find');
  await page.keyboard.type(CLASS_NAME.slice(0, 12));
  await expect(page.getByRole('dialog')).toContainText(CLASS_NAME);
  await look('find, with what it found');
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await look('settings');
  await page.goto(`${server.url}/report`);
  await settled(page);
  await look('report form');
  await page.getByLabel('What do people see?').fill(CLASS_NAME);
  await page.getByRole('checkbox').first().check();
  await expect(page.getByRole('region', { name: 'Open already' })).toBeVisible();
  await page.getByRole('button', { name: 'Copy an earlier one' }).click();
  await expect(page.getByRole('button', { name: /^Copy x+/ })).toBeVisible();
  await look('report, with what is open and was');
  expect(found).toEqual([]);
});
