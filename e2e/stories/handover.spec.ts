import { defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { violations } from '../pages/axe.ts';

test('[VW225] three customers are declared as an incident by keys, and the hand-over prints on A4 across, black on white', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  for (const words of ['It stops each minute', 'Half our audience lost the picture', 'It drops']) await to.post('/sightings', { componentId: 'live', words });
  const page = await visit(await server.ownerLink(), { colorScheme: 'dark' });
  await page.getByRole('heading', { level: 1, name: 'Suspected: 3 reports of trouble with Live delivery' }).waitFor();
  expect(await violations(page, 'suspected', 'main')).toEqual([]);
  await page.keyboard.press('d');
  await expect(page.getByRole('textbox', { name: 'What do people see?' })).toHaveValue('It stops each minute');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { level: 1, name: 'It stops each minute' }).waitFor();

  await page.goto(`${server.url}/handover`);
  await expect(page.getByRole('article', { name: 'The sheet' }).getByRole('link', { name: 'It stops each minute' })).toBeVisible();
  expect(await violations(page, 'hand-over')).toEqual([]);
  // On a phone the button stands on the ground of the page, and is wide enough for a thumb.
  await page.setViewportSize({ width: 390, height: 844 });
  const handOver = page.getByRole('button', { name: 'Hand over', exact: true });
  expect(await handOver.evaluate((button) => getComputedStyle(button.parentElement ?? button).backgroundColor)).toBe('rgba(0, 0, 0, 0)');
  expect((await handOver.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print, A4 landscape' })).toBeHidden();
  const colours = await page
    .getByRole('article', { name: 'The sheet' })
    .evaluate((sheet) => [getComputedStyle(sheet).color, getComputedStyle(document.body).colorScheme]);
  expect(colours).toEqual(['rgb(0, 0, 0)', 'light']);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const [, width = 0, height = 0] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)?.map(Number) ?? [];
  expect([Math.round(width), Math.round(height), pdf.match(/\/Type \/Page\b(?!s)/g)?.length]).toEqual([842, 595, 1]);
});
