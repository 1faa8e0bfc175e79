import { api, defineSmallBoard } from '../fixtures/api.ts';
import { printedOwnerLink } from '../fixtures/owner-link.ts';
import { startServer } from '../fixtures/start-server.ts';
import { expect, test } from '../fixtures/story.ts';
import { violations } from '../pages/axe.ts';
import { misfits } from '../pages/layout.ts';
import { wallPage } from '../pages/wall-page.ts';

test('[VW293] an internal board asks whoever comes to sign in, wherever they come, and its wall asks for a link', async ({ visit }) => {
  const server = await startServer({ board: 'own', env: { VISIBILITY: 'internal' } });
  const to = api(server);
  await defineSmallBoard(to);
  const page = await visit(`${server.url}/history`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await expect(page.getByRole('main')).toContainText('This board is internal');
  await expect(page).toHaveTitle(/Sign in/);
  await expect(page.locator('body')).not.toContainText('Harbour');
  expect(await violations(page, 'internal board')).toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await misfits(page)).toEqual([]);

  const { link } = (await (
    await fetch(`${server.url}/api/v1/screens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Lobby' }),
    })
  ).json()) as { link: string };
  const screen = await visit(`${server.url}/wall`);
  await expect(wallPage(screen).sentence).toHaveText('This screen needs a link.');
  const named = await visit(`${server.url}/wall${new URL(link).hash}`);
  await expect(wallPage(named).foot).toContainText('LIVE');

  // Signed in, one is where one wanted to be, and so is another tab that stood at the form.
  await page.setViewportSize({ width: 1280, height: 800 });
  const tab = await page.context().newPage();
  await tab.goto(`${server.url}/history`);
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await page.goto(printedOwnerLink(server));
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Sign in');
  await expect(page.locator('body')).toContainText('Harbour');
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('History');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('sitrep.board')))).toEqual([]);
  await server.dispose();
});
