import { generateSync } from 'otplib';
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
  found.push(...(await violations(owner, 'set up', 'main')));
  await setUp.getByLabel('Password').fill(PASSWORD);
  await setUp.getByRole('button', { name: 'Set up the account' }).click();
  await expect(owner.getByRole('heading', { level: 1 })).toHaveText('Olga Owner');
  await expect(owner.getByRole('listitem').filter({ hasText: 'This browser' })).toHaveCount(1);
  found.push(...(await violations(owner, 'you', 'main')));

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
  found.push(...(await violations(rosa, 'invitation', 'main')));
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
  found.push(...(await violations(rosa, 'sign in', 'main')));
  await signIn.getByLabel('Password').fill(PASSWORD);
  await signIn.getByRole('button', { name: 'Sign in' }).click();
  await expect(boardPage(rosa).incidents.getByRole('article')).toHaveCount(1);
  await rosa.goto(`${server.url}/people`);
  await expect(rosa.getByRole('main')).toContainText('Rosa Rivera is not one');

  // The owner ends the account: the board of an open page is at once what customers see.
  const row = owner.getByRole('listitem').filter({ hasText: 'rosa@example.com' });
  await row.getByRole('button', { name: 'Change Rosa Rivera' }).click();
  await row.getByRole('button', { name: 'End the account' }).click();
  found.push(...(await violations(owner, 'ending', 'main')));
  await row.getByRole('button', { name: 'End it' }).click();
  await expect(row).toHaveCount(0);
  await expect(rosa.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
  await rosa.goto(server.url);
  await expect(boardPage(rosa).incidents.getByRole('article')).toHaveCount(0);
  expect(found).toEqual([]);
});

test('[VW280] [VW281] [VW282] a second factor is set up with a code, asked for at the sign-in, and removed by another owner', async ({ server, visit }) => {
  const owner = await visit(await server.ownerLink());
  await owner.goto(`${server.url}/you`);
  const setUp = owner.getByRole('form', { name: 'Set up your account' });
  await setUp.getByLabel(/^Name/).fill('Olga Owner');
  await setUp.getByLabel('E-mail').fill('olga@example.com');
  await setUp.getByLabel('Password').fill(PASSWORD);
  await setUp.getByRole('button', { name: 'Set up the account' }).click();
  await expect(owner.getByRole('heading', { level: 1 })).toHaveText('Olga Owner');
  await owner.goto(`${server.url}/people`);
  const invite = owner.getByRole('form', { name: 'Invite somebody' });
  await invite.getByLabel('Name').fill('Rosa Rivera');
  await invite.getByLabel('E-mail').fill('rosa@example.com');
  await invite.getByRole('button', { name: 'Create the invitation' }).click();
  const link = await owner.getByRole('textbox', { name: 'Invitation of Rosa Rivera' }).inputValue();

  const found: string[] = [];
  const rosa = await visit(link, { viewport: { width: 390, height: 844 } });
  await rosa.getByRole('form', { name: 'Choose a password' }).getByLabel('Password').fill(PASSWORD);
  await rosa.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(rosa).toHaveURL(`${server.url}/`);
  await rosa.goto(`${server.url}/you`);
  await rosa.getByRole('button', { name: 'Set up a second factor' }).click();
  const start = rosa.getByRole('form', { name: 'Set up a second factor' });
  await start.getByLabel('Current password').fill(PASSWORD);
  await start.getByRole('button', { name: 'Continue' }).click();
  await expect(rosa.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
  const key = ((await rosa.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent()) ?? '').replaceAll(' ', '');
  found.push(...(await violations(rosa, 'second factor')));
  expect(await rosa.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const confirm = rosa.getByRole('form', { name: 'Confirm the second factor' });
  await confirm.getByLabel('Code').fill('000000');
  await confirm.getByRole('button', { name: 'Switch it on' }).click();
  await expect(confirm).toContainText('This code is wrong, or was used before.');
  await confirm.getByLabel('Code').fill(generateSync({ secret: key }));
  await confirm.getByRole('button', { name: 'Switch it on' }).click();
  const codes = rosa.getByRole('region', { name: 'Backup codes' });
  await expect(codes.getByRole('listitem')).toHaveCount(10);
  found.push(...(await violations(rosa, 'backup codes')));
  const [backup = ''] = await codes.getByRole('listitem').allTextContents();
  await codes.getByRole('button', { name: 'I have kept them' }).click();
  await expect(rosa.getByRole('main')).toContainText('10 backup codes are left.');

  // Signed out, the password alone is not enough; a backup code is.
  await rosa.goto(server.url);
  await rosa.getByRole('button', { name: 'Settings' }).click();
  await rosa.getByRole('button', { name: 'Sign out' }).click();
  await rosa.goto(`${server.url}/sign-in`);
  const signIn = rosa.getByRole('form', { name: 'Sign in' });
  await signIn.getByLabel('E-mail').fill('rosa@example.com');
  await signIn.getByLabel('Password').fill(PASSWORD);
  await signIn.getByRole('button', { name: 'Sign in' }).click();
  const code = rosa.getByRole('form', { name: 'Enter a code' });
  found.push(...(await violations(rosa, 'code')));
  await expect(code.getByLabel('Code')).toBeFocused();
  await code.getByLabel('Code').fill(backup);
  await code.getByRole('button', { name: 'Sign in' }).click();
  await expect(rosa).toHaveURL(`${server.url}/`);

  // Somebody else may remove it, after being asked; its person reads who did.
  await owner.reload();
  const row = owner.getByRole('listitem').filter({ hasText: 'rosa@example.com' });
  await expect(row).toContainText('Second factor on');
  await row.getByRole('button', { name: 'Change Rosa Rivera' }).click();
  await row.getByRole('button', { name: 'Remove the second factor' }).click();
  found.push(...(await violations(owner, 'removing')));
  await row.getByRole('button', { name: 'Remove it' }).click();
  await expect(row).toContainText('Second factor removed by Olga Owner');
  await rosa.goto(`${server.url}/you`);
  await expect(rosa.getByRole('status').filter({ hasText: 'Olga Owner removed your second factor' })).toBeVisible();
  expect(found).toEqual([]);
});
