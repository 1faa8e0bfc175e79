import { defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { copied, runTogether } from '../pages/copied.ts';

const SAID = 'Restarted <order-service> on <db-primary>. Alert fired because queue<limit and workers>4. SELECT * ran 2 * 3 times; __init__ failed.';
const LONGER =
  '3. of May\n\n- [x] rolled back\n\n```sql\nSELECT 1\n```\n\n|host|load|\n|-|-|\n|db-1|9|\n\nfirst line  \nsecond line, [the runbook](https://wiki.example.org/r)';

test('[VW123] a copy of any room says each thing once, and what was said is read whole on page, board, in a copy and on paper', async ({
  server,
  to,
  visit,
}) => {
  await defineSmallBoard(to);
  await to.post('/incidents', {
    incidentId: 'a',
    title: 'Video stalls',
    scope: 'public',
    impacts: [{ componentId: 'vod', level: 'major_outage', what: 'cannot watch video', audience: { kind: 'everyone' } }],
  });
  await to.post('/incidents/a/updates', { scope: 'public', text: LONGER });
  await to.post('/incidents/a/updates', { scope: 'internal', text: 'Inside only.' });
  await to.post('/incidents/a/updates', { scope: 'public', text: SAID });
  await to.post('/incidents', {
    incidentId: 'b',
    title: 'Sign-in was slow',
    scope: 'public',
    impacts: [{ componentId: 'sign-in', level: 'degraded_performance' }],
  });
  await to.post('/incidents/b/resolve', { scope: 'public', text: 'Fast again.' });
  const page = await visit(await server.ownerLink());
  const joined: Record<string, string[]> = {};
  for (const [room, path] of Object.entries({
    board: '/',
    incident: '/incidents/a',
    resolved: '/incidents/b',
    incidents: '/incidents',
    component: '/components/vod',
    history: '/history',
  })) {
    await page.goto(`${server.url}${path}`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
    await page.waitForTimeout(500);
    const text = await copied(page);
    // A time, a level or a name that stands twice side by side was copied together with its hidden twin.
    expect.soft(text.match(/(\d\d:\d\d|outage|operational|performance)[\s,]*\1/i), room).toBe(null);
    const pairs = await runTogether(page);
    if (pairs.length > 0) joined[room] = pairs;
  }
  expect(joined).toEqual({});

  await page.goto(server.url);
  await expect(page.getByRole('main')).toContainText(SAID.slice(0, 100));
  expect((await copied(page)).replaceAll(/\s+/g, ' ')).toContain(SAID.slice(0, 100));
  await page.goto(`${server.url}/incidents/a`);
  await expect(page.getByRole('main').locator('pre')).toHaveText('SELECT 1');
  const copy = (await copied(page)).replaceAll(/\s+/g, ' ');
  expect(copy).toContain(SAID);
  expect(copy).toContain('3. of May [x] rolled back sql SELECT 1 host load db-1 9 first line second line, the runbook');

  const seen = async () =>
    page.evaluate(() => {
      const entries = [...document.querySelectorAll<HTMLElement>('main li [data-markdown]')];
      // What is seen, not what is there.
      // biome-ignore lint/performance/useDomNodeTextContent: it leaves out what the style of paper would hide
      return entries.map((entry) => ({ text: entry.innerText, seen: entry.checkVisibility({ opacityProperty: true, visibilityProperty: true }) }));
    });
  const onScreen = await seen();
  await page.emulateMedia({ media: 'print' });
  expect(await seen()).toEqual(onScreen);
  expect(onScreen.every((entry) => entry.seen)).toBe(true);
  // Nobody can follow a link on paper.
  const behind = await page.getByRole('link', { name: 'the runbook' }).evaluate((link) => getComputedStyle(link, '::after').content);
  expect(behind).toContain('https://wiki.example.org/r');
});
