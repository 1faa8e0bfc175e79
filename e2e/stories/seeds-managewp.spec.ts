import { expect, test } from '../fixtures/story.ts';
import { incidentPage } from '../pages/board-page.ts';
import { historyPage } from '../pages/history-page.ts';
import { impactRow, incidentAside } from '../pages/incident-aside.ts';
import { tooltipOf } from '../pages/time-tooltip.ts';

test('collaborators: two phases, called solved too early, back next morning, and no harm to anybody else', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/managewp-2017-08-11`);
  const incident = incidentPage(page);
  const aside = incidentAside(page);
  await expect(incident.title).toHaveText('Collaborators cannot sign in');
  await expect(page.getByText('Reopened 12 Aug 2017, 06:05 UTC')).toBeVisible();
  // The first end is known, the second is not, and the first was called too early.
  await expect(incident.timeline).toContainText('It was called solved, too early.');
  await expect(incident.entries.filter({ hasText: 'Phase Reopened' })).toHaveCount(1);
  await expect(page.getByText('at least 2h 45m')).toBeVisible();

  await expect(aside.doubt('Dates disagree')).toContainText('the heading is the day of the outage');
  await expect(aside.doubt('Dates disagree').getByRole('term')).toHaveCount(2);
  await expect(aside.doubt('Dates disagree')).toContainText('11 Aug 2017, 13:30 UTC');
  await expect(aside.doubt('Dates disagree')).toContainText('10 Aug 2017, 13:30 UTC');
  await expect(aside.doubt('A length without a start')).toContainText('11 Aug 2017, about 16:15 UTC');
  await expect(aside.doubt('A length without a start')).toContainText('11 Aug 2017, about 15:30 UTC');
  expect(await tooltipOf(aside.doubt('Dates disagree').getByRole('button', { name: '10 Aug 2017, 13:30 UTC' }))).toContain('As given: yesterday');

  await incident.tab(/^Customers/).click();
  await expect(impactRow(page, 'cannot sign in')).toContainText('Major outage');
  await expect(impactRow(page, 'cannot sign in')).toContainText('45 m');
  await expect(impactRow(page, 'cannot open their own account')).toContainText('Partial outage');
  await expect(impactRow(page, 'cannot open their own account')).toContainText('2 h 00 m');
  await expect(impactRow(page, 'cannot open their own account')).toContainText('Users who are also collaborators');
  await expect(impactRow(page, 'Some collaborators are signed out')).toContainText('12 Aug 2017, 06:05 UTC');
  await expect(impactRow(page, 'Regular users')).toContainText('Not affected');

  await expect(aside.actions).toContainText('2 open');
  await expect(aside.actions).toContainText('A guard that keeps badly configured servers from starting');
  await expect(aside.cause).toContainText('revised once');
});

test('signed out at random: heading and text name different days, the chain has five steps', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/managewp-2017-08-09`);
  const incident = incidentPage(page);
  const aside = incidentAside(page);
  await expect(incident.fact('Started')).toContainText('10 Aug 2017, 18:11 UTC');
  expect(await tooltipOf(incident.fact('Started').getByRole('button'))).toContain('August 10, 2017, between 18:11h (GMT)');
  await expect(aside.doubt('Dates disagree')).toContainText('9 Aug 2017');
  await expect(aside.cause.getByRole('listitem').getByRole('listitem')).toHaveCount(5);
  await expect(page.getByText('From 10 Aug 2017 18:11: Partial outage for 19 m.', { exact: true }).last()).toBeVisible();
  await expect(aside.impact).toContainText('Users who moved from the older product and signed on in that time');
  await expect(aside.actions).toContainText('2 settled');
});

test('the progress bar: known to the hour, half an hour of nothing, ninety minutes of errors', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/managewp-2017-07-20`);
  const incident = incidentPage(page);
  await expect(incident.fact('Started')).toContainText('20 Jul 2017, in the hour from 13:00 UTC');
  const words = await tooltipOf(incident.fact('Started').getByRole('button'));
  expect(words).toContain('Known to the hour');
  expect(words).toContain('July 20, 2017, between 13h');
  await incident.tab(/^Customers/).click();
  await expect(impactRow(page, 'error 502')).toContainText('Major outage');
  await expect(impactRow(page, 'error 502')).toContainText('30 m');
  await expect(impactRow(page, 'errors pop up')).toContainText('Degraded performance');
  await expect(impactRow(page, 'errors pop up')).toContainText('1 h 30 m');
});

test('4,200 websites: the fault is over, customers must still act', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/managewp-2017-04-15`);
  const incident = incidentPage(page);
  const aside = incidentAside(page);
  await expect(incident.fact('Started')).toHaveText(/11 Apr 2017/);
  expect(await tooltipOf(incident.fact('Started').getByRole('button'))).toContain('Only the day is known');
  await expect(page.getByText('end not known')).toBeVisible();
  await expect(page.getByText('Length not known')).toBeVisible();
  await expect(aside.impact).toContainText('4,200 websites');
  await expect(aside.guidance).toContainText('You must act');
  await expect(aside.guidance).toContainText('Reconnect website');
  await expect(aside.guidance).toContainText('over FTP');
  await expect(aside.doubt('Dates disagree').getByRole('term')).toHaveText(['heading', 'text']);
  await expect(aside.doubt('Dates disagree').getByRole('definition')).toHaveText([/15 Apr 2017/, /11 Apr 2017/]);
  await incident.tab(/^Postmortem/).click();
  await expect(page.getByRole('tabpanel', { name: 'Postmortem' }).getByRole('heading')).toHaveText(['What happened', 'How many were affected', 'Prevention']);
});

test('history finds all four by year, by component and by cause', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/history?year=2017`);
  const history = historyPage(page);
  await expect(history.count).toHaveText('4 incidents match');
  await history.window('All').click();
  await expect(history.dated).toHaveCount(4);
  await expect(history.undated).toHaveCount(0);
  await history.cause.selectOption('Capacity');
  await expect(history.count).toHaveText('1 incident match');
  await expect(history.dated).toContainText(['A new progress bar overloads our servers']);
  await page.goto(`${sample.url}/history`);
  // Two components are called Dashboard; the service tells them apart.
  await history.component.selectOption({ label: 'Dashboard (ManageWP)' });
  await expect(history.count).toHaveText('2 incidents match');
});
