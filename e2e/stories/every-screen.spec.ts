import { defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { quantile } from '../load/process-usage.ts';
import { boardPage } from '../pages/board-page.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const UPDATES = 15;

test('an update posted over HTTP is on a laptop, a second browser and a phone, in order', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  await to.post('/incidents', {
    incidentId: 'inc-story',
    title: 'Recorded video stalls',
    scope: 'public',
    impacts: [{ componentId: 'vod', level: 'partial_outage', what: 'cannot watch recorded video', audience: { kind: 'everyone' } }],
  });
  const [board, incident, phone] = [await visit(`${server.url}/`), await visit(`${server.url}/incidents/inc-story`), await visit(`${server.url}/`, PHONE)];
  const pages = [board, incident, phone];
  for (const page of pages) await expect(boardPage(page).claim).toHaveText('Live');

  // Each page records when the text appeared in its document; all use the clock of one machine.
  for (const page of pages) {
    await page.evaluate(() => {
      const seen: Record<string, number> = {};
      Object.assign(window, { seen });
      const look = () => {
        const now = performance.timeOrigin + performance.now();
        for (const [word] of (document.body.textContent ?? '').matchAll(/word-\d+/g)) seen[word] ??= now;
      };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  }
  const posted: Record<string, number> = {};
  for (let n = 0; n < UPDATES; n++) {
    const word = `word-${n}`;
    posted[word] = performance.timeOrigin + performance.now();
    await to.post('/incidents/inc-story/updates', { scope: 'public', text: `Still at it: ${word}. The next word comes in ten minutes.` });
    await new Promise((later) => setTimeout(later, 40));
  }
  const delays: number[] = [];
  for (const page of pages) {
    await expect(page.locator('body')).toContainText(`word-${UPDATES - 1}`);
    const seen = await page.evaluate(() => (window as unknown as { seen: Record<string, number> }).seen);
    for (const [word, at] of Object.entries(posted)) if (seen[word] !== undefined) delays.push(seen[word] - at);
    // A timeline shows every update. A board shows the newest one only, so of two that arrive within one frame it shows one.
    if (page === incident) expect(Object.keys(posted).filter((word) => seen[word] === undefined)).toEqual([]);
    else expect(Object.keys(seen).length).toBeGreaterThan(1);
    // In the order in which they were posted, whoever is late.
    const times = Object.keys(posted).flatMap((word) => seen[word] ?? []);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }
  console.log(
    `update posted to update on screen: p50 ${quantile(delays, 0.5).toFixed(0)} ms, p95 ${quantile(delays, 0.95).toFixed(0)} ms over ${delays.length} sightings of ${UPDATES} updates on 3 screens`,
  );
});

test('the verdict names who is hurt, and says so everywhere at once', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  const board = boardPage(await visit(server.url));
  await expect(board.verdict).toHaveText('No trouble reported');
  await to.post('/incidents', {
    incidentId: 'inc-a',
    title: 'Video is down',
    scope: 'public',
    impacts: [{ componentId: 'vod', level: 'major_outage', what: 'cannot watch video', audience: { kind: 'everyone' } }],
  });
  await expect(board.verdict).toHaveText('Nobody can watch video, anywhere');
  await expect(board.component('Recorded video')).toContainText('Major outage');
  await to.post('/incidents/inc-a/resolve', { scope: 'public', text: 'Video plays again.' });
  await expect(board.verdict).toHaveText('No trouble reported');
  await to.post('/incidents/inc-a/reopen', { scope: 'public', text: 'It stalls again for some.' });
  await expect(board.incidents).toContainText('Video is down');
});
