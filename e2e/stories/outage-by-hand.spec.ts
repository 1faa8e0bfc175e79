import type { Locator, Page } from '@playwright/test';
import { defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';

// The great outage of api.video, worked by two people through the pages alone, while somebody without an account reads. The server's clock is that of the day.
const NIGHT = Date.UTC(2020, 9, 8);
/** `06:25` is in the morning after, `21:00` the evening before. */
const at = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return NIGHT + ((hours < 12 ? 24 : 0) + hours) * 3_600_000 + minutes * 60_000;
};
const SEEN = 'Nobody can watch video';
/** The title that the report makes of it. */
const TITLE = `${SEEN}, anywhere`;

test('an outage by hand, from the first customer to its second end: the public page, the internal one and the export agree', async ({ server, to, visit }) => {
  test.slow();
  await server.setClock(at('05:50'));
  await defineSmallBoard(to);
  const [ana, ben] = [await visit(await server.ownerLink()), await visit(await server.ownerLink())];
  const reader = await visit(server.url);
  /** Who acts next looks again at that time: a clock that jumps by hours is not one that a page lives through. */
  const become = async (clock: string, page: Page) => {
    await server.setClock(at(clock));
    await page.reload();
    await expect(boardPage(page).claim).toHaveText('Live');
  };

  await become('06:00', ana);
  await ana
    .getByRole('link', { name: /^A customer sees this/ })
    .filter({ visible: true })
    .click();
  await ana.getByRole('textbox', { name: 'What does the customer see?' }).fill('The player loads for ever.');
  await ana.getByRole('combobox', { name: 'Where?' }).selectOption('Recorded video');
  await ana.getByRole('textbox', { name: /^Ticket/ }).fill('HD-4711');
  await ana.getByRole('button', { name: /^Record it/ }).click();
  await expect(boardPage(ana).verdict).toBeVisible();

  await become('06:25', ana);
  await ana
    .getByRole('banner')
    .getByRole('link', { name: /^Report an incident/ })
    .click();
  const form = ana.getByRole('form', { name: 'Report an incident' });
  await form.getByLabel('What do people see?').fill(SEEN);
  for (const name of ['Live delivery', 'Recorded video']) {
    await form.getByRole('checkbox', { name }).check();
    await form.getByRole('combobox', { name: `${name}, level` }).selectOption('major_outage');
  }
  await form.getByText('Everyone', { exact: true }).click();
  await form.getByText('at …').click();
  await form.getByRole('textbox', { name: 'At', exact: true }).fill('2020-10-08 21:00');
  await form.getByText('about', { exact: true }).click();
  await form.getByText('me', { exact: true }).click();
  await form.getByLabel('First words').fill('Nobody can watch video. We are looking for the cause.');
  await form.getByRole('button', { name: 'Everyone, at once' }).click();
  await expect(incidentPage(ana).title).toHaveText(TITLE);
  await expect(boardPage(reader).verdict).toHaveText(TITLE);
  const page = new URL(ana.url()).pathname;
  for (const one of [ben, reader]) await one.goto(`${server.url}${page}`);

  await become('06:42', ana);
  await write(ana, 'Called the infrastructure team.', 'internal');
  await become('07:00', ben);
  await write(ben, 'DNS records are being pointed straight at our own hosts.', 'everyone', 'Identified');
  // It waits before it leaves.
  await expect(incidentPage(reader).timeline).toContainText('DNS records are being pointed');
  await become('08:00', ben);
  await write(ben, 'The wrong records are corrected.', 'internal');

  await become('08:20', ana);
  await act(ana, 'Resolve', async (panel) => {
    await panel.getByRole('textbox', { name: 'What proves that it is over?' }).fill('Video plays again from our own hosts.');
    await panel.getByRole('radio', { name: /^Everyone/ }).check();
    await panel.getByRole('button', { name: 'Resolve for everyone' }).click();
  });
  await expect(incidentPage(reader).timeline).toContainText('Video plays again');

  await become('10:00', ben);
  await act(ben, 'Reopen', async (panel) => {
    await panel.getByRole('textbox', { name: 'Which fix did not hold?' }).fill('Live streams drop: the way round leads through one server.');
    await panel.getByRole('radio', { name: /^As when it ended/ }).check();
    await panel.getByRole('radio', { name: 'Everyone' }).check();
    await panel.getByRole('button', { name: /^Reopen/ }).click();
  });
  await expect(incidentPage(reader).timeline).toContainText('Live streams drop');
  await become('10:10', ana);
  await write(ana, 'Balancing between all ingest nodes is put in.', 'internal');
  await become('10:25', ana);
  await write(ana, 'Balancing is up. Streams come back.', 'everyone', 'Monitoring');
  await expect(incidentPage(reader).timeline).toContainText('Balancing is up.');
  await become('10:30', ana);
  await act(ana, 'Resolve', async (panel) => {
    await panel.getByRole('textbox', { name: 'What proves that it is over?' }).fill('Live customers are well.');
    await panel.getByRole('radio', { name: /^Everyone/ }).check();
    await panel.getByRole('button', { name: 'Resolve for everyone' }).click();
  });
  await expect(incidentPage(reader).timeline).toContainText('Live customers are well.');

  // 680 minutes, believed to be well for 100, and 30 more; whoever asks, and wherever.
  const told = {
    titles: TITLE,
    spells: [
      ['21:00', '08:20'],
      ['10:00', '10:30'],
    ],
  };
  const [outside, inside, exported] = [await publicly(server.url, page), await to.get(page), await exportedTimes(server)];
  for (const { incident } of [outside, inside]) expect({ titles: incident.title, spells: spellsOf(incident) }).toEqual(told);
  expect(exported).toEqual(['opened 21:00', 'resolved 08:20', 'reopened 10:00', 'resolved 10:30']);
  for (const [who, words] of [
    [reader, ['DNS records are being pointed', 'Live customers are well.']],
    [ben, ['Called the infrastructure team.', 'Balancing between all ingest nodes']],
  ] as const) {
    await who.reload();
    for (const each of words) await expect(incidentPage(who).timeline).toContainText(each);
  }
  await expect(incidentPage(reader).timeline).not.toContainText('infrastructure team');
  await expect(incidentPage(reader).fact('Started')).toContainText('8 Oct 2020, about 21:00 UTC');
  const minutes = async (scope: 'public' | 'internal') => (await to.get(`/components/vod?scope=${scope}`)).component.uptime.full.minutes;
  expect([await minutes('public'), await minutes('internal')].map(Math.round)).toEqual([710, 710]);
});

/** Writes an update, and waits until its author sees it. */
const write = async (page: Page, words: string, to: 'everyone' | 'internal', phase?: string): Promise<void> => {
  const form = page.getByRole('form', { name: 'Write an update' });
  if (to === 'everyone') await form.getByRole('button', { name: 'Public' }).click();
  await form.getByRole('textbox', { name: /^What people see/ }).fill(words);
  if (phase !== undefined) {
    await form.getByText(phase, { exact: true }).click();
    await form.getByRole('radio', { name: 'Tell customers' }).check();
  }
  await form.getByRole('button', { name: /^(Publish to everyone|Save)/ }).click();
  await expect(incidentPage(page).entries.filter({ hasText: words })).toHaveCount(1);
};

/** Opens the form of a verb, and waits until it has done its work. */
const act = async (page: Page, verb: string, fill: (panel: Locator) => Promise<void>): Promise<void> => {
  await page.getByRole('region', { name: 'Work on this incident' }).getByRole('button', { name: verb }).click();
  const panel = page.getByRole('region', { name: verb });
  await fill(panel);
  await expect(panel).toHaveCount(0);
};

interface Told {
  readonly occurrences: readonly { readonly from: { readonly ms: number }; readonly until: { readonly ms: number } | null }[];
}
const clockOf = (ms: number): string => new Date(ms).toISOString().slice(11, 16);
const spellsOf = ({ occurrences }: Told): string[][] => occurrences.map(({ from, until }) => [clockOf(from.ms), clockOf(until?.ms ?? Number.NaN)]);
const publicly = async (url: string, page: string) => (await fetch(`${url}/api/v1${page}`)).json();

/** What customers were told of its beginnings and ends, as the export has it. */
const exportedTimes = async ({ url, token }: { url: string; token: string }): Promise<string[]> => {
  const response = await fetch(`${url}/api/v1/events`, { headers: { authorization: `Bearer ${token}` } });
  return (await response.text()).split('\n').flatMap((line) => {
    const [, type] = /"type":"incident-(opened|resolved|reopened)"/.exec(line) ?? [];
    if (type === undefined) return [];
    const { event } = JSON.parse(line);
    const { ms } = event.data.startedAt ?? event.data.endedAt ?? event.data.from ?? event.at;
    return event.scope === 'public' ? [`${type} ${clockOf(ms)}`] : [];
  });
};
