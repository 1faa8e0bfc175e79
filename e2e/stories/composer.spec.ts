import type { Page } from '@playwright/test';
import { startChaosProxy } from '../failures/chaos-proxy.ts';
import { type Api, defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { violations } from '../pages/axe.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';
import { focused, misfits } from '../pages/layout.ts';
import { picture } from '../pages/picture.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

const setFire = async (to: Api): Promise<void> => {
  await defineSmallBoard(to);
  await to.post('/incidents', {
    incidentId: 'fire',
    title: 'Live streams drop for some viewers',
    scope: 'public',
    impacts: [{ componentId: 'live', level: 'major_outage' }],
  });
  await to.post('/incidents/fire/updates', { scope: 'public', text: 'We are looking into it.' });
};

/** The form in which one writes, and what it has brought about. */
const composerOn = (page: Page) => {
  const form = page.getByRole('form', { name: 'Write an update' });
  return {
    form,
    words: form.getByRole('textbox', { name: /^What people see/ }),
    button: (name: string | RegExp) => form.getByRole('button', { name }),
    send: form.getByRole('button', { name: /^(Publish to everyone|Save)/ }),
    entry: (text: string) => incidentPage(page).timeline.getByRole('listitem').filter({ hasText: text }),
  };
};

/** Presses the key until the focus is on what has this name. */
const stepTo = async (page: Page, key: 'Tab' | 'Shift+Tab', name: RegExp): Promise<void> => {
  for (let n = 0; n < 40; n++) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (!name.test(now.name)) continue;
    expect(now.visible).toBe(true);
    return;
  }
  throw new Error(`no ${name} is reached by ${key}`);
};

test('by keyboard alone: an internal note, then words, phase, levels and the next update in one post that a reader sees', async ({
  server,
  to,
  visit,
}, info) => {
  await setFire(to);
  const page = await visit(await server.ownerLink());
  await page.goto(`${server.url}/incidents/fire`);
  const reader = await visit(`${server.url}/incidents/fire`);
  const { form, words, send, entry } = composerOn(page);
  await expect(send).toHaveText(/^Save internal note/);
  await page.keyboard.press('u');
  await expect(words).toBeFocused();
  await page.keyboard.type('212 streams moved from ingest-2.');
  await page.keyboard.press('Control+Enter');
  await expect(entry('212 streams moved')).toHaveCount(1);
  await expect(entry('212 streams moved')).toHaveAttribute('data-kind', 'internal');
  await expect(words).toHaveValue('');

  // Each of the next steps is one key away from the last.
  await stepTo(page, 'Shift+Tab', /^Public$/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await stepTo(page, 'Tab', /^in 15 m$/);
  await page.keyboard.press('Enter');
  await form.getByRole('radio', { name: 'Investigating' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await form.getByRole('combobox', { name: /^Live delivery, from Major outage to/ }).focus();
  await page.keyboard.type('Degr');
  await form.getByRole('combobox', { name: 'Another component' }).focus();
  await page.keyboard.type('Sign');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await form.getByRole('combobox', { name: 'Sign-in, level' }).focus();
  await page.keyboard.type('Part');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('u');
  await page.keyboard.type('Live streams hold again for **most** viewers.');
  await expect(form.getByRole('region', { name: 'Preview' }).locator('strong')).toHaveText('most');
  await expect(form).toContainText('Choose whether customers are told of the change.');
  await page.keyboard.press('Control+Enter');
  await expect(entry('Live streams hold again')).toHaveCount(0);
  await picture(page, info, 'composer');
  expect(await violations(page, 'composing', 'form[aria-label="Write an update"]')).toEqual([]);
  await form.getByRole('radio', { name: 'Tell customers' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');

  await expect(entry('Live streams hold again')).toHaveCount(1);
  await expect(words).toHaveValue('');
  await expect(reader.getByText('Live streams hold again for most viewers.')).toBeVisible();
  const read = incidentPage(reader);
  await expect(read.timeline).toContainText('Monitoring');
  await expect(read.timeline).toContainText(/Live delivery.*Major outage.*to.*Degraded performance/);
  await expect(read.timeline).toContainText(/Sign-in.*to.*Partial outage/);
  await expect(read.fact('Next update')).toContainText(/in 1\d m/);
  await expect(read.timeline).not.toContainText('212 streams');
  await expect(reader.getByRole('form')).toHaveCount(0);
  // One post, one moment.
  const { incident } = await to.get('/incidents/fire');
  const last = incident.entries.filter(({ recordedAt }: { recordedAt: number }) => recordedAt === incident.changedAt);
  expect(last.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['change', 'change', 'change', 'public']);
});

test('two change the phase: the second is told what happened, and gives way with every word kept', async ({ server, to, visit }, info) => {
  await setFire(to);
  const page = await visit(await server.ownerLink());
  await page.goto(`${server.url}/incidents/fire`);
  const { form, words, send, button, entry } = composerOn(page);
  await button('Public').click();
  await words.fill('Streams hold again since 09:41.');
  await form.getByText('Monitoring').click();
  await form.getByRole('radio', { name: 'Tell customers' }).check();
  await to.post('/incidents/fire/updates', { scope: 'public', phase: 'identified', text: 'Streams drop on the new nodes too.' });
  await expect(entry('Streams drop on the new nodes too.')).toHaveCount(1);
  await send.click();
  const refusal = form.getByRole('alert');
  await expect(refusal).toContainText('Not sent: the phase changed while you wrote.');
  await expect(refusal).toContainText('Streams drop on the new nodes too.');
  await expect(words).toHaveValue('Streams hold again since 09:41.');
  await picture(page, info, 'refused');
  expect(await violations(page, 'refused', 'form[aria-label="Write an update"]')).toEqual([]);
  await refusal.getByRole('button', { name: 'Stay at Identified, keep my words' }).click();
  await expect(entry('Streams hold again since 09:41.')).toHaveCount(1);
  await expect(entry('Streams hold again since 09:41.')).toContainText('Identified');
});

test('the network is lost while typing and while publishing: nothing is lost, nothing is there twice, and each moment says what is known', async ({
  server,
  to,
  visit,
}) => {
  await setFire(to);
  const proxy = await startChaosProxy(server.port);
  try {
    const page = await visit('about:blank');
    await page.goto(`${proxy.url}/${new URL(await server.ownerLink()).hash}`);
    await page.goto(`${proxy.url}/incidents/fire`);
    const { form, words, send, button, entry } = composerOn(page);
    await expect(incidentPage(page).claim).toHaveText('Live');
    await button('Public').click();
    await words.pressSequentially('Half a ');
    await page.context().setOffline(true);
    await words.pressSequentially('sentence, and the rest.');
    await expect(form).toContainText('Not connected. Your draft is kept.');
    await expect(send).toHaveAttribute('aria-disabled', 'true');
    await page.context().setOffline(false);
    await expect(send).toHaveAttribute('aria-disabled', 'false');

    // Sent into a network that has just gone.
    proxy.set('cut');
    await words.press('Control+Enter');
    await expect(entry('Half a sentence, and the rest.')).toContainText('no answer');
    await expect(words).toHaveValue('Half a sentence, and the rest.');
    proxy.set('pass');
    await expect(incidentPage(page).claim).toHaveText('Live');
    // The page is closed and opened again: what was on its way is still known.
    await page.reload();
    await expect(entry('Half a sentence, and the rest.')).toContainText('no answer');
    await entry('Half a sentence, and the rest.').getByRole('button', { name: 'Retry' }).click();
    await expect(entry('Half a sentence, and the rest.')).not.toContainText(/sending|no answer|recorded$/);
    await expect(entry('Half a sentence, and the rest.')).toHaveCount(1);
    await expect(words).toHaveValue('');

    // It arrives, and every answer is lost: the entry comes over the socket, and the draft goes with it.
    await page.route('**/updates', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await words.fill('Said once.');
    await words.press('Control+Enter');
    await expect(words).toHaveValue('');
    await expect(entry('Said once.')).toHaveCount(1);
    for (const text of ['Said once.', 'Half a sentence, and the rest.']) await expect(entry(text).locator('time')).toHaveCount(1);

    const { incident } = await to.get('/incidents/fire');
    const texts: string[] = incident.entries.map(({ text }: { text: string | null }) => text);
    expect(texts.filter((text) => text === 'Half a sentence, and the rest.')).toHaveLength(1);
    expect(texts.filter((text) => text === 'Said once.')).toHaveLength(1);
  } finally {
    await proxy.close();
  }
});

test('on a phone: one line until it is opened, everything within reach of a thumb, and the timeline on the first screen', async ({
  server,
  to,
  visit,
}, info) => {
  await setFire(to);
  const page = await visit(await server.ownerLink(), PHONE);
  await page.goto(`${server.url}/incidents/fire`);
  await expect(boardPage(page).claim).toHaveText('Live');
  const opener = page.getByRole('button', { name: /^Update/ });
  await expect(opener).toBeVisible();
  const { form, words, send, button, entry } = composerOn(page);
  await expect(form).toHaveCount(0);
  expect((await opener.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  const bar = (await opener.boundingBox())?.y ?? 0;
  const first = await incidentPage(page).entries.filter({ hasText: 'We are looking into it.' }).boundingBox();
  expect((first?.y ?? 0) + (first?.height ?? 0)).toBeLessThan(bar);
  await picture(page, info, 'phone-closed');

  await opener.tap();
  await button('Public').tap();
  await words.tap();
  await words.pressSequentially('If your stream dropped, restart it once.');
  // A keyboard takes half of the screen.
  await page.setViewportSize({ width: 390, height: 844 - 336 });
  const line = button(/levels stay/);
  for (const part of [words, line, send]) await expect(part).toBeInViewport({ ratio: 1 });
  await picture(page, info, 'phone-keyboard');
  await page.setViewportSize(PHONE.viewport);
  await line.tap();
  await form.getByText('Identified').tap();
  await form.getByRole('radio', { name: 'Tell customers' }).check();
  await button('in 15 m').tap();
  await picture(page, info, 'phone-open');
  expect(await misfits(page)).toEqual([]);
  expect(await violations(page, 'on a phone')).toEqual([]);
  const small = await form.evaluate((element) =>
    [...element.querySelectorAll('button, select, label:has(input), textarea')]
      .map((target) => ({ name: target.textContent, height: target.getBoundingClientRect().height }))
      .filter(({ height }) => height > 0 && height < 44),
  );
  expect(small).toEqual([]);
  const box = await send.boundingBox();
  expect(box?.width).toBeGreaterThan(340);
  await send.tap();
  await expect(entry('If your stream dropped')).toHaveCount(1);
  await expect(form).toHaveCount(0);
  await expect(opener).toBeVisible();
});
