import { defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { violations } from '../pages/axe.ts';
import { misfits } from '../pages/layout.ts';
import { wallPage } from '../pages/wall-page.ts';

test('[VW290] [VW291] [VW292] an owner makes a token and a screen link, sees them used, and revokes them: the API answers 401 and the wall says so', async ({
  server,
  to,
  visit,
}) => {
  await defineSmallBoard(to);
  const found: string[] = [];
  const owner = await visit(await server.ownerLink());
  await owner.getByRole('button', { name: 'Settings' }).click();
  await owner.getByRole('button', { name: 'Tokens and screens' }).click();
  await expect(owner.getByRole('heading', { level: 1 })).toHaveText('Tokens and screens');
  const row = (name: string) => owner.getByRole('listitem').filter({ hasText: name });

  // A token: rights alone, and it works at once.
  const tokens = owner.getByRole('form', { name: 'Make a token' });
  await tokens.getByLabel('Name').fill('deploy-bot');
  await tokens.getByLabel('Role').selectOption({ label: 'Viewer' });
  await tokens.getByRole('button', { name: 'Make the token' }).click();
  const token = await owner.getByRole('textbox', { name: 'Token of deploy-bot' }).inputValue();
  expect(token).toMatch(/^sitrep_/);
  const ask = async () => (await fetch(`${server.url}/api/v1/board?scope=internal`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await ask()).toBe(200);
  await expect(row('deploy-bot')).toContainText('Active');
  await expect(row('deploy-bot')).toContainText('Viewer');
  found.push(...(await violations(owner, 'tokens')));

  // A screen link, for one group, in the light theme.
  const screens = owner.getByRole('form', { name: 'Make a screen link' });
  await screens.getByLabel('Name').fill('Lobby');
  await screens.getByRole('checkbox').first().check();
  await screens.getByLabel('Theme').selectOption({ label: 'Light' });
  await screens.getByRole('button', { name: 'Make the link' }).click();
  const made = new URL(await owner.getByRole('textbox', { name: 'Link of Lobby' }).inputValue());
  expect([made.searchParams.get('groups'), made.searchParams.get('theme')]).toEqual(['delivery', 'light']);
  const screen = await visit(new URL(`${made.pathname}${made.search}${made.hash}`, server.url).href);
  const wall = wallPage(screen);
  await expect(wall.foot).toContainText('Lobby');
  await expect(wall.foot).toContainText('LIVE');
  await owner.reload();
  await expect(row('Lobby')).toContainText(/Opened .* by Chrome on Linux/);
  // What was shown once is gone.
  await expect(owner.getByRole('textbox', { name: 'Token of deploy-bot' })).toHaveCount(0);

  // On a narrow phone everything fits, and can be reached by keyboard.
  await owner.setViewportSize({ width: 320, height: 700 });
  expect(await misfits(owner)).toEqual([]);
  for (const button of await owner.getByRole('main').getByRole('button').all()) expect((await button.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(36);
  await owner.getByRole('button', { name: 'Revoke deploy-bot' }).focus();
  await owner.keyboard.press('Enter');
  await expect(owner.getByRole('alert')).toContainText('Revoke deploy-bot?');
  await owner.getByRole('button', { name: 'Revoke it' }).focus();
  await owner.keyboard.press('Enter');
  await expect(row('deploy-bot')).toContainText('Revoked');
  await expect.poll(ask).toBe(401);

  await owner.getByRole('button', { name: 'Revoke Lobby' }).click();
  await owner.getByRole('button', { name: 'Revoke it' }).click();
  await expect(row('Lobby')).toContainText('Revoked');
  await expect(wall.sentence).toHaveText('This screen is signed out.');
  found.push(...(await violations(owner, 'revoked')));
  expect(found).toEqual([]);
});
