import { defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { violations } from '../pages/axe.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';

const PASSWORD = 'several long words';

test('[VW232] [VW233] [VW234] [VW235] an owner sets up an account and invites somebody, who works under a name of their own until the account is ended', async ({
  server,
  to,
  visit,
}) => {
  await defineSmallBoard(to);
  const found: string[] = [];

  // The one-time link makes an owner without a name.
  const owner = await visit(await server.ownerLink());
  await owner.getByRole('button', { name: 'Settings' }).click();
  await owner.getByRole('button', { name: 'Set up your account' }).click();
  const setUp = owner.getByRole('form', { name: 'Set up your account' });
  await setUp.getByLabel(/^Name/).fill('Olga Owner');
  await setUp.getByLabel('E-mail').fill('olga@example.com');
  await setUp.getByLabel('Password').fill('short');
  await setUp.getByRole('button', { name: 'Set up the account' }).click();
  // The browser refuses what is too short before anything is sent.
  await expect(setUp).toBeVisible();
  found.push(...(await violations(owner, 'set up')));
  await setUp.getByLabel('Password').fill(PASSWORD);
  await setUp.getByRole('button', { name: 'Set up the account' }).click();
  await expect(owner.getByRole('heading', { level: 1 })).toHaveText('Olga Owner');
  await expect(owner.getByRole('listitem').filter({ hasText: 'This browser' })).toHaveCount(1);
  found.push(...(await violations(owner, 'you')));

  await owner.getByRole('button', { name: 'Settings' }).click();
  await owner.getByRole('button', { name: 'People of this board' }).click();
  await expect(owner.getByRole('listitem').filter({ hasText: 'olga@example.com' })).toContainText('Owner');
  const invite = owner.getByRole('form', { name: 'Invite somebody' });
  await invite.getByLabel('Name').fill('Rosa Rivera');
  await invite.getByLabel('E-mail').fill('rosa@example.com');
  await invite.getByRole('button', { name: 'Create the invitation' }).click();
  const link = await owner.getByRole('textbox', { name: 'Invitation of Rosa Rivera' }).inputValue();
  await expect(owner.getByRole('listitem').filter({ hasText: 'rosa@example.com' })).toContainText('Invited, has not signed in yet');
  found.push(...(await violations(owner, 'people')));

  // The invitation works once, and its code is not in the address bar.
  const rosa = await visit(link);
  await expect(rosa.getByRole('heading', { level: 1 })).toHaveText('Welcome, Rosa Rivera');
  expect(rosa.url()).not.toContain('code=');
  found.push(...(await violations(rosa, 'invitation')));
  const choose = rosa.getByRole('form', { name: 'Choose a password' });
  await choose.getByLabel('Password').fill(PASSWORD);
  await choose.getByRole('button', { name: 'Set password and sign in' }).click();
  await rosa.getByRole('link', { name: 'Report an incident' }).first().click();
  await rosa.getByLabel('What do people see?').fill('Uploads wait');
  await rosa.getByRole('checkbox').first().check();
  await rosa.getByRole('button', { name: /^Report to responders/ }).click();
  await expect(incidentPage(rosa).title).toHaveText('Uploads wait');
  await expect(rosa.getByRole('main')).toContainText('Rosa Rivera');
  const late = await visit(link);
  await expect(late.getByRole('alert')).toContainText('This link was used before or has expired.');

  // Signed out and in again, by e-mail and password.
  await rosa.getByRole('button', { name: 'Settings' }).click();
  await rosa.getByRole('button', { name: 'Sign out' }).click();
  await rosa.getByRole('link', { name: 'Sign in' }).click();
  const signIn = rosa.getByRole('form', { name: 'Sign in' });
  await signIn.getByLabel('E-mail').fill('rosa@example.com');
  await signIn.getByLabel('Password').fill('not this one');
  await signIn.getByRole('button', { name: 'Sign in' }).click();
  await expect(signIn.getByRole('alert')).toContainText('E-mail or password is wrong.');
  found.push(...(await violations(rosa, 'sign in')));
  await signIn.getByLabel('Password').fill(PASSWORD);
  await signIn.getByRole('button', { name: 'Sign in' }).click();
  await expect(boardPage(rosa).incidents.getByRole('article')).toHaveCount(1);
  await rosa.goto(`${server.url}/people`);
  await expect(rosa.getByRole('main')).toContainText('Rosa Rivera is not one');

  // The owner ends the account: the board of an open page is at once what customers see.
  const row = owner.getByRole('listitem').filter({ hasText: 'rosa@example.com' });
  await row.getByRole('button', { name: 'Change Rosa Rivera' }).click();
  await row.getByRole('button', { name: 'End the account' }).click();
  found.push(...(await violations(owner, 'ending')));
  await row.getByRole('button', { name: 'End it' }).click();
  await expect(row).toHaveCount(0);
  await expect(rosa.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
  await rosa.goto(server.url);
  await expect(boardPage(rosa).incidents.getByRole('article')).toHaveCount(0);
  expect(found).toEqual([]);
});
