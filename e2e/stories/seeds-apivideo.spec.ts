import { newOwnerLink } from '../fixtures/owner-link.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';
import { historyPage } from '../pages/history-page.ts';
import { impactRow, incidentAside } from '../pages/incident-aside.ts';
import { tooltipOf } from '../pages/time-tooltip.ts';

const ENTRIES: readonly (readonly [string, string])[] = [
  ['21:00', 'The domains of PerfOps'],
  ['06:00', 'Support staff notice'],
  ['06:20', 'the case goes to the CTO'],
  ['06:25', 'Diagnosis starts'],
  ['06:42', 'The infrastructure team is called'],
  ['07:00', 'DNS records are being pointed straight at our own hosts'],
  ['08:00', 'The wrong records'],
  ['08:20', 'Called solved and closed'],
  ['10:00', 'Live customers report dropping streams'],
  ['10:07', 'The workaround rests on one ingest server'],
  ['10:10', 'Load balancing between all ingest nodes'],
  ['10:12', 'some customers are moved'],
  ['10:25', 'Balancing is up'],
  ['10:30', 'Live customers are well'],
];
const SECTIONS = [
  'Incident summary',
  'Leadup',
  'Fault',
  'Impact',
  'Detection',
  'Response',
  'Recovery',
  'Timeline',
  'Root cause',
  'Backlog check',
  'Recurrence',
  'Lesson learned',
  'Corrective actions',
];

test('the great outage: fourteen entries in order, closed, reopened, and nine hours in which nobody saw it', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/apivideo-28`);
  const incident = incidentPage(page);
  const aside = incidentAside(page);
  await expect(incident.fact('Started')).toContainText('8 Oct 2020, about 21:00 UTC');
  expect(await tooltipOf(incident.fact('Started').getByRole('button'))).toContain('October 8, 2020 at approximately 21:00 UTC');
  await expect(incident.fact('Detection lag')).toContainText('9 h 00 m');
  await expect(incident.fact('Noticed by')).toContainText('every check was green, none went end to end');
  await expect(page.getByText('Reopened 9 Oct 2020, 10:00 UTC')).toBeVisible();

  await page.getByRole('button', { name: 'Newest first' }).click();
  await page.getByRole('combobox', { name: 'Show' }).selectOption('Facts');
  const facts = incident.entries.filter({ hasText: 'Fact' });
  await expect(facts).toHaveCount(14);
  for (const [index, [clock, words]] of ENTRIES.entries()) {
    await expect(facts.nth(index)).toContainText(clock);
    await expect(facts.nth(index)).toContainText(words);
  }
  // The change of the day between 21:00 and 06:00 is drawn, and said to be inferred.
  await expect(incident.timeline.getByText('Thu 8 Oct 2020')).toBeVisible();
  await expect(incident.timeline.getByText('Fri 9 Oct 2020')).toBeVisible();
  await expect(aside.doubt('Dates disagree')).toContainText('is inferred');
  await page.getByRole('combobox', { name: 'Show' }).selectOption('Public updates');
  await expect(incident.entries.filter({ hasText: 'Public' })).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Show' }).selectOption('Changes');
  await expect(incident.entries.filter({ hasText: 'Phase Resolved' })).toHaveCount(2);
  await expect(incident.entries.filter({ hasText: 'Phase Reopened' })).toHaveCount(1);

  await expect(aside.doubts).toContainText('The source contradicts itself');
  await expect(aside.doubt('06:30').getByRole('definition')).toHaveText([/9 Oct 2020, 06:30 UTC/, /9 Oct 2020, 06:25 UTC/]);
  await expect(aside.doubt('10:30').getByRole('definition')).toHaveText([/9 Oct 2020, 08:20 UTC/, /9 Oct 2020, 10:30 UTC/]);
  await expect(aside.doubt('The year is inferred')).toContainText('five of the six actions');
  for (const party of ['PerfOps', 'NSOne', 'GoDaddy', 'CDNetworks'])
    await expect(aside.thirdParties.getByRole('listitem').filter({ hasText: party }).first()).toBeVisible();
  await expect(aside.cause).toContainText('revised 2 times');
  await expect(aside.cause).toContainText('Earlier: Known, DNS, third party');

  await incident.tab(/^Customers/).click();
  await expect(impactRow(page, 'Nobody can watch video')).toContainText('All users');
  await expect(impactRow(page, 'Live streams drop and come back')).toContainText('caused by the repair');
});

test('its thirteen sections and its arithmetic: 680 and 810 minutes, believed well for 100, six late actions', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/apivideo-28?tab=postmortem`);
  const incident = incidentPage(page);
  const aside = incidentAside(page);
  await expect(page.getByRole('article').getByRole('heading', { level: 2 })).toHaveText(SECTIONS);
  await expect(page.getByRole('article').getByRole('region', { name: 'Root cause' }).getByRole('listitem')).toHaveCount(7);
  await expect(page.getByRole('article').getByRole('region', { name: 'Backlog check' }).getByRole('listitem')).toHaveCount(4);
  await expect(aside.figure('Lasted, at first')).toHaveText('about 11 h 20 m');
  await expect(aside.figure('From beginning to end')).toHaveText('about 13 h 30 m');
  await expect(aside.figure('Believed well between')).toHaveText('1 h 40 m');
  await expect(aside.figure('Lasted, after reopening')).toHaveText('30 m');
  await expect(aside.figure('Detection lag')).toHaveText('about 9 h 00 m');

  await incident.tab(/^Actions 6/).click();
  const actions = page.getByRole('tabpanel', { name: /^Actions/ }).getByRole('listitem');
  await expect(actions).toHaveCount(6);
  // Overdue first, then by date; a quarter stays a quarter.
  await expect(actions).toContainText([
    'Replace PerfOps',
    'Internal DNS',
    /Test end to end|on-call rota/,
    /Test end to end|on-call rota/,
    'Rework the internal clusters',
    'More than one DNS provider',
  ]);
  await expect(actions.first()).toContainText('13 Oct 2020');
  await expect(actions.last()).toContainText('2021 Q1');
  await expect(actions.filter({ hasText: 'planned before' })).toHaveCount(4);
  expect(await tooltipOf(actions.first().getByRole('button'))).toContain('As given: October 13');
  for (const action of await actions.all()) await expect(action).toContainText(/\d+ (d|years) late/);
});

test('how long it took to be taken up is for the team, and a reopening does not forget it', async ({ sample, visit }) => {
  const owner = await visit(await newOwnerLink(sample));
  await expect(owner.getByRole('link', { name: /^Report an incident/ }).first()).toBeVisible();
  await owner.goto(`${sample.url}/incidents/apivideo-28`);
  await expect(incidentPage(owner).fact('To be taken up')).toContainText('20 m');
});

test('undated reports: clock times without a day, lengths across midnight, zones as written', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/apivideo-15`);
  const incident = incidentPage(page);
  const aside = incidentAside(page);
  await expect(incident.fact('Started')).toContainText('21:03 UTC, date unknown');
  expect(await tooltipOf(incident.fact('Started').getByRole('button'))).toContain('March 4th, at 10:03 p.m. GMT +1 (GMT+1)');
  await expect(page.getByText('3h 22m', { exact: true })).toBeVisible();
  await expect(aside.doubt('The end has no time zone')).toContainText('3 h 22 min apart');

  await page.goto(`${sample.url}/incidents/apivideo-13`);
  await expect(page.getByText('1h 09m', { exact: true })).toBeVisible();
  expect(await tooltipOf(incident.fact('Started').getByRole('button'))).toContain('September 29th between 17:24pm (GMT+2)');
  await expect(aside.doubt('The words allow two readings')).toContainText('carry "pm" as well');
  await expect(aside.doubt('The year is inferred')).toContainText('No year is assumed');

  await page.goto(`${sample.url}/incidents/apivideo-17`);
  await expect(aside.doubt('The words allow two readings')).toContainText('Read here as everyone');
  await page.goto(`${sample.url}/incidents/apivideo-20`);
  await expect(aside.doubt('The words allow two readings')).toContainText('Canada or for California');
  await page.goto(`${sample.url}/incidents/apivideo-10`);
  await expect(aside.doubt('The words allow two readings')).toContainText('still being sought');
  await incident.tab(/^Customers/).click();
  await expect(impactRow(page, 'Earlier videos play normally')).toContainText('Not affected');
});

test('a provider with a status page, an analysis that is promised, a part back before the whole', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/apivideo-03`);
  const incident = incidentPage(page);
  const aside = incidentAside(page);
  await expect(aside.thirdParties.getByRole('link', { name: 'Status page' })).toHaveAttribute('href', 'https://status.gcore.com');
  await expect(aside.thirdParties).toContainText('Gcore');
  await expect(aside.actions).toContainText("Pass on Gcore's own analysis of the cause");
  expect(await tooltipOf(incident.fact('Started').getByRole('button'))).toContain('approximately 10:00 GMT+2');
  await incident.tab(/^Customers/).click();
  await expect(impactRow(page, 'API slow or out of reach')).toContainText('38 m');
  await expect(impactRow(page, 'API partly back')).toContainText('31 m');
  await expect(impactRow(page, 'API partly back')).toContainText('slow, but working');
});

test('modes that are neither up nor down: read-only, slow, late, wrong, cosmetic, and what was not hurt', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/incidents/apivideo-22?tab=customers`);
  const aside = incidentAside(page);
  await expect(impactRow(page, 'accepts no changes')).toContainText('read-only');
  await expect(impactRow(page, 'accepts no changes')).toContainText('Under maintenance');
  await expect(impactRow(page, 'Older videos may play badly')).toContainText('Videos uploaded before 3 June');
  await expect(impactRow(page, 'Newer videos play normally')).toContainText('Not affected');
  await expect(aside.cause).toContainText('revised 2 times');
  await expect(aside.cause).toContainText('The Redis cluster.');
  await expect(aside.cause).toContainText('Access to the storage.');
  for (const [id, what, words] of [
    ['apivideo-25', 'Videos play slowly', 'slow, but working'],
    ['apivideo-25', 'Videos play slowly', 'caused by the repair'],
    ['apivideo-25', 'Videos play slowly', 'Europe'],
    ['apivideo-05', 'arrive late', 'data delayed, not lost'],
    ['apivideo-17', 'Usage figures', 'figures wrong'],
    ['apivideo-09', 'Squares instead of button', 'looks wrong, works'],
    ['apivideo-23', 'Live streams play in other players', 'Not affected'],
  ] as const) {
    await page.goto(`${sample.url}/incidents/${id}?tab=customers`);
    await expect(impactRow(page, what)).toContainText(words);
  }
  await page.goto(`${sample.url}/incidents/apivideo-08`);
  await expect(aside.guidance).toContainText('Workaround');
  await expect(aside.guidance).toContainText('Ask the API for the video object');
});

test('two reports with one title are two incidents; one follows another, and that is inferred', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/history`);
  const history = historyPage(page);
  await history.words.fill('Video delivery degraded');
  await history.search.click();
  await expect(history.count).toHaveText('2 incidents match');
  await expect(history.undated).toHaveCount(2);
  await history.undated.first().click();
  await expect(page).toHaveURL(/apivideo-24/);
  await page.goto(`${sample.url}/incidents/apivideo-26`);
  const { before, thirdParties } = incidentAside(page);
  await expect(before).toContainText('follows');
  await expect(before).toContainText('Inferred, not stated.');
  await expect(before.getByRole('link')).toContainText('Assets are not delivered reliably');
  await expect(thirdParties).toContainText('2ndQuadrant/EDB');
});

test('history: 36 incidents, 28 of them undated and in a list of their own', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/history`);
  const history = historyPage(page);
  await expect(history.count).toHaveText('36 incidents');
  await expect(history.undated).toHaveCount(28);
  await history.window('All').click();
  await expect(history.dated).toHaveCount(8);
  await history.year.selectOption('undated');
  await expect(history.count).toHaveText('28 incidents match');
  await expect(history.dated).toHaveCount(0);
  await page.goto(`${sample.url}/history?year=undated`);
  await history.cause.selectOption('DNS');
  await expect(history.count).toHaveText('1 incident match');
  await expect(history.undated).toContainText(['Usage figures in the dashboard are wrong']);
});

test('history finds the great outage by any of its causes that is not ruled out, DNS among them', async ({ sample, visit }) => {
  const page = await visit(`${sample.url}/history?cause=dns`);
  await expect(historyPage(page).count).toHaveText('2 incidents match');
});

test('find looks through incidents of all times, by title and by what was said of them', async ({ sample, visit }) => {
  const page = await visit(sample.url);
  await expect(boardPage(page).verdict).toBeVisible();
  await page.keyboard.press('/');
  const find = page.getByRole('dialog', { name: 'Find or jump' });
  await expect(find.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('perfops');
  await expect(find.getByRole('option')).toContainText([/lost its domains.*APIVIDEO-28, resolved/]);
  await page.keyboard.press('Enter');
  await expect(incidentPage(page).title).toHaveText('Nobody can watch video: our DNS provider lost its domains');
  await expect(page).toHaveTitle('Nobody can watch video: our DNS provider lost its domains: Sitrep');
  await page.goto(`${sample.url}/nope`);
  await expect(page).toHaveTitle('Not found: Sitrep');
});
