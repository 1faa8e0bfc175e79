import { type Api, defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';
import { replicaOf } from '../pages/replica-of.ts';
import { choose } from '../pages/settings.ts';

const defineMany = async (to: Api, count: number): Promise<void> => {
  await to.put('/board', { name: 'Harbour Video' });
  for (let group = 0; group < count / 10; group++) await to.put(`/groups/g-${group}`, { name: `Group ${group}`, position: group });
  for (let n = 0; n < count; n++)
    await to.put(`/components/c-${n}`, { name: `Component ${n}`, groupId: `g-${Math.floor(n / 10)}`, position: n, scope: 'public' });
};
const burn = (to: Api, id: string, componentId: string, level = 'partial_outage', title = `Trouble ${id}`) =>
  to.post('/incidents', { incidentId: id, title, scope: 'public', impacts: [{ componentId, level }] });

test('what is under the pointer stays there, whatever comes in; new words are tinted in place', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  await burn(to, 'first', 'vod', 'degraded_performance');
  const page = await visit(server.url);
  const board = boardPage(page);
  await expect(board.claim).toHaveText('Live');
  const link = board.incidents.getByRole('link', { name: 'Trouble first' });
  await link.hover();
  const before = await link.boundingBox();
  await burn(to, 'worse', 'live', 'partial_outage');
  await burn(to, 'worst', 'sign-in', 'partial_outage');
  await expect(board.incidents).toContainText('Trouble worst');
  await to.post('/incidents/first/updates', { scope: 'public', text: 'A word in place.' });
  await expect(board.incidents.getByText('A word in place.')).toBeVisible();
  const held = await link.boundingBox();
  // A taller verdict may push the columns; within its list it stays the first.
  expect(await board.incidents.getByRole('article').first().textContent()).toContain('Trouble first');
  expect(held?.x).toBe(before?.x);
  // Once the pointer has been away for two seconds the worst leads.
  await page.mouse.move(1400, 940);
  await expect(board.incidents.getByRole('article').first()).not.toContainText('Trouble first');
});

test('read further down, and what is new waits above: "2 newer"', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  await burn(to, 'long', 'vod');
  for (let n = 0; n < 40; n++)
    await to.post('/incidents/long/updates', { scope: 'public', text: `Word number ${n}.\n\nWith a second paragraph, so that it takes some room.` });
  const page = await visit(`${server.url}/incidents/long`);
  const incident = incidentPage(page);
  await expect(incident.claim).toHaveText('Live');
  const read = incident.timeline.getByText('Word number 12.', { exact: true });
  await read.scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 200);
  // A wheel turns softly: the row has come to rest when two looks see it in one place.
  let last = Number.NaN;
  await expect
    .poll(async () => {
      const y = (await read.boundingBox())?.y ?? 0;
      const rests = y === last;
      last = y;
      return rests;
    })
    .toBe(true);
  const before = await read.boundingBox();
  await to.post('/incidents/long/updates', { scope: 'public', text: 'Newer, the first.' });
  await to.post('/incidents/long/updates', { scope: 'public', text: 'Newer, the second.' });
  const line = page.getByRole('button', { name: '2 newer' });
  await expect(line).toBeVisible();
  const after = await read.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThanOrEqual(2);
  await line.click();
  await expect(incident.timeline.getByText('Newer, the second.')).toBeInViewport();
  await expect(line).toBeHidden();
});

test('read further down in Latest, and what is new waits there, too', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  await burn(to, 'long', 'vod');
  for (let n = 0; n < 20; n++) await to.post('/incidents/long/updates', { scope: 'public', text: `Word number ${n}. ${'It goes on. '.repeat(8)}` });
  const page = await visit(server.url);
  await page.setViewportSize({ width: 1440, height: 500 });
  const feed = page.getByRole('region', { name: 'Latest' });
  await feed.getByText('Word number 3.').scrollIntoViewIfNeeded();
  // The browser tells the page after it has drawn the scrolled page, in a task of its own.
  await page.evaluate(() => new Promise<void>((told) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(told, 100)))));
  await to.post('/incidents/long/updates', { scope: 'public', text: 'The newest word.' });
  await expect(feed.getByRole('button', { name: '1 newer' })).toBeVisible();
  const row = feed.getByRole('listitem').filter({ hasText: 'The newest word.' });
  await expect(row).toHaveCount(0);
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(row).toBeVisible();
});

test('above thirty components groups that work fold to one line; trouble never folds', async ({ server, to, visit }) => {
  await defineMany(to, 40);
  const page = await visit(server.url);
  const board = boardPage(page);
  await expect(page.getByRole('button', { name: /^Group 0 10 components, no trouble reported/ })).toBeVisible();
  await expect(board.component('Component 15')).toHaveCount(0);
  await burn(to, 'a', 'c-15', 'major_outage');
  await expect(board.component('Component 15')).toContainText('Major outage');
  await expect(page.getByRole('button', { name: /^Group 1 / })).toHaveCount(0);
  await page.getByRole('button', { name: /^Group 2 / }).click();
  await expect(board.component('Component 22')).toContainText('Operational');
  await to.post('/incidents/a/resolve', { scope: 'public' });
  await page.mouse.move(1400, 940);
  await expect(page.getByRole('button', { name: /^Group 1 10 components, no trouble reported/ })).toBeVisible();
});

test('200 components and 100 changes in a row: the page ends up where the server is, without starting over', async ({ server, to, visit }) => {
  await defineMany(to, 200);
  const page = await visit('about:blank');
  const told: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => told.push(String(payload).slice(0, 20))));
  await page.goto(server.url);
  await expect(boardPage(page).claim).toHaveText('Live');
  const LEVELS = ['major_outage', 'partial_outage', 'degraded_performance', 'operational'];
  for (let sent = 0; sent < 100; sent += 10)
    await Promise.all(
      Array.from({ length: 10 }, (_, lane) => {
        const n = ((sent + lane) * 37) % 200;
        const source = { kind: 'person', name: 'Watch' };
        return to.put(`/statements/s-${n}`, { componentId: `c-${n}`, level: LEVELS[(sent + lane) % 4], source, scope: 'public' });
      }),
    );
  const { state, hash } = await to.get('/board?scope=public');
  expect(Object.keys(state.board.statements).length).toBe(100);
  await expect.poll(async () => (await replicaOf(page)).hash).toBe(hash);
  // It followed: one snapshot when it came, and from then on what changed.
  expect(told.filter((frame) => frame.startsWith('42["snapshot"'))).toHaveLength(1);
  expect(told.filter((frame) => frame.startsWith('42["delta"')).length).toBeGreaterThan(0);
  await expect(boardPage(page).claim).toHaveText('Live');
});

test('theme and zone are chosen and stay chosen', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  const page = await visit(server.url, { colorScheme: 'light' });
  await expect(boardPage(page).verdict).toBeVisible();
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await choose(page, 'Dark');
  const dark = await ground();
  expect(dark).not.toBe(light);
  await choose(page, /Paris, as this device/);
  await expect(page.getByRole('banner')).toContainText(/\d\d:\d\d:\d\dParis/);
  await page.reload();
  await expect(boardPage(page).verdict).toBeVisible();
  expect(await ground()).toBe(dark);
  await expect(page.getByRole('banner')).toContainText(/\d\d:\d\d:\d\dParis/);
  await choose(page, 'As the system');
  expect(await ground()).toBe(light);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(ground).toBe(dark);
});

test('with the server gone, the last board is painted first and says of when it is', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  await burn(to, 'a', 'vod', 'major_outage', 'Recorded video is gone');
  const page = await visit('about:blank');
  await page.goto(server.url);
  const board = boardPage(page);
  await expect(board.claim).toHaveText('Live');
  await expect(board.incidents).toContainText('Recorded video is gone');
  // The page itself loads, as from a cache or another node; no request for the state is answered.
  await page.route(/\/api\//, (route) => route.abort());
  await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
  await page.reload();
  await expect(board.incidents).toContainText('Recorded video is gone');
  await expect(page.getByRole('main')).toContainText(/As of \d\d:\d\d:\d\d/);
  await expect(board.claim).not.toHaveText('Live');
});
