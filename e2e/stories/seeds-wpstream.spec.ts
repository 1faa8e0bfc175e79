import { newOwnerLink } from '../fixtures/owner-link.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';
import { historyPage } from '../pages/history-page.ts';
import { impactRow, incidentAside } from '../pages/incident-aside.ts';
import { choose } from '../pages/settings.ts';
import { tooltipOf } from '../pages/time-tooltip.ts';

test('the first incident: three symptoms, a repair that hurt, and a fix that was declared complete', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/wpstream-1`);
  const incident = incidentPage(page);
  const aside = incidentAside(page);
  await expect(incident.title).toHaveText('Events cannot be started because the main database fails');

  // About: the precision is in the words, what was written one hover away, and the length is not claimed to the minute.
  const started = incident.fact('Started').getByRole('button');
  await expect(started).toHaveText('9 Mar 2021, about 15:20 UTC');
  const words = await tooltipOf(started);
  expect(words).toContain('As given: around 15:20 (UTC)');
  expect(words).toContain('Known roughly');
  expect(words).toContain('16:20 in Paris');
  await expect(page.getByText('about 1h 20m')).toBeVisible();

  await expect(aside.doubt('The year is inferred')).toContainText('2021 is the nearest year in which 9 March is a Tuesday');
  await expect(aside.doubt('An announced list is missing')).toContainText('so downtime counted here is a minimum');

  await expect(aside.cause).toContainText('revised once');
  await expect(aside.cause).toContainText('OAuth plugin, of which an older version');
  await expect(aside.cause).toContainText('Earlier: Suspected, database');
  await expect(aside.thirdParties).toContainText('authors of the OAuth plugin');
  await expect(aside.actions.getByRole('listitem').filter({ hasText: 'Adapt the newest OAuth plugin' })).toContainText('kept, did not hold');
  await expect(aside.actions.getByRole('listitem').filter({ hasText: 'Adapt the newest OAuth plugin' })).toContainText('up to 10 days');

  await incident.tab(/^Customers/).click();
  for (const what of [
    'cannot register or start events',
    'Some running events end',
    'Bandwidth use is not counted',
    'account area is down',
    'whole website is down',
  ])
    await expect(impactRow(page, what)).toContainText('About 25 % of customers');
  await expect(impactRow(page, 'Bandwidth use is not counted')).toContainText('figures wrong');
  await expect(impactRow(page, 'account area is down')).toContainText('caused by the repair');
  await expect(impactRow(page, 'whole website is down')).toContainText('caused by the repair');
  await expect(impactRow(page, 'whole website is down')).toContainText('some regions (not named)');
  await expect(impactRow(page, 'cannot register or start events')).not.toContainText('caused by the repair');
});

test('the second incident came back from the first, undated but with its hour and its length', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/wpstream-2`);
  const incident = incidentPage(page);
  const aside = incidentAside(page);
  await expect(incident.fact('Started')).toHaveText(/08:09 UTC, date unknown/);
  expect(await tooltipOf(incident.fact('Started').getByRole('button'))).toContain('As given: 8:09 GMT');
  await expect(incident.timeline).toContainText('No dates were given. Entries stand in the order they were told.');

  await expect(aside.before).toContainText('came back');
  await expect(aside.before).toContainText('The fix declared then did not hold.');
  // A date known only to three weeks is not shown as one day.
  await expect(aside.doubt('No date was given')).toContainText("in March, by a customer's words");
  await expect(aside.doubt('No date was given')).toContainText('9 Mar 2021 to 31 Mar 2021');
  await expect(aside.doubt('Only the length is known')).toContainText('about 30 minutes');
  await expect(aside.actions).toContainText('5 open');
  for (const promise of [
    'Go back to the authors',
    'Examine everything that contributed',
    'Sign people in by another plugin',
    'Separate the website from streaming',
    'list of last year',
  ])
    await expect(aside.actions.getByRole('listitem').filter({ hasText: promise })).toBeVisible();
  await expect(aside.actions.getByRole('listitem').filter({ hasText: 'Go back to the authors' })).toContainText('the next few days');
  await expect(incident.timeline).toContainText('the contract guarantees 99.9 %');

  await aside.before.getByRole('link').click();
  await expect(incident.title).toHaveText('Events cannot be started because the main database fails');
});

test('what a customer spends is for the owner alone', async ({ sample, visit }) => {
  const SPEND = /5000 dollars/;
  const url = `${sample.url}/incidents/wpstream-2`;
  const visitor = await visit(url);
  await expect(incidentPage(visitor).timeline).toContainText('It is back.');
  await expect(visitor.getByText(SPEND)).toHaveCount(0);
  for (const path of ['/api/v1/incidents/wpstream-2', '/api/v1/incidents/wpstream-2/events', '/api/v1/incidents?text=dollars', '/api/v1/board']) {
    const answer = await fetch(`${sample.url}${path}`);
    expect(await answer.text()).not.toMatch(/dollar/);
  }

  const owner = await visit(await newOwnerLink(sample));
  await expect(owner.getByRole('link', { name: /^Report an incident/ }).first()).toBeVisible();
  await owner.goto(url);
  const note = incidentPage(owner).entries.filter({ hasText: SPEND });
  await expect(note).toContainText('Internal');
  await expect(note).toContainText('hit a live client event badly');
  await choose(owner, /Show what customers see/);
  await expect(incidentPage(owner).timeline).toContainText('It is back.');
  await expect(owner.getByText(SPEND)).toHaveCount(0);
});

test('both are found again: by component, by cause, by year, by words', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/history`);
  const history = historyPage(page);
  await history.component.selectOption('wpstream-events');
  await expect(history.count).toHaveText('2 incidents match');
  await expect(history.dated).toHaveCount(1);
  await expect(history.undated).toHaveCount(1);
  await expect(history.undated.first()).toContainText('Came back');
  await history.year.selectOption('2021');
  await expect(history.count).toHaveText('1 incident match');
  await expect(history.dated.first()).toContainText('Events cannot be started');

  await page.goto(`${sample.url}/history`);
  await history.words.fill('OAuth');
  await history.search.click();
  await expect(history.count).toHaveText('2 incidents match');
});

test('the board says that its past is incomplete, and what was promised', async ({ sample, visit }) => {
  const page = await visit(sample.url);
  const board = boardPage(page);
  await expect(board.component('Event registration')).toContainText('incomplete');
  await expect(board.component('Website').first()).not.toContainText('incomplete');
  await expect(page.getByText('Past outages whose date or length nobody wrote down are not in this figure.')).toBeVisible();
  const due = page.getByRole('region', { name: /^Due next/ });
  await due.getByText(/promises without a date$/).click();
  await due.getByText(/older promises are late$/).click();
  expect(await due.getByRole('listitem').count()).toBeGreaterThanOrEqual(20);
});
