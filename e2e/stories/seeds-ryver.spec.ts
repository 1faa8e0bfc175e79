import { expect, test } from '../fixtures/story.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';
import { historyPage } from '../pages/history-page.ts';
import { impactRow, incidentAside } from '../pages/incident-aside.ts';
import { choose } from '../pages/settings.ts';
import { tooltipOf } from '../pages/time-tooltip.ts';

test('the first: a morning without hours, some customers, a safeguard that did nothing', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/ryver-2016-05-11`);
  const incident = incidentPage(page);
  const aside = incidentAside(page);
  await expect(incident.fact('Started')).toContainText('morning of 11 May 2016');
  const words = await tooltipOf(incident.fact('Started').getByRole('button'));
  expect(words).toContain('As given: morning of May 11');
  expect(words).toContain('Only the part of the day is known');
  await expect(page.getByText('end not known')).toBeVisible();
  await expect(aside.doubt('The year is inferred')).toContainText('the heading of the article (2016) supplies it');
  await expect(aside.impact).toContainText('Some customers');
  await expect(aside.actions).toContainText('3 settled');
  await incident.tab(/^Customers/).click();
  await expect(impactRow(page, 'Chat connects only now and then')).toContainText('on and off');
});

test('the second: the guard locked up, posts went on, and the zone is doubtful', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/ryver-2016-05-20`);
  const incident = incidentPage(page);
  const aside = incidentAside(page);
  await expect(incident.fact('Started')).toContainText('20 May 2016, about 12:43 UTC');
  expect(await tooltipOf(incident.fact('Started').getByRole('button'))).toContain('As given: Around 4:43am PST');
  await expect(page.getByText('about 3h 30m')).toBeVisible();
  await expect(aside.doubt('The time zone is doubtful').getByRole('definition')).toHaveText([/20 May 2016, about 12:43 UTC/, /20 May 2016, about 11:43 UTC/]);
  await expect(aside.doubt('The time zone is doubtful').getByRole('term')).toHaveText([/UTC-8/, /UTC-7/]);
  // Another fault of the same library: related, and no recurrence.
  await expect(aside.before).toContainText('related');
  await expect(aside.before).toContainText('The same library, another fault');
  await expect(aside.before).not.toContainText('did not hold');
  await expect(aside.before.getByRole('link')).toContainText('Some customers lose their chat connection');
  await expect(aside.thirdParties).toContainText('A code library (not named)');

  await incident.tab(/^Customers/).click();
  for (const what of ['Nobody can chat', 'No live notices', 'The safeguard is locked']) await expect(impactRow(page, what)).toContainText('3 h 30 m');
  await expect(impactRow(page, 'posts and comments work')).toContainText('Not affected');
  await incident.tab(/^Actions/).click();
  for (const promise of ['Self-recovery', 'A public status page', 'Tell customers sooner'])
    await expect(
      page
        .getByRole('tabpanel', { name: /^Actions/ })
        .getByRole('listitem')
        .filter({ hasText: promise }),
    ).not.toContainText('kept');
  await expect(
    page
      .getByRole('tabpanel', { name: /^Actions/ })
      .getByRole('listitem')
      .filter({ hasText: 'A second layer' }),
  ).toContainText('kept');
});

test('its hour in two zones: the leading one is a choice, the other stays beside it', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/ryver-2016-05-20`);
  const incident = incidentPage(page);
  await choose(page, /Paris, as this device/);
  await expect(incident.fact('Started')).toContainText('20 May 2016, about 14:43 Paris');
  const words = await tooltipOf(incident.fact('Started').getByRole('button'));
  expect(words).toContain('12:43 in UTC');
  expect(words).toContain('Around 4:43am PST');
  await page.reload();
  await expect(incident.fact('Started')).toContainText('14:43 Paris');
  await choose(page, 'UTC');
  await expect(incident.fact('Started')).toContainText('12:43 UTC');
});

test('the guard is a component with a status of its own, and both are in its history', async ({ sample, visit }) => {
  const page = await visit(sample.url);
  await expect(boardPage(page).component('Connection safeguard')).toContainText('Operational');
  await boardPage(page).component('Connection safeguard').getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Connection safeguard/);
  await page.goto(`${sample.url}/history`);
  const history = historyPage(page);
  await history.component.selectOption('ryver-safeguard');
  await expect(history.count).toHaveText('2 incidents match');
  await history.words.fill('locked');
  await history.search.click();
  await expect(history.count).toHaveText('1 incident match');
});
