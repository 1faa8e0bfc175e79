import { expect, test } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import { api, defineSmallBoard } from '../fixtures/api.ts';
import { findFirefox, openFirefox } from '../fixtures/firefox.ts';
import { newOwnerLink } from '../fixtures/owner-link.ts';
import { startServer } from '../fixtures/start-server.ts';

const firefox = findFirefox();
test.skip(firefox === null, 'no Firefox was found: install it (Debian: apt-get install firefox-esr) or set FIREFOX_PATH');

const text = (page: Page, query: string) => () => page.$eval(query, (element) => element.textContent?.trim() ?? '').catch(() => '');
const claim = (page: Page) => expect.poll(text(page, '[role=status]'));

test('Firefox draws board, wall, incident and history, follows what is posted, and writes an update', async () => {
  const server = await startServer();
  const to = api(server);
  const browser = await openFirefox(firefox as string);
  try {
    await defineSmallBoard(to);
    const reader = await browser.visit(server.url);
    await claim(reader.page).toBe('Live');
    const wall = await browser.visit(`${server.url}/wall`);
    await claim(wall.page).toBe('live');
    await to.post('/incidents', {
      incidentId: 'fire',
      title: 'Live streams drop',
      scope: 'public',
      impacts: [{ componentId: 'live', level: 'major_outage', what: 'live streams drop' }],
    });
    await expect.poll(text(reader.page, 'h1')).toContain('live streams drop');
    await expect.poll(text(wall.page, '[data-scene] h1')).toContain('live streams drop');

    const writer = await browser.visit(await newOwnerLink(server));
    await claim(writer.page).toBe('Live');
    await writer.page.goto(`${server.url}/incidents/fire`);
    await claim(writer.page).toBe('Live');
    const words = 'form[aria-label="Write an update"] textarea';
    const write = async (line: string, audience: 'Internal' | 'Public') => {
      await writer.page.locator(`::-p-xpath(//form[@aria-label="Write an update"]//*[normalize-space(text())="${audience}"])`).click();
      await writer.page.locator(words).fill(line);
      await writer.page.focus(words);
      await writer.page.keyboard.down('Control');
      await writer.page.keyboard.press('Enter');
      await writer.page.keyboard.up('Control');
      await expect.poll(text(writer.page, '[role=tabpanel]')).toContain(line);
    };
    await write('The storage of ingest-2 is full.', 'Internal');
    await write('New streams start again; running ones recover by themselves.', 'Public');
    // It waits before it leaves.
    await expect.poll(text(writer.page, 'main')).toContain('Undo');
    await expect.poll(text(reader.page, 'main')).toContain('New streams start again');
    expect(await text(reader.page, 'main')()).not.toContain('storage');

    const past = await browser.visit(`${server.url}/history`);
    await claim(past.page).toBe('Live');
    await expect.poll(text(past.page, 'main')).toContain('Live streams drop');
    for (const { trouble } of [reader, wall, writer, past]) expect(await trouble()).toEqual([]);
  } finally {
    await browser.close();
    await server.dispose();
  }
});
