import type { Page } from '@playwright/test';
import { api, defineSmallBoard } from '../fixtures/api.ts';
import { newOwnerLink, printedOwnerLink } from '../fixtures/owner-link.ts';
import { startServer } from '../fixtures/start-server.ts';
import { expect, test } from '../fixtures/story.ts';
import { violations } from '../pages/axe.ts';
import { incidentPage } from '../pages/board-page.ts';

const PATH = '/incidents/fire';
const deskOf = (page: Page) => {
  const form = page.getByRole('form', { name: 'Write an update' });
  const { timeline } = incidentPage(page);
  return {
    form,
    words: form.getByRole('textbox', { name: /^What people see/ }),
    waiting: timeline.getByRole('listitem').filter({ hasText: 'leaves in' }),
    undo: timeline.getByRole('button', { name: 'Undo' }),
    back: timeline.getByRole('button', { name: 'Back into the composer' }),
    write: async (text: string) => {
      await form.getByRole('button', { name: 'Public', exact: true }).click();
      await form.getByRole('textbox', { name: /^What people see/ }).fill(text);
    },
  };
};

test('others see who is writing; while it waits nothing has left: another undoes it, its author has it back, and a killed server loses none of it', async ({
  visit,
}) => {
  // Long enough for all that is looked at while it waits, on any machine.
  let server = await startServer({ env: { HOLD_SECONDS: '60' } });
  try {
    const to = api(server);
    await defineSmallBoard(to);
    await to.post(PATH.replace('/fire', ''), {
      incidentId: 'fire',
      title: 'Live streams drop',
      scope: 'public',
      impacts: [{ componentId: 'live', level: 'major_outage' }],
    });
    const [author, other] = [await visit(printedOwnerLink(server)), await visit(await newOwnerLink(server))];
    const reader = await visit(`${server.url}${PATH}`);
    for (const page of [author, other]) await page.goto(`${server.url}${PATH}`);
    const [mine, theirs] = [deskOf(author), deskOf(other)];
    /** What anybody outside can get. */
    const outside = async () => {
      const texts = ['/api/v1/board', `/api/v1${PATH}`, `/api/v1${PATH}/events`].map(async (path) => (await fetch(`${server.url}${path}`)).text());
      return (await Promise.all([...texts, reader.locator('body').textContent()])).join();
    };

    await mine.write('Fixed on all nodes.');
    await expect(incidentPage(other).timeline).toContainText('Owner is writing a public update');
    await expect(incidentPage(author).timeline).not.toContainText('is writing');
    await author.keyboard.press('Control+Enter');
    await expect(theirs.waiting).toContainText('Fixed on all nodes.');
    await expect(mine.words).toHaveValue('');
    expect(await violations(other, 'a post that waits', '[role=tabpanel]')).toEqual([]);
    expect(await outside()).not.toContain('Fixed on all nodes.');
    // The composer of whoever undoes it takes the words, unless it holds others.
    await theirs.words.fill('Wait, EU still drops.');
    await theirs.undo.click();
    await expect(mine.waiting).toHaveCount(0);
    await mine.back.click();
    await expect(mine.words).toHaveValue('Fixed on all nodes.');
    await expect(theirs.back).toHaveCount(0);
    await expect(theirs.words).toHaveValue('Wait, EU still drops.');

    await server.kill();
    server = await server.restart({ env: { HOLD_SECONDS: '15' } });
    await mine.words.fill('Fixed on most nodes.');
    await expect(mine.form.getByRole('button', { name: /^Publish/ })).toHaveAttribute('aria-disabled', 'false');
    await author.keyboard.press('Control+Enter');
    await expect(mine.waiting).toContainText('Fixed on most nodes.');
    await server.kill('SIGKILL');
    server = await server.restart();
    await expect(incidentPage(reader).timeline).toContainText('Fixed on most nodes.');
    await expect(incidentPage(reader).timeline).not.toContainText('Fixed on all nodes.');
    await expect(mine.waiting).toHaveCount(0);
  } finally {
    await server.dispose();
  }
});
