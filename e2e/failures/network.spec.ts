import { defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';
import { replicaOf } from '../pages/replica-of.ts';
import { startChaosProxy } from './chaos-proxy.ts';

for (const how of ['cut', 'blackhole'] as const) {
  test(`20 s without a network (${how}): stale by 15 s, then nothing missing and nothing doubled`, async ({ server, to, visit }) => {
    await defineSmallBoard(to);
    await to.post('/incidents', {
      incidentId: 'inc-n',
      title: 'Sign-in is slow',
      scope: 'public',
      impacts: [{ componentId: 'sign-in', level: 'degraded_performance' }],
    });
    const proxy = await startChaosProxy(server.port);
    try {
      // The pages run on controlled clocks, which stand still while the test looks, so that a slow machine does not make a page older.
      const open = async (path: string, options?: Parameters<typeof visit>[1]) => {
        const page = await visit('about:blank', options);
        await page.clock.install({ time: Date.now() });
        await page.goto(proxy.url + path);
        return page;
      };
      const page = await open('/incidents/inc-n');
      const others = [await open('/'), await open('/', { viewport: { width: 390, height: 844 } })];
      const incident = incidentPage(page);
      for (const each of [page, ...others]) await expect(boardPage(each).claim).toHaveText('Live');
      proxy.set(how);
      // A clock stops a second from now, unless that second is over by the time it is told so.
      for (const each of [page, ...others]) await expect(async () => each.clock.pauseAt((await each.evaluate(() => Date.now())) + 1_000)).toPass();
      for (let n = 0; n < 7; n++) await to.post('/incidents/inc-n/updates', { scope: 'public', text: `Said while away, number ${n}.` });
      // 15.5 seconds on each clock: the last message came before the loss.
      for (const each of [page, ...others]) await each.clock.runFor(15_500);
      await expect(incident.connection).toContainText(/Data (1[5-9]|[2-9]\d) s old|Offline|Not connected/);
      for (const each of [page, ...others]) await expect(boardPage(each).claim).not.toHaveText('Live');
      for (const each of [page, ...others]) await each.clock.runFor(4_500);
      await expect(incident.claim).not.toHaveText('Live');
      proxy.set('pass');
      for (const each of [page, ...others]) await each.clock.resume();
      await expect(incident.claim).toHaveText('Live');
      for (let n = 0; n < 7; n++) await expect(incident.timeline.getByText(`Said while away, number ${n}.`)).toHaveCount(1);
      const board = await to.get('/board?scope=public');
      for (const each of [page, ...others]) {
        await expect(boardPage(each).claim).toHaveText('Live');
        await expect.poll(async () => (await replicaOf(each)).hash).toBe(board.hash);
      }
    } finally {
      await proxy.close();
    }
  });
}

test('a frozen server is not live: SIGSTOP is told from silence', async ({ running: server, toRunning: to, visit }) => {
  await defineSmallBoard(to);
  const board = boardPage(await visit(server.url));
  await expect(board.claim).toHaveText('Live');
  process.kill(server.pid, 'SIGSTOP');
  try {
    await expect(board.connection).toContainText(/Data 1\d s old/);
    await expect(board.claim).not.toHaveText('Live');
    await expect(board.staleBar).toBeVisible();
  } finally {
    process.kill(server.pid, 'SIGCONT');
  }
  await expect(board.claim).toHaveText('Live');
  await expect(board.staleBar).toBeHidden();
});

test('where no socket can be opened the board polls, says so, and still moves', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  const page = await visit('about:blank');
  await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
  await page.goto(server.url);
  const board = boardPage(page);
  await expect(board.connection).toContainText('Polling');
  await to.post('/incidents', { incidentId: 'inc-p', title: 'Uploads fail', scope: 'public', impacts: [{ componentId: 'vod', level: 'major_outage' }] });
  await expect(board.incidents).toContainText('Uploads fail');
  await expect(board.claim).not.toHaveText('Live');
});

test('[VW32] a lost server takes no part of the page with it: what it had brought works on, what it had not is waited for', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  await to.post('/incidents', {
    incidentId: 'inc-n',
    title: 'Sign-in is slow',
    scope: 'public',
    impacts: [{ componentId: 'sign-in', level: 'degraded_performance' }],
  });
  const proxy = await startChaosProxy(server.port);
  try {
    const early = await visit(proxy.url);
    await expect(boardPage(early).claim).toHaveText('Live');
    proxy.set('cut');
    const heading = await early.getByRole('heading', { level: 1 }).textContent();
    await early.keyboard.press('/');
    await expect(early.getByText('This part comes from the server, which has not sent it yet.')).toBeVisible();
    await expect(early.getByRole('heading', { level: 1 })).toHaveText(heading ?? '');
    proxy.set('pass');
    await expect(early.getByRole('dialog', { name: 'Find or jump' })).toBeVisible();
    await early.keyboard.press('Escape');
    await expect(boardPage(early).claim).toHaveText('Live');

    await expect
      .poll(() => early.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => /stacked-bars.*\.js$/.test(name)).length))
      .toBe(1);
    proxy.set('cut');
    await early.keyboard.press('?');
    await expect(early.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    await early.keyboard.press('Escape');
    await early.getByRole('button', { name: 'Settings' }).click();
    await expect(early.getByRole('radio', { name: 'Dark' })).toBeVisible();
    await early.keyboard.press('Escape');
    await early
      .getByRole('link', { name: /Sign-in is slow/ })
      .first()
      .click();
    await expect(early).toHaveURL(/inc-n/);
    await expect(early.getByRole('heading', { level: 1 })).toBeVisible();
  } finally {
    await proxy.close();
  }
});
