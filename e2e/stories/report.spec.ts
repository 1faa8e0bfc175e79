import type { Page } from '@playwright/test';
import { type Api, defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { violations } from '../pages/axe.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';
import { focused, misfits } from '../pages/layout.ts';
import { picture } from '../pages/picture.ts';

// Forty words a minute are three keys and a third a second; somebody who is woken up presses fewer.
const KEYS_A_SECOND = 2.5;

/** Keys as a person presses them, and how long they would take. */
const keysOn = (page: Page) => {
  let [keys, actions] = [0, 0];
  return {
    type: async (words: string) => {
      keys += words.length;
      actions += 1;
      await page.keyboard.type(words);
    },
    press: async (key: string) => {
      keys += 1;
      actions += 1;
      await page.keyboard.press(key);
    },
    /** What was pressed since this was last asked, printed under this name. */
    told: (name: string) => {
      const seconds = keys / KEYS_A_SECOND;
      console.log(`${name}: ${actions} actions, ${keys} keys, ${seconds.toFixed(1)} scripted seconds`);
      [keys, actions] = [0, 0];
      return { seconds };
    },
  };
};

const defineBoard = async (to: Api): Promise<void> => {
  await defineSmallBoard(to);
  await to.put('/regions/eu', { name: 'Europe' });
  await to.post('/incidents', {
    incidentId: 'old',
    title: 'Uploads wait',
    scope: 'public',
    text: 'Uploads wait in line. We are adding workers.',
    impacts: [{ componentId: 'vod', level: 'degraded_performance', what: 'Uploads wait' }],
  });
  await to.post('/incidents/old/resolve', { scope: 'public' });
};

test('[VW169] by keys alone, in under twenty seconds, an incident is reported, taken, told about and resolved; what was typed survives a reload', async ({
  server,
  to,
  visit,
}, info) => {
  await defineBoard(to);
  const page = await visit(await server.ownerLink());
  await expect(boardPage(page).verdict).toBeVisible();
  const { type, press, told } = keysOn(page);
  await press('n');
  await expect.poll(async () => (await focused(page)).visible).toBe(true);
  await type('Live streams drop');
  await press('Enter');
  await type('live');
  await press('Enter');
  await expect(page.getByRole('checkbox', { name: 'Live delivery' })).toBeChecked();
  await page.reload();
  await expect(page.getByLabel('What do people see?')).toHaveValue('Live streams drop');
  await expect(page.getByRole('checkbox', { name: 'Live delivery' })).toBeChecked();
  await picture(page, info, 'report');
  await press('Control+Enter');
  await expect(incidentPage(page).title).toHaveText('Live streams drop');
  expect(told('report').seconds).toBeLessThan(20);
  // Back leads to the board, not to an empty form.
  await page.goBack();
  await expect(boardPage(page).verdict).toHaveText(/Live streams drop/);
  await page.goForward();
  const bar = page.getByRole('region', { name: 'Work on this incident' });
  await expect(bar.getByRole('button', { name: /^Take it/ })).toBeVisible();
  await press('a');
  await expect(bar.getByRole('button', { name: /^Take it/ })).toHaveCount(0);
  told('acknowledge');
  await press('u');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await type('Two nodes are full.');
  await press('Control+Enter');
  await expect(incidentPage(page).entries.filter({ hasText: 'Two nodes are full.' })).toHaveCount(1);
  told('update');
  await bar.getByRole('button', { name: 'Resolve' }).focus();
  await press('Enter');
  await expect(page.getByRole('textbox', { name: 'What proves that it is over?' })).toBeFocused();
  await type('Nobody reports drops.');
  await press('Control+Enter');
  await expect(bar.getByRole('button', { name: 'Reopen' })).toBeVisible();
  told('resolve');
});

test('[VW169] on a phone one reports with a thumb: from the board, every control high enough, and everyone reads it at once', async ({
  server,
  to,
  visit,
}, info) => {
  await defineBoard(to);
  const phone = await visit(await server.ownerLink(), { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const reader = await visit(server.url);
  const way = phone.getByRole('link', { name: 'Report an incident', exact: true });
  for (const room of ['/incidents', '/']) {
    await phone.goto(`${server.url}${room}`);
    const box = await way.filter({ visible: true }).boundingBox();
    expect(box?.width).toBeGreaterThan(340);
    expect(box?.height).toBeGreaterThanOrEqual(44);
    // Above the bar of the rooms, in reach of a thumb.
    expect(box?.y).toBeGreaterThan(422);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844 - 52);
  }
  await way.filter({ visible: true }).tap();
  const form = phone.getByRole('form', { name: 'Report an incident' });
  // No keyboard comes unasked.
  await expect(phone.getByLabel('What do people see?')).not.toBeFocused();
  await phone.getByRole('button', { name: 'Copy an earlier one' }).tap();
  await phone.getByRole('button', { name: 'Copy Uploads wait' }).tap();
  await expect(phone.getByLabel('What do people see?')).toHaveValue('Uploads wait');
  await form.getByText('Those who …').tap();
  await form.getByText('15 m ago').tap();
  await form.getByText('somebody else').tap();
  await form.getByRole('textbox', { name: 'Name' }).fill('Bo');
  await form.getByRole('textbox', { name: 'Those who' }).fill('those who upload');
  const small: string[] = await misfits(phone);
  for (const control of await form.locator('button, select, label:has(input), input:not([type=radio], [type=checkbox]), textarea').all()) {
    const { height, name } = await control.evaluate((element) => ({ height: element.getBoundingClientRect().height, name: element.textContent || element.id }));
    if (height > 0 && height < 44) small.push(`${name} is ${height} px high`);
  }
  expect(small).toEqual([]);
  expect(await violations(phone, 'report on a phone')).toEqual([]);
  await picture(phone, info, 'report-phone');
  const everyone = form.getByRole('button', { name: 'Everyone, at once' });
  const box = await everyone.boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844 - 52);
  await everyone.tap();
  await expect(incidentPage(phone).title).toHaveText('Uploads wait');
  await expect(boardPage(reader).verdict).toContainText('Uploads wait');
});
