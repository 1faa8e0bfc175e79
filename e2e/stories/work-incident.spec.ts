import type { Locator, Page } from '@playwright/test';
import { type Api, defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { violations } from '../pages/axe.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';
import { focused, misfits } from '../pages/layout.ts';

const MINUTE = 60_000;
/** As a person types it, in UTC, which leads here. */
const typed = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

const setFire = async (to: Api): Promise<void> => {
  await defineSmallBoard(to);
  await to.post('/incidents', {
    incidentId: 'fire',
    title: 'Video is down',
    scope: 'public',
    startedAt: new Date(Date.now() - 30 * MINUTE).toISOString(),
    impacts: [{ componentId: 'vod', level: 'major_outage', what: 'cannot watch video', audience: { kind: 'everyone' } }],
  });
};

/** Presses Tab until the focus is there, as somebody without a mouse does. Fails where one would not see where one is. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect((await focused(page)).visible).toBe(true);
      return;
    }
  }
  throw new Error(`the focus did not come to ${target}`);
};

test('an incident is worked by keys alone: acknowledged, resolved, reopened, corrected; readers see what they should', async ({ server, to, visit }) => {
  await setFire(to);
  const owner = await visit(await server.ownerLink());
  const reader = await visit(`${server.url}/incidents/fire`);
  const found: string[] = [];
  await owner.goto(`${server.url}/incidents/fire`);
  const bar = owner.getByRole('region', { name: 'Work on this incident' });
  const form = (name: string): Locator => owner.getByRole('region', { name });
  await expect(bar).toContainText('Nobody has it');
  found.push(...(await violations(owner, 'nobody has it')));

  // Below the head, whose only control tells more about a time.
  await owner.getByRole('main').focus();
  await tabTo(owner, bar.getByRole('button', { name: /^Take it/ }));
  await owner.keyboard.press('a');
  await expect(incidentPage(owner).fact('Who has it')).not.toContainText('nobody yet');
  await expect(bar).toBeFocused();
  await expect(bar.getByRole('button', { name: /^Take it/ })).toHaveCount(0);

  await tabTo(owner, bar.getByRole('button', { name: 'Resolve' }));
  await owner.keyboard.press('Enter');
  await expect(form('Resolve').getByRole('textbox', { name: 'What proves that it is over?' })).toBeFocused();
  await owner.keyboard.type('Video plays **again**, everywhere.');
  await owner.keyboard.press('Tab');
  await owner.keyboard.type('2099-01-01 10:00');
  await owner.keyboard.press('Tab');
  // Refused where it stands.
  await expect(form('Resolve')).toContainText('This is still to come.');
  found.push(...(await violations(owner, 'resolving', 'main form')));
  await owner.keyboard.press('Shift+Tab');
  await owner.keyboard.type('now');
  // What was typed survives the page.
  await owner.reload();
  await expect(form('Resolve').getByRole('textbox', { name: 'What proves that it is over?' })).toHaveValue('Video plays **again**, everywhere.');
  await tabTo(owner, form('Resolve').getByRole('radio', { name: /^Everyone/ }));
  await owner.keyboard.press('Space');
  await tabTo(owner, form('Resolve').getByRole('button', { name: 'Resolve for everyone' }));
  await owner.keyboard.press('Enter');
  await expect(form('Resolve')).toHaveCount(0);
  await expect(bar).toBeFocused();
  await expect(reader.getByText('Video plays again, everywhere.')).toBeVisible();
  await expect(incidentPage(reader).fact('Peak')).toContainText('Major outage');

  await tabTo(owner, bar.getByRole('button', { name: 'Reopen' }));
  await owner.keyboard.press('Enter');
  await expect(form('Reopen')).toContainText('customers who read that it was over are told that it is back');
  await expect(form('Reopen').getByRole('textbox', { name: 'Which fix did not hold?' })).toBeFocused();
  await owner.keyboard.type('The second storage node is full as well.');
  await tabTo(owner, form('Reopen').getByRole('radio', { name: /^As when it ended/ }));
  await owner.keyboard.press('Space');
  await tabTo(owner, form('Reopen').getByRole('radio', { name: 'Everyone' }));
  await owner.keyboard.press('ArrowDown');
  await expect(form('Reopen').getByRole('radio', { name: 'Responders only' })).toBeChecked();
  found.push(...(await violations(owner, 'reopening', 'main form')));
  await owner.keyboard.press('Control+Enter');
  await expect(form('Reopen')).toHaveCount(0);
  await expect(owner.getByText('The second storage node is full as well.')).toBeVisible();
  await expect(incidentPage(reader).fact('Level')).toContainText('Major outage');
  await expect(bar).toContainText('Nobody has it');

  await tabTo(owner, bar.getByRole('button', { name: 'Correct times' }));
  await owner.keyboard.press('Enter');
  await expect(form('Correct times').getByRole('combobox')).toBeFocused();
  await owner.keyboard.press('ArrowUp');
  await expect(form('Correct times').getByRole('combobox')).toHaveValue('1');
  await expect(form('Correct times').getByRole('combobox')).toBeFocused();
  const began = form('Correct times').getByRole('textbox', { name: 'Began' });
  await tabTo(owner, began);
  const earlier = Date.now() - 45 * MINUTE;
  await owner.keyboard.type(typed(earlier));
  await expect(began).toHaveValue(typed(earlier));
  await tabTo(owner, form('Correct times').getByRole('textbox', { name: /^Why/ }));
  await owner.keyboard.type('The first failed request in the access log.');
  await tabTo(owner, form('Correct times').getByRole('radio', { name: /^Everyone/ }));
  await owner.keyboard.press('Space');
  found.push(...(await violations(owner, 'correcting', 'main form')));
  await owner.keyboard.press('Control+Enter');
  await expect(form('Correct times')).toHaveCount(0);
  await expect(incidentPage(reader).entries.filter({ hasText: 'The first failed request' })).toContainText(typed(earlier).slice(11));

  // Readers have what they were told, and nothing that writes.
  await expect(reader.getByText('The second storage node is full as well.')).toHaveCount(0);
  await expect(reader.getByRole('region', { name: 'Work on this incident' })).toHaveCount(0);
  await reader.goto(server.url);
  await expect(boardPage(reader).verdict).toHaveText('Nobody can watch video, anywhere');
  expect(found).toEqual([]);
});

test('on a phone every control of an incident is 44 px high, and nothing scrolls sideways', async ({ server, to, visit }) => {
  await setFire(to);
  await to.post('/incidents/fire/resolve', { scope: 'internal' });
  await to.post('/incidents', { incidentId: 'quiet', title: 'Uploads queue up', impacts: [{ componentId: 'live', level: 'partial_outage' }] });
  const phone = await visit(await server.ownerLink(), { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const small: string[] = [];
  const look = async (where: string): Promise<void> => {
    small.push(...(await misfits(phone)).map((words) => `${where}: ${words}`));
    const controls =
      '[aria-label="Work on this incident"] :is(button, summary), form > div > button, form label:has(input), form textarea, form select, form label + span > input, form label + input';
    for (const control of await phone.locator(controls).all()) {
      const { height, name } = await control.evaluate((element) => ({
        height: element.getBoundingClientRect().height,
        name: element.textContent || element.id,
      }));
      if (height > 0 && height < 44) small.push(`${where}: ${name} is ${height} px high`);
    }
  };
  await expect(phone.getByRole('button', { name: 'Take it' })).toBeVisible();
  await expect(phone.getByRole('button', { name: 'Tell them' })).toBeVisible();
  await expect(phone.getByRole('link', { name: 'Publish it' })).toBeVisible();
  for (const room of ['/', '/incidents']) {
    await phone.goto(`${server.url}${room}`);
    await expect(phone.getByRole('button', { name: 'Take it' })).toBeVisible();
    for (const name of ['Take it', 'Tell them']) {
      const box = await phone.getByRole('button', { name }).first().boundingBox();
      if ((box?.height ?? 0) < 44) small.push(`${room}: ${name} is ${box?.height} px high`);
    }
    small.push(...(await misfits(phone)).map((words) => `${room}: ${words}`));
  }
  for (const act of ['resolve', 'publish', 'dismiss', 'times']) {
    await phone.goto(`${server.url}/incidents/quiet?act=${act}`);
    await expect(phone.locator('form')).toBeVisible();
    await look(act);
  }
  await phone.goto(`${server.url}/incidents/fire?act=reopen`);
  await phone.getByRole('textbox', { name: 'Which fix did not hold?' }).fill('It is back.');
  await expect(phone.getByRole('group', { name: 'Who reads the words?' })).toBeVisible();
  await look('reopen');
  expect(small).toEqual([]);
});
