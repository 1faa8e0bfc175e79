import { copyFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startDrill } from '../fixtures/run-drill.ts';
import { startServer } from '../fixtures/start-server.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage } from '../pages/board-page.ts';
import { wallPage } from '../pages/wall-page.ts';

const root = resolve(import.meta.dirname, '../..');

test('the pictures of the README: the sample board and its wall while a drill runs', async ({ visit }) => {
  const server = await startServer({ board: 'sample' });
  try {
    const page = await visit(server.url, { viewport: { width: 1440, height: 960 }, colorScheme: 'light' });
    const board = boardPage(page);
    const wall = await visit(`${server.url}/wall`, { viewport: { width: 1920, height: 1080 } });
    await expect(wallPage(wall).claim).toHaveText('live');
    const drill = startDrill(server, 'apivideo-2020-10-08', '--speed', '600', '--pause', '4', '--stay', '0');
    // Some way into it, with several words said; there it stands still.
    const said = 'DNS records are being pointed straight at our own hosts';
    drill.holdAt(said);
    await drill.held();
    await expect(board.exerciseBar).toBeVisible();
    await expect(wallPage(wall).facts).toContainText(said);
    await wall.evaluate(() => document.fonts.ready);
    await wall.screenshot({ path: resolve(root, 'test-results/wall.png') });
    if (process.env.UPDATE_PICTURES === '1') copyFileSync(resolve(root, 'test-results/wall.png'), resolve(root, 'docs/wall.png'));
    await expect(board.incidents).toContainText(said);
    await expect(board.claim).toHaveText('Live');
    await page.evaluate(() => document.fonts.ready);
    const made = resolve(root, 'test-results/board.png');
    await page.screenshot({ path: made, animations: 'disabled' });
    if (process.env.UPDATE_PICTURES === '1') copyFileSync(made, resolve(root, 'docs/board.png'));
    drill.goOn();
    drill.interrupt();
    expect((await drill.ended).code).toBe(0);
  } finally {
    await server.dispose();
  }
});
