import type { Locator, Page } from '@playwright/test';
import { defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { violations } from '../pages/axe.ts';
import { incidentPage } from '../pages/board-page.ts';
import { focused, misfits } from '../pages/layout.ts';
import { picture } from '../pages/picture.ts';

const ENTRIES = 'li[data-kind]';

/** One entry by its words, and what can be done with it. */
const entryOf = (page: Page, words: string | RegExp) => {
  const row = incidentPage(page).timeline.locator('li[data-kind]').filter({ hasText: words });
  const form = (name: string): Locator => row.getByRole('region', { name });
  return {
    row,
    more: row.getByRole('button', { name: /^More about this entry/ }),
    act: (name: string): Locator => row.getByRole('button', { name, exact: true }),
    form,
    field: (inForm: string, name: string): Locator => form(inForm).getByRole('textbox', { name }),
  };
};

test('entries are worked in place: amended, published, retracted and told of an earlier time; read in peace, narrowed and linked to', async ({
  server,
  to,
  visit,
}, info) => {
  await defineSmallBoard(to);
  await to.post('/incidents', { incidentId: 'fire', title: 'Video is down', scope: 'public', impacts: [{ componentId: 'vod', level: 'major_outage' }] });
  const say = (updateId: string, text: string, scope: 'public' | 'internal') => to.post('/incidents/fire/updates', { updateId, text, scope });
  await say('seen', 'Nobody can watch video. We are looking for the cause.', 'public');
  await say('disk', 'The disk of store-3 is full.', 'internal');
  await say('wrong', 'Live streams are down too.', 'public');
  const page = await visit(await server.ownerLink(), { viewport: { width: 1440, height: 1100 } });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${server.url}/incidents/fire`);
  const reader = await visit(`${server.url}/incidents/fire`);
  const found: string[] = [];

  // Amended by keys alone, with the difference in sight.
  const seen = entryOf(page, 'watch video');
  await seen.more.focus();
  expect((await focused(page)).visible).toBe(true);
  await page.keyboard.press('Enter');
  await seen.act('Amend').focus();
  await page.keyboard.press('Enter');
  await expect(seen.field('Amend', 'The words')).toBeFocused();
  await seen.field('Amend', 'The words').fill('Hardly anybody can watch video. We are looking for the cause.');
  await expect(seen.form('What changes').locator('ins')).toHaveText('Hardly anybody');
  await picture(page, info, 'amend-light');
  found.push(...(await violations(page, 'amending', ENTRIES)));
  await picture(page, info, 'amend-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.keyboard.press('Control+Enter');
  await expect(seen.form('Amend')).toHaveCount(0);
  await expect(seen.more).toBeFocused();
  await expect(seen.row.locator('del')).toHaveText('Nobody');
  await expect(entryOf(reader, 'watch video').row).toContainText('Hardly anybody can watch video.');

  // Published in other words.
  const disk = entryOf(page, /disk/);
  await disk.more.click();
  await disk.act('Publish').click();
  await disk.field('Publish this entry', 'Words that everyone reads').fill('A **disk** is full.');
  await disk.form('Publish this entry').getByRole('button', { name: 'Publish to everyone' }).click();
  await expect(entryOf(reader, 'A disk is full.').row).toBeVisible();
  await expect(reader.getByText('store-3')).toHaveCount(0);

  // Retracted, with a reason for everyone.
  const wrong = entryOf(page, 'Live streams');
  await wrong.more.click();
  await wrong.act('Retract').click();
  await wrong.field('Retract', 'Why?').fill('The probe of live streams was misread');
  await wrong.form('Retract').getByRole('radio', { name: 'Everyone' }).check();
  await picture(page, info, 'retract-light');
  found.push(...(await violations(page, 'retracting', ENTRIES)));
  await page.emulateMedia({ colorScheme: 'light' });
  await wrong.form('Retract').getByRole('button', { name: 'Retract for everyone' }).click();
  await expect(wrong.row.locator('del').filter({ hasText: 'Live streams are down too.' })).toBeVisible();
  await expect(incidentPage(reader).timeline).toContainText(/Retracted \d\d:\d\d.*: The probe of live streams was misread/);
  await expect(incidentPage(reader).timeline).not.toContainText('Live streams are down too.');

  // What happened earlier stands at its time.
  const write = page.getByRole('form', { name: 'Write an update' });
  await write.getByRole('textbox', { name: /^What people see/ }).fill('Called infrastructure, joined 18 minutes later.');
  await write.getByRole('button', { name: 'Happened earlier' }).click();
  const early = new Date(Date.now() - 3 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  await page.keyboard.type(early);
  await picture(page, info, 'earlier-light');
  found.push(...(await violations(page, 'happened earlier', 'form[aria-label="Write an update"]')));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.keyboard.press('Control+Enter');
  const called = entryOf(page, 'Called infrastructure');
  await expect(called.row).toContainText(early.slice(11));
  await expect(called.row).toContainText('Recorded');
  await expect(incidentPage(page).timeline.locator('li[data-kind]').last()).toContainText('Called infrastructure');

  // Read in peace.
  await page.getByRole('button', { name: 'Freeze' }).click();
  await say('late', 'Half of the videos play again.', 'public');
  await expect(entryOf(reader, 'Half of the videos').row).toBeVisible();
  await expect(page.getByRole('button', { name: '1 new entry' })).toBeVisible();
  await expect(entryOf(page, 'Half of the videos').row).toHaveCount(0);
  await page.getByRole('button', { name: '1 new entry' }).click();
  await expect(entryOf(page, 'Half of the videos').row).toBeVisible();

  // Narrowed, which the address says.
  await page.getByRole('combobox', { name: 'Show' }).selectOption('What stays inside');
  await expect(page).toHaveURL(/show=internal/);
  await page.reload();
  await expect(called.row).toBeVisible();
  await expect(seen.row).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Show' }).selectOption('Show all kinds');

  // The link of an entry leads a stranger's phone to it.
  await seen.more.click();
  await seen.act('Copy link').click();
  await expect(seen.act('Link copied')).toBeVisible();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toBe(`${server.url}/incidents/fire#entry-seen`);
  await picture(page, info, 'timeline-light');
  found.push(...(await violations(page, 'the timeline', ENTRIES)));
  await picture(page, info, 'timeline-dark');
  await page.context().clearPermissions();
  const phone = await visit(address, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const linked = entryOf(phone, 'watch video');
  await expect(linked.row).toBeFocused();
  await expect(linked.row).toBeInViewport();
  await picture(phone, info, 'linked-phone-light');
  await linked.more.tap();
  for (const control of [linked.more, linked.act('Copy link')]) {
    const box = await control.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
  await expect(linked.act('Amend')).toHaveCount(0);
  found.push(...(await violations(phone, 'linked, on a phone')), ...(await misfits(phone)));
  await picture(phone, info, 'linked-phone-dark');
  expect(found).toEqual([]);
});

test('on a phone an entry is amended in the lower half, with nothing lost when it is closed', async ({ server, to, visit }, info) => {
  await defineSmallBoard(to);
  await to.post('/incidents', { incidentId: 'fire', title: 'Video is down', scope: 'public', impacts: [{ componentId: 'vod', level: 'major_outage' }] });
  await to.post('/incidents/fire/updates', { updateId: 'seen', text: 'Nobody can watch video.', scope: 'public' });
  const page = await visit(await server.ownerLink(), { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.goto(`${server.url}/incidents/fire`);
  const seen = entryOf(page, 'watch video');
  await seen.more.tap();
  await seen.act('Amend').tap();
  await seen.field('Amend', 'The words').fill('Hardly anybody can watch video.');
  const box = await seen.form('Amend').boundingBox();
  expect(box === null ? 0 : box.y + box.height).toBeGreaterThan(844 / 2);
  await picture(page, info, 'amend-phone-light');
  const found = [...(await violations(page, 'amending, on a phone', ENTRIES)), ...(await misfits(page))];
  await picture(page, info, 'amend-phone-dark');
  await seen.form('Amend').getByRole('button', { name: 'Cancel' }).tap();
  await page.reload();
  await seen.more.tap();
  await seen.act('Amend').tap();
  await expect(seen.field('Amend', 'The words')).toHaveValue('Hardly anybody can watch video.');
  await seen.form('Amend').getByRole('button', { name: 'Amend for everyone' }).tap();
  await expect(seen.form('Amend')).toHaveCount(0);
  await expect(seen.row.locator('del')).toHaveText('Nobody');
  expect(found).toEqual([]);
});
