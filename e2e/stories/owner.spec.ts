import { defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';

test('from nothing to the first component and the first incident, by clicks alone', async ({ server, visit }) => {
  const visitor = await visit(server.url);
  await expect(boardPage(visitor).verdict).toHaveText('No components yet');
  const page = await visit(await server.ownerLink());
  const board = boardPage(page);
  await expect(board.verdict).toHaveText('No components yet');
  // The code is not in the address bar, history or bookmarks.
  expect(page.url()).not.toContain('owner=');

  await page.getByRole('textbox', { name: 'Board' }).fill('Harbour Video');
  await page.getByRole('button', { name: 'Name it' }).click();
  await expect(page.getByRole('heading', { name: /Name this board/ })).toContainText('Harbour Video');

  await page.getByRole('textbox', { name: 'Component' }).fill('Live delivery');
  await expect(page.getByText('The verdict will read:')).toContainText('No trouble reported');
  await page.getByRole('combobox', { name: 'Group' }).fill('Video');
  await page.getByRole('textbox', { name: 'Target' }).fill('banana');
  await expect(page.getByText('a share of the time, such as 99.9 %')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Add component/ })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Target' }).fill('99,9');
  await expect(page.getByText('allows 130 m in 90 d')).toBeVisible();
  const who = page.getByRole('radiogroup', { name: 'Who sees it' });
  await expect(who.getByRole('radio', { name: /^Internal/ })).toBeChecked();
  await who.getByRole('radio', { name: /^Internal/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(who.getByRole('radio', { name: /^Public/ })).toBeChecked();
  await page.getByRole('button', { name: /^Add component/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 component so far');
  await page.getByRole('button', { name: 'or paste a list' }).click();
  await page.getByLabel('Components, one per line').fill('Recorded video\nSign-in\n\nUploads');
  await page.getByRole('button', { name: 'Add components' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('4 components so far');

  await page.getByRole('link', { name: 'Report a first incident' }).click();
  await page.getByLabel('What do people see?').fill('Live streams drop for some viewers');
  await page.getByRole('checkbox', { name: 'Live delivery' }).check();
  await expect(page.getByRole('complementary')).toContainText('Live streams drop for some viewers');
  await page.getByRole('button', { name: 'Everyone, at once' }).click();
  await expect(incidentPage(page).title).toHaveText('Live streams drop for some viewers');
  await page.keyboard.press('b');
  await expect(board.verdict).toHaveText(/Live streams drop for some viewers/);
  await expect(board.component('Live delivery')).toContainText('Partial outage');
  // The visitor who looked at an empty board sees it all without a reload.
  await expect(boardPage(visitor).verdict).toHaveText(/Live streams drop for some viewers/);
  await expect(boardPage(visitor).component('Uploads')).toContainText('Operational');
});

test('a first incident may be an exercise, or for responders only', async ({ server, visit }) => {
  const page = await visit(await server.ownerLink());
  await page.getByRole('textbox', { name: 'Component' }).fill('Live delivery');
  await page.getByRole('button', { name: /^Add component/ }).click();
  await page.getByRole('link', { name: 'Report a first incident' }).click();
  await page.getByLabel('What do people see?').fill('Nobody can log in');
  await page.getByRole('checkbox', { name: 'Live delivery' }).check();
  await page.getByRole('checkbox', { name: /EXERCISE/ }).check();
  await page.getByRole('button', { name: 'Start exercise' }).click();
  await expect(incidentPage(page).title).toHaveText('Nobody can log in');
  await page.keyboard.press('b');
  await expect(boardPage(page).exerciseBar).toBeVisible();
  await expect(boardPage(page).verdict).toHaveText('No trouble reported');
  await boardPage(page).exerciseBar.getByRole('button', { name: 'End exercise' }).click();
  await expect(boardPage(page).exerciseBar).toBeHidden();

  // From anywhere, with the key the bar shows; it opens internal.
  await page.keyboard.press('n');
  await page.getByLabel('What do people see?').fill('Encoders restart by themselves');
  await page.getByRole('checkbox', { name: 'Live delivery' }).check();
  await page.getByRole('button', { name: /^Report to responders/ }).click();
  await expect(incidentPage(page).title).toHaveText('Encoders restart by themselves');
  await expect(page.getByText('Not public')).toBeVisible();
  // The component was added as internal, the default, so a visitor sees none.
  const visitor = await visit(server.url);
  await expect(boardPage(visitor).verdict).toHaveText('No components yet');
  // The owner can make an internal component public later.
  await page.getByRole('button', { name: 'Settings' }).click();
  await page
    .getByRole('dialog', { name: 'Settings' })
    .getByRole('button', { name: /make them public/ })
    .click();
  await page
    .getByRole('button', { name: /^Make public/ })
    .first()
    .click();
  await expect(boardPage(visitor).verdict).toHaveText('No trouble reported');
  await page.getByRole('button', { name: 'To the board' }).click();
});

test('a link that does not work says so wherever it leads, and how to get one that does', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  const page = await visit(`${server.url}/#owner=${'x'.repeat(43)}`);
  await expect(page.getByRole('alert').filter({ hasText: 'The owner link did not work.' })).toContainText('npm run sitrep -- owner-link');
});

test('the owner link signs one browser in, once, and signing out ends it', async ({ server, visit }) => {
  const link = await server.ownerLink();
  const owner = await visit(link);
  await expect(owner.getByRole('textbox', { name: 'Board' })).toBeVisible();
  await owner.reload();
  await expect(owner.getByRole('textbox', { name: 'Board' })).toBeVisible();

  const second = await visit(link);
  await expect(second.getByRole('heading', { name: 'Is this your board?' })).toBeVisible();
  await expect(second.getByRole('alert').filter({ hasText: 'The owner link did not work.' })).toContainText('used before or has expired');
  await expect(second.getByRole('button', { name: 'Name it' })).toHaveCount(0);

  // Pasted into a tab that shows the board already.
  const third = await visit(server.url);
  await expect(third.getByRole('heading', { name: 'Is this your board?' })).toBeVisible();
  await third.goto(await server.ownerLink());
  await expect(third.getByRole('textbox', { name: 'Board' })).toBeVisible();

  await owner.getByRole('button', { name: 'Settings' }).click();
  await owner.getByRole('dialog', { name: 'Settings' }).getByRole('button', { name: 'Sign out' }).click();
  await expect(owner.getByRole('heading', { name: 'Is this your board?' })).toBeVisible();
  await owner.reload();
  await expect(owner.getByRole('heading', { name: 'Is this your board?' })).toBeVisible();
  // A sign-out in one browser does not end the session of another.
  await third.reload();
  await expect(third.getByRole('textbox', { name: 'Board' })).toBeVisible();
});

test('who is not the owner is told how to become it, and that it is theirs to look at meanwhile', async ({ server, visit }) => {
  const page = await visit(server.url);
  await expect(page.getByRole('heading', { name: 'Is this your board?' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('The server prints it when it starts');
  await expect(page.getByRole('main')).toContainText('#owner=…');
  await expect(page.getByRole('link', { name: /^Report an incident/ })).toHaveCount(0);
  await page.keyboard.press('n');
  await expect(page).toHaveURL(`${server.url}/`);
  // Hiding the buttons is not enough: the API refuses the write too.
  const refused = await page.evaluate(async () => {
    const response = await fetch('/api/v1/incidents', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Mine now' }),
    });
    return { status: response.status, problem: await response.json() };
  });
  expect(refused.status).toBe(401);
  expect(refused.problem.detail).toMatch(/\w/);
});
