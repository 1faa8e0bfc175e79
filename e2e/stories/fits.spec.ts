import { expect, test } from '../fixtures/story.ts';
import { CLASS_NAME } from '../fixtures/unbroken.ts';
import { boardPage } from '../pages/board-page.ts';
import { misfits } from '../pages/layout.ts';
import { settled } from '../pages/settled.ts';

test('[VW43] the tooltip of any time on the page of an incident fits at 360, 900 and 1280 px', async ({ server, to, visit }) => {
  const text = 'around the time at which the second shift began its work, as the announcement has it';
  const given = (iso: string) => ({ ms: Date.parse(iso), precision: 'minute', text });
  await to.put('/components/web', { name: 'Web shop', scope: 'public' });
  await to.post('/incidents', {
    incidentId: 'a',
    title: 'Slow',
    startedAt: given('2026-05-01T08:00:00Z'),
    impacts: [{ componentId: 'web', level: 'major_outage' }],
  });
  await to.post('/commitments', { kind: 'action', text: 'Widen the queue', due: given('2026-05-02T08:00:00Z'), incidentId: 'a', owner: 'Bo' });
  const page = await visit(await server.ownerLink(), { viewport: { width: 1280, height: 900 } });
  await settled(page);
  for (const tab of ['timeline', 'actions', 'customers']) {
    await page.goto(`${server.url}/incidents/a?tab=${tab}`);
    for (const width of [360, 900, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      const times = page.getByRole('main').locator('button[aria-expanded]:has(time)').filter({ visible: true });
      expect(await times.count()).toBeGreaterThan(2);
      for (const time of await times.all()) {
        await time.hover();
        const box = await page.getByRole('tooltip').boundingBox();
        const which = `${tab} at ${width}, ${await time.textContent()}`;
        expect(box?.x, which).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0), which).toBeLessThanOrEqual(width);
        await page.mouse.move(0, 0);
        await expect(page.getByRole('tooltip')).toHaveCount(0);
      }
    }
  }
});

test('[VW122] and the first steps of a board of one’s own', async ({ server, to, visit }) => {
  await to.put('/board', { name: CLASS_NAME });
  await to.put('/components/inside', { name: CLASS_NAME });
  const page = await visit(await server.ownerLink(), { viewport: { width: 360, height: 800 } });
  await settled(page);
  expect(await misfits(page)).toEqual([]);
});

test('[VW122] the top bar fits while it connects, and leaves the board its name', async ({ server, to, visit }) => {
  await to.put('/board', { name: 'Harbour Video and Sound' });
  await to.put('/components/web', { name: 'Web shop', scope: 'public' });
  const page = await visit('about:blank', { viewport: { width: 1280, height: 800 } });
  await page.goto(await server.ownerLink());
  const { claim } = boardPage(page);
  const found: Record<string, unknown> = {};
  const look = async (state: 'Live' | 'Connecting') => {
    await expect(claim).toHaveText(state);
    await page.evaluate(() => document.fonts.ready);
    for (const width of [1181, 1260, 1280, 1366, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const misfit = await misfits(page);
      if (misfit.length > 0) found[`${state}, ${width}`] = misfit;
      const name = await page.getByRole('banner').getByText('Harbour Video and Sound').boundingBox();
      if ((name?.width ?? 0) < 120) found[`${state}, ${width}, name`] = name?.width;
    }
    await expect(claim).toHaveText(state);
  };
  await expect(page.getByText('1 watching')).toBeVisible();
  await look('Live');
  // Neither a socket nor a poll is answered, so that it connects for as long as one looks.
  await page.routeWebSocket(/socket\.io/, () => undefined);
  await page.route(/\/api\/v1\/board/, () => undefined);
  await page.reload();
  await look('Connecting');
  expect(found).toEqual({});
});

test('[VW122] the mark of an exercise is one line beside the longest level', async ({ server, to, visit }) => {
  await to.put('/components/web', { name: 'Web shop', scope: 'public' });
  await to.post('/drills', { drillId: 'd', name: 'The provider vanishes', goals: [] });
  await to.post('/incidents', { incidentId: 'a', title: 'Slow', drill: 'd', impacts: [{ componentId: 'web', level: 'degraded_performance' }] });
  const page = await visit(await server.ownerLink(), { viewport: { width: 1280, height: 800 } });
  const mark = page.getByRole('article').getByText('EXERCISE', { exact: true });
  await expect(mark).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  expect((await mark.boundingBox())?.height).toBeLessThan(20);
  for (const width of [1280, 1240, 1200, 1024, 720, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const bar = page.getByRole('region', { name: 'Exercise' }).getByText('EXERCISE', { exact: true });
    expect((await bar.boundingBox())?.height, `${width}`).toBeLessThanOrEqual(30);
    expect(await misfits(page)).toEqual([]);
  }
});

test('[VW133] an incident on paper keeps its level, its picture and every section, and leaves the controls behind', async ({ server, to, visit }) => {
  await to.put('/board', { name: 'Harbour Video' });
  await to.put('/components/web', { name: 'Web shop', scope: 'public' });
  await to.post('/incidents', {
    incidentId: 'a',
    title: 'Slow',
    scope: 'public',
    startedAt: { ms: Date.now() - 7_200_000, precision: 'minute' },
    impacts: [{ componentId: 'web', level: 'partial_outage' }],
  });
  await to.post('/commitments', { kind: 'action', text: 'Widen the queue', incidentId: 'a', owner: 'Bo' });
  await to.post('/incidents/a/cause', { cause: { status: 'known', class: ['dns'], text: 'A record was removed' } });
  const page = await visit(await server.ownerLink(), { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' });
  await page.goto(`${server.url}/incidents/a`);
  await settled(page);
  const chart = page.getByRole('region', { name: 'Level over time' });
  const picture = chart.locator('svg');
  const drawnWidth = async () => Number((await picture.getAttribute('viewBox'))?.split(' ')[2]);
  await expect.poll(drawnWidth).toBeGreaterThan(1_000);
  // Nobody resizes a page before printing it: the chart is drawn for the paper, or its words are in small print.
  await page.emulateMedia({ media: 'print' });
  await expect.poll(drawnWidth).toBeLessThanOrEqual(718);
  await page.setViewportSize({ width: 718, height: 1000 });
  for (const words of ['Impact', 'Widen the queue', 'A record was removed', 'Harbour Video'])
    await expect(page.getByText(words, { exact: true }).filter({ visible: true })).not.toHaveCount(0);
  const controls = page.getByRole('link', { name: /^(History|Report)/ }).or(page.getByRole('button', { name: /Find|Report|Settings|as table|first$/ }));
  await expect(controls.filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole('tab')).toHaveText([/^Timeline/]);
  const drawn = await page.evaluate(() => {
    const style = (query: string) => getComputedStyle(document.querySelector(query) ?? document.body);
    return { paper: style('body').backgroundColor, exact: style('header [data-st] i, header i').printColorAdjust };
  });
  expect(drawn).toEqual({ paper: 'lab(100 0 0)', exact: 'exact' });
  expect((await picture.boundingBox())?.width).toBeLessThanOrEqual((await chart.boundingBox())?.width ?? 0);
  expect(await misfits(page)).toEqual([]);
});

test('[VW122] the ninety days of a component are drawn whole at every width that has them', async ({ server, to, visit }) => {
  await to.put('/components/web', { name: 'Web shop', scope: 'public' });
  const page = await visit(server.url);
  const days = page.getByRole('img', { name: /^Web shop/ });
  for (const width of [641, 768, 961, 1000, 1001, 1024, 1080, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(async () => (await days.boundingBox())?.width, `${width}`).toBe(180);
    await expect(page.getByText(/UTC days/).filter({ visible: true })).toHaveCount(1);
    expect(await misfits(page)).toEqual([]);
  }
});

test('[VW130] the request that ends a difference is folded below its control', async ({ server, to, visit }) => {
  await to.put('/components/web', { name: 'Web shop', scope: 'public' });
  await to.post('/incidents', { incidentId: 'a', title: 'Slow', impacts: [{ componentId: 'web', level: 'partial_outage' }] });
  const page = await visit(await server.ownerLink(), { viewport: { width: 360, height: 800 } });
  const request = page.getByText(/^POST \/api/);
  await expect(page.getByRole('link', { name: 'Publish it' })).toBeVisible();
  await expect(request).toBeHidden();
  await page.getByText('As a request').click();
  await expect(request).toBeVisible();
  expect(await misfits(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(request).toBeVisible();
});

test('[VW32] the note that a part was not sent yet covers nothing of the verdict', async ({ server, to, visit }) => {
  await to.put('/components/web', { name: 'Web shop', scope: 'public' });
  const page = await visit('about:blank');
  await page.route(/find-dialog/, (route) => route.abort());
  await page.goto(server.url);
  await expect(boardPage(page).verdict).toBeVisible();
  await page.keyboard.press('/');
  const note = page.getByText('This part comes from the server, which has not sent it yet.');
  await expect(note).toBeVisible();
  for (const size of [
    { width: 360, height: 780 },
    { width: 1280, height: 720 },
  ]) {
    await page.setViewportSize(size);
    const verdict = await page.locator('section[aria-labelledby=verdict]').boundingBox();
    expect((await note.boundingBox())?.y).toBeGreaterThanOrEqual((verdict?.y ?? size.height) + (verdict?.height ?? 0));
  }
});
