import type { Command } from '@sitrep/shared/domain/command.ts';
import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { play } from '@sitrep/shared/testing/given.ts';
import { publicChain, worldOf } from '@sitrep/shared/testing/world-of.ts';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drawRoom } from '../../testing/draw-room.tsx';
import type { TabName } from './incident-search.ts';
import { IncidentView, type IncidentViewProps } from './incident-view.tsx';
import type { Shown } from './timeline-filter.ts';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const utc = (text: string): FactTime => ({ ms: Date.parse(`${text}Z`), precision: 'minute', text: `${text.slice(11)} UTC`, zone: 'UTC' });
const NOW = Date.parse('2020-10-14T12:00:00Z');
const component = (componentId: string, name: string): Command => ({ type: 'define-component', componentId, name, scope: 'public' });

/** The DNS outage of October 2020, as its responders would have recorded it. */
const OUTAGE: Command[] = [
  { type: 'define-region', regionId: 'europe', name: 'Europe' },
  component('vod', 'Video delivery'),
  component('live', 'Live delivery'),
  {
    type: 'open-incident',
    incidentId: 'dns',
    title: 'Nobody can watch video',
    startedAt: { ms: Date.parse('2020-10-08T21:00:00Z'), precision: 'approximate', text: 'October 8, approximately 21:00', zone: 'UTC' },
    impacts: [
      { impactId: 'vod', componentId: 'vod', level: 'major_outage', what: 'Videos do not play', audience: { kind: 'everyone' }, from: utc('2020-10-08T21:00') },
      { impactId: 'spared', componentId: 'live', level: 'operational', notAffected: true, audience: { kind: 'predicate', words: 'external players' } },
    ],
    scope: 'public',
    at: utc('2020-10-09T06:00'),
  },
  { type: 'state-detection', incidentId: 'dns', detection: { by: 'Support', at: utc('2020-10-09T06:00') }, scope: 'public' },
  {
    type: 'post-update',
    incidentId: 'dns',
    updateId: 'first',
    text: 'Videos do not play.',
    scope: 'public',
    at: utc('2020-10-09T06:25'),
    saidAt: utc('2020-10-09T06:25'),
  },
  {
    type: 'post-update',
    incidentId: 'dns',
    updateId: 'note',
    text: 'Four suspects.',
    scope: 'internal',
    at: utc('2020-10-09T06:42'),
    saidAt: utc('2020-10-09T06:42'),
  },
  { type: 'post-update', incidentId: 'dns', updateId: 'alarm', kind: 'alert', text: 'CPU load 31, limit 16', scope: 'internal', at: utc('2020-10-09T06:50') },
  { type: 'amend-update', incidentId: 'dns', updateId: 'first', text: 'Videos do not play for anyone.', reason: 'It is everyone' },
  { type: 'state-cause', incidentId: 'dns', cause: { text: 'Redis', class: ['database'], status: 'suspected' }, scope: 'public' },
  {
    type: 'state-cause',
    incidentId: 'dns',
    cause: { text: 'The DNS provider vanished', class: ['dns'], status: 'known', chain: ['Names vanish', 'Players find no host'] },
    scope: 'public',
  },
  {
    type: 'name-third-party',
    incidentId: 'dns',
    thirdParty: { name: 'PerfOps', role: 'DNS', statusPage: 'https://status.example', link: null },
    scope: 'public',
  },
  { type: 'give-guidance', incidentId: 'dns', guidance: { kind: 'customer_action', text: 'Reconnect the plugin' }, scope: 'public' },
  { type: 'assign-role', incidentId: 'dns', role: 'commander', person: 'A. Renaud' },
  {
    type: 'flag-incident',
    incidentId: 'dns',
    flag: {
      code: 'clock_conflict',
      words: 'Told twice.',
      readings: [
        { words: 'summary', at: utc('2020-10-09T06:30') },
        { words: 'timeline', at: utc('2020-10-09T06:25') },
      ],
    },
    scope: 'public',
  },
  { type: 'resolve-incident', incidentId: 'dns', endedAt: utc('2020-10-09T08:20'), at: utc('2020-10-09T08:20'), scope: 'public' },
  { type: 'reopen-incident', incidentId: 'dns', from: utc('2020-10-09T10:00'), at: utc('2020-10-09T10:00'), phase: 'identified', impacts: [], scope: 'public' },
  {
    type: 'state-impact',
    incidentId: 'dns',
    impact: { impactId: 'again', componentId: 'live', regions: ['europe'], level: 'partial_outage', from: utc('2020-10-09T10:00') },
    scope: 'public',
  },
  { type: 'resolve-incident', incidentId: 'dns', endedAt: utc('2020-10-09T10:30'), at: utc('2020-10-09T10:30'), scope: 'public' },
  {
    type: 'make-commitment',
    commitmentId: 'tests',
    kind: 'action',
    text: 'End-to-end tests',
    due: { ms: Date.parse('2020-10-30T00:00:00Z'), precision: 'day' },
    incidentId: 'dns',
    scope: 'public',
  },
  {
    type: 'make-commitment',
    commitmentId: 'replace',
    kind: 'action',
    text: 'Replace the DNS provider',
    due: { ms: Date.parse('2020-10-13T00:00:00Z'), precision: 'day' },
    incidentId: 'dns',
    owner: 'T. Lindqvist',
    scope: 'public',
  },
  {
    type: 'make-commitment',
    commitmentId: 'several',
    kind: 'action',
    text: 'Several providers',
    due: { ms: Date.parse('2021-01-01T00:00:00Z'), precision: 'quarter' },
    incidentId: 'dns',
    scope: 'public',
  },
  { type: 'write-postmortem', incidentId: 'dns', section: { key: 'summary', heading: 'Summary', text: 'For hours **nobody** could watch.' }, scope: 'public' },
  { type: 'write-postmortem', incidentId: 'dns', section: { key: 'lessons', heading: 'Lessons', text: 'Probe like a viewer.' }, scope: 'public' },
];

const Room = ({ first, ...rest }: Omit<IncidentViewProps, 'tab' | 'onTab' | 'linked'> & { first: TabName }) => {
  const [tab, setTab] = useState<TabName>(first);
  const [shown, setShown] = useState<Shown>('all');
  return <IncidentView {...rest} tab={tab} onTab={setTab} shown={shown} onShow={setShown} linked={(id) => <a href={`/incidents/${id}`}>{id}</a>} />;
};

const draw = async (
  history: readonly Command[],
  { id = 'dns', scope = 'internal' as Scope, first = 'timeline' as TabName, now = NOW, linkedFrom = [] as IncidentViewProps['linkedFrom'] } = {},
) => {
  const events = play(history);
  const world = worldOf(scope === 'internal' ? events : publicChain(events));
  const incident = world.incident(id);
  if (incident === undefined) throw new Error('no such incident');
  const ids = history.flatMap((command) => (command.type === 'make-commitment' ? [command.commitmentId ?? ''] : []));
  const commitments = ids.flatMap((commitmentId) => world.commitment(commitmentId) ?? []);
  const theirs = scope === 'internal' ? worldOf(publicChain(events)) : null;
  const { board: customers = null } = theirs ?? {};
  const asCustomersSee = theirs?.incident(id) ?? null;
  return drawRoom(
    () => <Room {...{ incident, asCustomersSee, commitments, linkedFrom, board: world.board, customers, scope, now, zone: 'UTC', first }} />,
    now,
  );
};

test('[VW43] the detection lag is a headline fact, and an imprecise start says so', async () => {
  await draw(OUTAGE);
  const fact = (label: string) => screen.getByText(label, { selector: 'dt' }).nextElementSibling?.textContent;
  expect(fact('Started')).toBe('8 Oct 2020, about 21:00 UTC');
  expect(fact('Detection lag')).toBe('about 9 h 00 m');
  expect(fact('Noticed by')).toBe('Support, 06:00 UTC');
  expect(fact('To the first fix')).toBe('2 h 20 m');
  expect(fact('Commander')).toBe('A. Renaud');
});

test('[VW112] a corrected beginning stands in the header and the timeline, with the one it had before and why', async () => {
  const { container } = await draw([
    ...OUTAGE,
    { type: 'correct-times', incidentId: 'dns', occurrence: 1, from: utc('2020-10-08T20:00'), reason: 'The registrar says 20:00', scope: 'public' },
  ]);
  const header = container.querySelector('header')?.textContent;
  expect(header).toContain('8 Oct 2020, 20:00 UTC to 9 Oct 2020, 10:30 UTC');
  expect(header).toContain('Beginning corrected from about 21:00 UTC');
  expect(header).toContain('12h 50m');
  const [row] = screen.getAllByRole('listitem').filter(({ textContent }) => textContent.includes('The registrar says'));
  expect(row?.textContent).toContain('Began 8 Oct 2020, 20:00 UTC, corrected from about 21:00 UTC');
  expect(row?.querySelector('del')?.textContent).toBe('about 21:00 UTC');
});

test('[VW112] a corrected time names its date once, and again only where it is another one', async () => {
  const { container } = await draw([
    ...OUTAGE,
    { type: 'correct-times', incidentId: 'dns', occurrence: 1, from: utc('2020-10-07T23:00'), until: utc('2020-10-07T23:30'), scope: 'public' },
  ]);
  const header = container.querySelector('header')?.textContent;
  expect(header).toContain('Beginning corrected from 8 Oct 2020, about 21:00 UTC');
  const row = screen.getAllByRole('listitem').find(({ textContent }) => textContent.includes('Began 7 Oct 2020'));
  expect(row?.textContent).toContain('Ended 7 Oct 2020, 23:30 UTC, corrected from ');
});

test('[VW44] the tab counts the rows of the timeline that are drawn', async () => {
  const { container } = await draw(OUTAGE);
  const rows = container.querySelectorAll('#incident-panel li[data-kind]').length;
  expect(rows).toBeGreaterThan(5);
  expect(screen.getByRole('tab', { name: /^Timeline/ }).textContent).toBe(`Timeline ${rows}`);
});

test('[QU95] who has it is the commander, else who acknowledged what is going on now', async () => {
  const fact = (label: string) => screen.getByText(label, { selector: 'dt' }).nextElementSibling?.textContent;
  const open: Command[] = [component('vod', 'Video delivery'), { type: 'open-incident', incidentId: 'dns', title: 'Videos stop' }];
  const taken: Command[] = [...open, { type: 'acknowledge-incident', incidentId: 'dns', by: 'Bo' }];
  await draw(taken);
  expect(fact('Who has it')).toBe('Bo');
  expect(fact('Acknowledged')).toMatch(/^\d\d:\d\d( UTC)?, after 1 m( 00 s)?$/);
  cleanup();
  await draw([...taken, { type: 'resolve-incident', incidentId: 'dns', scope: 'internal' }, { type: 'reopen-incident', incidentId: 'dns' }]);
  expect([fact('Who has it'), fact('Acknowledged')]).toEqual(['nobody yet', 'not yet']);
});

test('[VW43] what the source wrote is there for pointer, keyboard and touch, and Escape hides it', async () => {
  await draw(OUTAGE);
  const user = userEvent.setup();
  const [started] = screen.getAllByRole('button', { name: '8 Oct 2020, about 21:00 UTC' });
  if (started === undefined) throw new Error('no button');
  await user.click(started);
  expect(screen.getByRole('tooltip').textContent).toContain('As given: October 8, approximately 21:00');
  expect(started.getAttribute('aria-describedby')).toBe(screen.getByRole('tooltip').id);
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('tooltip')).toBe(null);
  await user.unhover(started);
  await user.hover(started);
  expect(screen.getByRole('tooltip').textContent).toContain('Known roughly');
});

test('[VW44] the timeline tells public, internal, alert and change apart, newest first, with a switch and a filter', async () => {
  const { container } = await draw(OUTAGE);
  const user = userEvent.setup();
  const kinds = () => [...container.querySelectorAll('li[data-kind] > span:nth-child(2)')].map((kind) => kind.textContent);
  const texts = () => [...container.querySelectorAll('li[data-kind] [data-markdown]')].map((text) => text.textContent);
  expect(new Set(kinds())).toEqual(new Set(['Public', 'Internal', 'internalAlert', 'Change', 'internalChange']));
  expect(texts()).toEqual(['CPU load 31, limit 16', 'Four suspects.', 'Videos do not play for anyone.']);
  await user.click(screen.getByRole('button', { name: 'Newest first' }));
  expect(texts()).toEqual(['Videos do not play for anyone.', 'Four suspects.', 'CPU load 31, limit 16']);
  await user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'What stays inside');
  expect(new Set(kinds())).toEqual(new Set(['Internal', 'internalAlert', 'internalChange']));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Public updates');
  expect(kinds()).toEqual(['Public']);
});

test('[VW42] an amended update shows its earlier text and the difference without being asked', async () => {
  const { container } = await draw(OUTAGE);
  expect(container.querySelector('details')?.textContent).toContain('It is everyone');
  expect(container.querySelector('details del')).toBe(null);
  expect(container.querySelector('details ins')?.textContent).toBe(' for anyone');
});

test('[VW45] the public scope shows no internal entry, no staff name and no control for them', async () => {
  const { container } = await draw(OUTAGE, { scope: 'public' });
  const text = container.textContent ?? '';
  for (const secret of ['Four suspects', 'CPU load', 'Renaud', 'Lindqvist', 'Ana', 'Internal', 'Commander']) expect(text).not.toContain(secret);
  expect(text).toContain('Videos do not play for anyone.');
});

test('[VW45] responders see what customers see wherever it differs', async () => {
  const told = OUTAGE.slice(
    0,
    OUTAGE.findIndex((command) => command.type === 'resolve-incident'),
  );
  await draw([
    ...told,
    {
      type: 'state-impact',
      incidentId: 'dns',
      scope: 'internal',
      impact: { impactId: 'vod', componentId: 'vod', level: 'partial_outage', from: utc('2020-10-09T07:30') },
    },
  ]);
  expect(screen.getByText('Customers see', { selector: 'dt' }).nextElementSibling?.textContent).toBe('Major outage');
  expect(screen.getByText('Level', { selector: 'dt' }).nextElementSibling?.textContent).toBe('Partial outage');
});

test('[VW46] actions are overdue first, a quarter is late only after its end, and on 14 October exactly one is overdue', async () => {
  const { container } = await draw(OUTAGE, { first: 'actions' });
  const rows = [...container.querySelectorAll('#incident-panel li')];
  expect(rows.map((row) => row.querySelector('b')?.textContent)).toEqual(['Replace the DNS provider', 'End-to-end tests', 'Several providers']);
  expect(container.querySelectorAll('#incident-panel li[data-late]')).toHaveLength(1);
  expect(rows.map((row) => row.lastElementChild?.textContent)).toEqual(['13 Oct 20201 d late', '30 Oct 2020in 16 d', '2021 Q1in 79 d']);
  expect(screen.getByRole('tab', { name: 'Actions 3, 1 overdue' })).toBeTruthy();
});

test('[VW46] a promised update that is late is no late action, and stands apart under its own heading', async () => {
  await draw(
    [...OUTAGE, { type: 'make-commitment', commitmentId: 'word', kind: 'next_update', text: 'Next update', due: utc('2020-10-09T08:00'), incidentId: 'dns' }],
    { first: 'actions' },
  );
  expect(screen.getByRole('tab', { name: 'Actions 3, 1 overdue' })).toBeTruthy();
  const heading = screen.getByRole('heading', { name: /^Updates promised/ });
  expect(heading.parentElement?.querySelector('li')?.textContent).toMatch(/^Next update(?!.*Next update)(?!.*unassigned)/);
});

test('[VW47] the impact matrix shows peak to now with words for those who cannot see it, and who is not affected', async () => {
  await draw(OUTAGE);
  const matrix = screen.getAllByRole('table')[0];
  if (matrix === undefined) throw new Error('no matrix');
  const row = within(matrix).getByRole('row', { name: /Live delivery/ });
  expect(within(row).getByText('Partial outage, now operational')).toBeTruthy();
  expect(within(row).getByText('Not affected')).toBeTruthy();
  expect(row.textContent).toContain('30 m');
  expect(within(matrix).getByRole('row', { name: /Video delivery/ }).textContent).toContain('11 h 20 m');
  expect(screen.getByText('External players (Live delivery)')).toBeTruthy();
});

test('[VW48] causes keep their revisions, third parties their status page, customers what they must do, contradictions every reading', async () => {
  await draw(OUTAGE);
  expect(screen.getByText('revised once')).toBeTruthy();
  expect(screen.getByText('Redis')).toBeTruthy();
  expect(screen.getByText('Players find no host')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Status page' }).getAttribute('href')).toBe('https://status.example');
  expect(screen.getByRole('heading', { name: 'You must act' })).toBeTruthy();
  expect(screen.getByRole('heading', { name: /The source contradicts itself/ })).toBeTruthy();
  expect(screen.getByText('9 Oct 2020, 06:30 UTC')).toBeTruthy();
  expect(screen.getByText('9 Oct 2020, 06:25 UTC')).toBeTruthy();
});

test('[VW53] a recurrence says that the fix did not hold, an inferred link that it is inferred', async () => {
  await draw(
    [
      component('vod', 'Video delivery'),
      { type: 'open-incident', incidentId: 'dns', title: 'First', impacts: [], scope: 'public' },
      { type: 'open-incident', incidentId: 'again', title: 'Again', impacts: [], scope: 'public' },
      {
        type: 'link-incident',
        incidentId: 'again',
        link: { kind: 'recurrence_of', incidentId: 'dns', commitmentId: null, words: 'Same plugin', inferred: true },
        scope: 'public',
      },
    ],
    { id: 'again' },
  );
  const item = screen.getByRole('link', { name: 'dns' }).closest('li');
  expect(item?.textContent).toBe('came backdnsThe fix declared then did not hold.Same pluginInferred, not stated.');
});

test('[VW84] an earlier incident lists the later ones under "And after?"', async () => {
  const back = { words: null, inferred: false };
  await draw(OUTAGE, {
    linkedFrom: [
      { ...back, incidentId: 'again', kind: 'recurrence_of' },
      { ...back, incidentId: 'next', kind: 'follows', words: 'Same evening', inferred: true },
    ],
  });
  const after = screen.getByRole('heading', { name: 'And after?' }).nextElementSibling;
  expect([...(after?.children ?? [])].map(({ textContent }) => textContent)).toEqual([
    'came back asagainThe fix declared here did not hold.',
    'followed bynextSame eveningInferred, not stated.',
  ]);
  cleanup();
  await draw(OUTAGE);
  expect(screen.queryByRole('heading', { name: 'And after?' })).toBe(null);
});

test('[VW85] the postmortem shows in one bar where the minutes went', async () => {
  await draw(OUTAGE, { first: 'postmortem' });
  const bar = screen.getByRole('img', { name: /^Where the minutes went:/ });
  expect(bar.getAttribute('aria-label')).toMatch(/^Where the minutes went: unseen about 9 h 00 m, .*fix .*believed well .*, again .*\.$/);
  expect(bar.querySelectorAll('[data-texture]').length).toBe(bar.getAttribute('aria-label')?.split(', ').length);
  expect(bar.closest('figure')?.textContent).toMatch(/Unseen,? about 9 h 00 m/);
});

test('[VW85] where the facts do not divide the minutes nothing is drawn', async () => {
  await draw([component('vod', 'Video delivery'), { type: 'open-incident', incidentId: 'dns', title: 'First', impacts: [], scope: 'public' }], {
    first: 'postmortem',
  });
  expect(screen.queryByRole('img', { name: /^Where the minutes went/ })).toBe(null);
  expect(screen.getByText('No postmortem was written yet.')).toBeTruthy();
});

test('[VW49] the chart has a sentence and a table, and the unseen span is part of both', async () => {
  await draw(OUTAGE);
  const sentence =
    'From 8 Oct 2020 21:00: Major outage for 11 h 20 m, then operational for 1 h 40 m, then partial outage for 30 m, unseen for the first 9 h 00 m.';
  expect(screen.getByRole('img', { name: sentence })).toBeTruthy();
  await userEvent.setup().click(screen.getByRole('button', { name: 'Show as table' }));
  const table = screen.getByRole('table', { name: 'Levels and phases over time' });
  expect(within(table).getByRole('row', { name: /Unseen/ }).textContent).toContain('9 h 00 m');
});

test('[VW50] an incident without dates has no time axis: its entries keep the order in which they were told', async () => {
  const undated: FactTime = { ms: null, precision: 'unknown' };
  const { container } = await draw(
    [
      component('vod', 'Video delivery'),
      {
        type: 'open-incident',
        incidentId: 'slow',
        title: 'Slow',
        startedAt: undated,
        impacts: [{ componentId: 'vod', level: 'degraded_performance', from: undated }],
        at: undated,
        scope: 'public',
      },
      { type: 'post-update', incidentId: 'slow', text: 'We look.', at: undated, saidAt: undated, scope: 'public' },
      {
        type: 'resolve-incident',
        incidentId: 'slow',
        endedAt: { ms: null, precision: 'minute', clock: '11:08', text: '11:08 UTC' },
        text: 'Over.',
        at: undated,
        saidAt: undated,
        scope: 'public',
      },
    ],
    { id: 'slow' },
  );
  expect(screen.queryByRole('region', { name: 'Level over time' })).toBe(null);
  expect(screen.getByText('No dates were given. Entries stand in the order they were told.')).toBeTruthy();
  expect([...container.querySelectorAll('li[data-kind] [data-markdown]')].map((text) => text.textContent)).toEqual(['Over.', 'We look.']);
  expect(container.querySelectorAll('li[data-kind] time')).toHaveLength(0);
});

test('[VW51] after a reopening the current occurrence comes first, then the total', async () => {
  const open = OUTAGE.slice(
    0,
    OUTAGE.findIndex((command) => command.type === 'resolve-incident' && command.endedAt?.ms === Date.parse('2020-10-09T10:30:00Z')),
  );
  const { container } = await draw(open, { now: Date.parse('2020-10-09T10:14:20Z') });
  const header = container.querySelector('header');
  expect(header?.querySelector('[data-duration]')?.textContent).toBe('14m 20s');
  expect(header?.textContent).toContain('since 9 Oct 2020, 10:00 UTC, in all 11\u00a0h 34\u00a0m in two spells');
  expect(header?.textContent).toContain('Partial outage');
  expect(header?.textContent).toContain('was  Major outage');
});

test('[VW51] reopened is when it came back, not when somebody said so', async () => {
  const toldLate = OUTAGE.map((command) => (command.type === 'reopen-incident' ? { ...command, at: utc('2020-10-09T10:27') } : command));
  const { container } = await draw(toldLate);
  expect(container.querySelector('header')?.textContent).toContain('Reopened 9 Oct 2020, 10:00 UTC');
});

test('[VW52] the keys 1 to 4 open the tabs, arrows move between them, and the postmortem has its sections', async () => {
  await draw(OUTAGE);
  const user = userEvent.setup();
  await user.keyboard('2');
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Postmortem');
  expect(
    within(screen.getByRole('tabpanel'))
      .getAllByRole('heading')
      .map((heading) => heading.textContent),
  ).toEqual(['Summary', 'Lessons']);
  expect(await screen.findByText('nobody', { selector: 'strong' })).toBeTruthy();
  screen.getByRole('tab', { selected: true }).focus();
  await user.keyboard('{ArrowRight}{ArrowRight}');
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Customers');
  expect(document.activeElement?.textContent).toBe('Customers');
  expect(screen.getByRole('tabpanel').textContent).toContain('Videos do not play');
});

test('[VW78] an incident goes on naming a component that was retired since', async () => {
  const { container } = await draw([...OUTAGE, { type: 'retire-component', componentId: 'vod' }]);
  expect(container.textContent).toContain('Video delivery');
  expect(container.textContent).not.toMatch(/\bvod\b/);
});

test('[VW130] what customers see otherwise stands under the head of the incident, with the request that ends it', async () => {
  const inside: Command = { type: 'change-phase', incidentId: 'dns', phase: 'monitoring', scope: 'internal' };
  const open = OUTAGE.slice(0, OUTAGE.findLastIndex(({ type }) => type === 'reopen-incident') + 1);
  const matter = () => screen.queryAllByText(/^Customers see: /).map((one) => one.closest('li')?.textContent);
  await draw([...open, inside, { ...inside, scope: 'public' }]);
  expect(matter()).toEqual([]);
  cleanup();
  await draw([...open, inside]);
  expect(matter()).toHaveLength(1);
  expect(matter()[0]).toMatch(
    /^ ?Customers see: IdentifiedInside: Monitoring since .*Tell them: POST \/api\/v1\/incidents\/dns\/phase \{"phase":"monitoring","scope":"public"\}/,
  );
  cleanup();
  await draw([...open, inside], { scope: 'public' });
  expect(matter()).toEqual([]);
});

test('[EV70] a dismissed incident says on its page that it was none, inside with the reason, and to customers that it was published in error', async () => {
  const history: Command[] = [...OUTAGE, { type: 'dismiss-incident', incidentId: 'dns', reason: 'The probe was misread' }];
  const { container } = await draw(history);
  expect(container.querySelector('header')?.textContent).toContain('Not an incident');
  expect(container.querySelector('header')?.textContent).toContain('The probe was misread');
  expect(container.querySelector('header')?.textContent).not.toContain('Resolved');
  cleanup();
  const theirs = await draw(history, { scope: 'public' });
  expect(theirs.container.querySelector('header')?.textContent).toContain('Published in error');
  // Neither its peak nor its length stands under the note that it counts in no figure.
  expect(theirs.container.querySelector('header')?.textContent).not.toMatch(/\d+ ?h/);
  expect(screen.queryByText('Peak', { selector: 'dt' })).toBeNull();
  expect(theirs.container.textContent).not.toContain('misread');
  expect(theirs.container.textContent).not.toContain('Not an incident');
});

test('[VW134] a change of level that customers were told of later says so, one that they were not told of is marked, and who said them is named', async () => {
  const from = (minutes: number) => ({ ms: NOW - minutes * 60_000, precision: 'exact' as const });
  const impact = (impactId: string, level: 'partial_outage' | 'major_outage', minutes: number) => ({ impactId, componentId: 'db', level, from: from(minutes) });
  const room = await draw(
    [
      { type: 'define-component', componentId: 'db', name: 'Database', scope: 'public' },
      { type: 'open-incident', incidentId: 'late', title: 'Jam', startedAt: from(60), impacts: [impact('a', 'partial_outage', 60)] },
      { type: 'publish-incident', incidentId: 'late' },
      { type: 'state-impact', incidentId: 'late', impact: impact('b', 'major_outage', 50), scope: 'internal' },
    ],
    { id: 'late' },
  );
  const rows = [...room.container.querySelectorAll('li')].flatMap(({ textContent }) => (textContent?.includes('Database') ? [textContent] : []));
  expect(rows).toHaveLength(2);
  expect(rows[0]).toContain('internal');
  expect(rows[1]).toContain('Customers were told later.');
  expect(rows[1]).not.toContain('internal');
  expect(room.container.textContent).toContain('Everything here was recorded by Ana.');
});
