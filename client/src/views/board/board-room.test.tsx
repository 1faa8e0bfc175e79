import type { Command } from '@sitrep/shared/domain/command.ts';
import { EXAMPLE_BOARD, OPENED, opened, PUBLISHED } from '@sitrep/shared/testing/example-board.ts';
import { NOW } from '@sitrep/shared/testing/given.ts';
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderWithState } from '../../testing/render-with-state.tsx';
import { useUi } from '../../ui-state.ts';

// jsdom has no layout, no media queries and no network. The page needs all three before it shows what is tested here.
beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network here')));
  vi.stubGlobal('scrollTo', () => undefined);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  useUi.setState({ open: null, drillHidden: false, settingUp: false, singleKeys: true });
});

const region = (name: RegExp | string) => within(screen.getByRole('region', { name }));
const REPORTED: Command[] = [
  { type: 'name-board', name: 'Marlow Media' },
  { type: 'define-component', componentId: 'live', name: 'Live delivery', scope: 'public' },
  { type: 'define-component', componentId: 'api', name: 'API', scope: 'public' },
];

test('[VW11] silence is not health: without checks the verdict says that no trouble is reported, and each row that it is not measured', async () => {
  await renderWithState(REPORTED);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('No trouble reported');
  expect(screen.getAllByText('not measured')).toHaveLength(2);
  expect(screen.queryByText(/Everything works/)).toBeNull();
});

test('[QU18] incidents that read the same are told apart by what they hurt, and where nothing is measured that is said once', async () => {
  const names = { web: 'Web shop', pay: 'Payments', find: 'Search', mail: 'Mail' };
  const fail = (componentId: string, what?: string): Command =>
    opened({
      incidentId: `inc-${componentId}`,
      title: `${componentId} trouble`,
      impacts: [{ componentId, level: 'major_outage', ...(what === undefined ? {} : { what }) }],
    });
  await renderWithState([
    ...Object.entries(names).map(([componentId, name]): Command => ({ type: 'define-component', componentId, name })),
    ...['web', 'pay', 'find'].map((id) => fail(id, 'requests fail')),
    fail('mail'),
  ]);
  const heading = screen.getByRole('heading', { level: 1 }).textContent ?? '';
  const verdict = screen.getByRole('region', { name: heading }).textContent ?? '';
  expect(heading).toBe('mail trouble');
  expect(verdict).toContain('3 more at major outage: Search, Payments and Web shop.');
  expect(verdict).not.toMatch(/[Rr]equests fail.*[Rr]equests fail/);
  expect(verdict).toMatch(/Nothing is measured\./);
});

test('[VW11] the verdict names who cannot do what, and is announced when it worsens', async () => {
  const stage = await renderWithState(REPORTED);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('No trouble reported');
  await stage.happen(
    opened({
      title: 'DNS',
      scope: 'public',
      impacts: [{ componentId: 'live', level: 'major_outage', audience: { kind: 'everyone' }, what: 'cannot watch video' }],
    }),
  );
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Nobody can watch video, anywhere');
  const verdict = screen.getByRole('region', { name: /Nobody can watch video/ });
  expect(verdict.getAttribute('data-st')).toBe('maj');
  expect(within(verdict).getByRole('alert').textContent).toBe('Nobody can watch video, anywhere');
});

test('[VW12] open incidents stand worst first, with a running duration that carries units', async () => {
  const stage = await renderWithState([
    ...REPORTED,
    opened({
      incidentId: 'inc-a',
      title: 'Slow',
      startedAt: { ms: NOW - 7 * 3_600_000, precision: 'exact' },
      impacts: [{ componentId: 'api', level: 'degraded_performance' }],
    }),
    opened({
      incidentId: 'inc-b',
      title: 'Down',
      startedAt: { ms: NOW - 25_261_000, precision: 'exact' },
      impacts: [{ componentId: 'live', level: 'major_outage' }],
    }),
  ]);
  const cards = () => region('Active incidents').getAllByRole('article');
  expect(cards().map((card) => within(card).getByRole('heading').textContent)).toEqual(['Down', 'Slow']);
  expect(cards()[0]?.querySelector('[data-duration]')?.textContent).toBe('7h 01m 01s');
  await stage.pass(9_000);
  expect(cards()[0]?.querySelector('[data-duration]')?.textContent).toBe('7h 01m 10s');
});

test('[VW13] "customers see" is said only where it differs', async () => {
  await renderWithState(OPENED);
  expect(region('Components').getByText(/customers see:/).textContent).toContain('Operational, until the impact is told to them');
  // Listed above the cards, it is not said again on the card.
  expect(region('Customers see something else').getAllByRole('listitem')).toHaveLength(1);
  expect(region('Active incidents').queryByText(/customers see: nothing of this/)).toBeNull();
  cleanup();
  await renderWithState(PUBLISHED);
  expect(screen.queryByText(/customers see:/)).toBeNull();
});

test('[VW13] what customers see better ends by what decides here, not by the setting of the component', async () => {
  const row = () => region('Components').getByText(/customers see:/).textContent;
  const worse: Command = {
    type: 'state-impact',
    incidentId: 'inc-a',
    impact: { impactId: 'imp-a', componentId: 'player', level: 'major_outage' },
    scope: 'internal',
  };
  await renderWithState([...PUBLISHED, worse]);
  expect(row()).toMatch(/Partial outage, until the impact is told to them$/);
  cleanup();
  const say = (kind: 'check' | 'person'): Command => ({
    type: 'make-statement',
    statementId: 's',
    componentId: 'player',
    level: 'major_outage',
    source: { kind, name: 'Ana' },
  });
  await renderWithState([...EXAMPLE_BOARD, say('person')]);
  expect(row()).toMatch(/, until it is told to them$/);
  cleanup();
  await renderWithState([...EXAMPLE_BOARD, say('check')]);
  expect(row()).toMatch(/, until an incident is published$/);
});

test('[VW16] an exercise never changes the verdict: its levels are tags beside the real ones, and their words say so', async () => {
  await renderWithState([
    ...REPORTED,
    { type: 'start-drill', drillId: 'd', name: 'DNS failover', lead: 'A. Renaud' },
    opened({ title: 'The balancer goes silent', drill: 'd', impacts: [{ componentId: 'live', level: 'major_outage' }] }),
  ]);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('No trouble reported');
  expect(region('Components').getByTitle('Major outage, simulated by an exercise')).toBeTruthy();
  expect(region('Active incidents').getByText('Major outage, simulated')).toBeTruthy();
  const bar = region('Exercise');
  expect(bar.getByText(/Customers see: No trouble reported\./)).toBeTruthy();
  fireEvent.click(bar.getByRole('button', { name: 'Hide exercise' }));
  expect(region('Components').queryByTitle(/simulated/)).toBeNull();
  expect(region('Exercise').getByText('EXERCISE')).toBeTruthy();
  expect(document.title).toMatch(/^EXERCISE running\./);
});

test('[VW17] customers see when the next update is due and that it is late, but no names; responders see all of it', async () => {
  const history: Command[] = [
    ...REPORTED,
    opened({ scope: 'public', impacts: [{ componentId: 'live', level: 'partial_outage' }] }),
    { type: 'assign-role', incidentId: 'inc-a', role: 'commander', person: 'T. Lindqvist' },
    { type: 'post-update', incidentId: 'inc-a', text: 'We look into it.', scope: 'public', nextUpdateDue: { ms: NOW + 60_000, precision: 'exact' } },
  ];
  const internal = await renderWithState(history);
  expect(region('Active incidents').getByText('T. Lindqvist, not acknowledged')).toBeTruthy();
  await internal.pass(240_000);
  expect(region('Active incidents').getByText(/Next update 10:01, 3 m late|3 m late/)).toBeTruthy();
  cleanup();
  const theirs = await renderWithState(history, { scope: 'public' });
  expect(region('Active incidents').getByText(/Next update/).textContent).toContain('in 59 s');
  await theirs.pass(240_000);
  expect(region('Active incidents').getByText(/Next update 10:01, 3 m late/)).toBeTruthy();
  expect(region(/Due next/).getByText(/3 m late/)).toBeTruthy();
  expect(screen.queryByText(/Lindqvist/)).toBeNull();
  expect(screen.queryByRole('link', { name: /Report/ })).toBeNull();
});

test('[CM20] beside the words of a card stands when they were said, not when what they tell of happened', async () => {
  const early = { ms: NOW - 8 * 3_600_000, precision: 'exact' } as const;
  const history: Command[] = [
    ...REPORTED,
    opened({ scope: 'public' }),
    { type: 'post-update', incidentId: 'inc-a', kind: 'fact', text: 'A disk filled up.', at: early, scope: 'public' },
  ];
  await renderWithState(history);
  const words = () => region('Active incidents').getByText('A disk filled up.').closest('p')?.textContent;
  expect(words()).toMatch(/^04:\d\d /);
  cleanup();
  await renderWithState(history, { scope: 'public' });
  expect(words()).toMatch(/^04:\d\d /);
});

test('[QU95] the card says who has it as the incident page does, and after a reopening that nobody acknowledged it', async () => {
  const history: Command[] = [
    ...REPORTED,
    opened({ impacts: [{ componentId: 'live', level: 'partial_outage' }] }),
    { type: 'acknowledge-incident', incidentId: 'inc-a', by: 'Bo' },
  ];
  await renderWithState(history);
  expect(region('Active incidents').getByText('Bo')).toBeTruthy();
  cleanup();
  await renderWithState([...history, { type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' }, { type: 'reopen-incident', incidentId: 'inc-a' }]);
  expect(region('Active incidents').getByText('Nobody has it')).toBeTruthy();
});

test('[VW29] the next update of an open incident leads the due list, and promises long overdue fold to one line', async () => {
  const forgotten = (n: number): Command => ({
    type: 'make-commitment',
    commitmentId: `old-${n}`,
    kind: 'fix',
    text: `More disks ${n}`,
    due: { ms: NOW - (400 + n) * 86_400_000, precision: 'day' },
  });
  await renderWithState([
    ...REPORTED,
    ...Array.from({ length: 9 }, (_, n) => forgotten(n)),
    opened({ title: 'Playback fails', impacts: [{ componentId: 'live', level: 'partial_outage' }] }),
    { type: 'post-update', incidentId: 'inc-a', text: 'We look into it.', nextUpdateDue: { ms: NOW + 60_000, precision: 'exact' } },
  ]);
  const due = region(/Due next/);
  expect(due.getAllByRole('listitem')[0]?.textContent).toContain('Next update Playback fails');
  const older = due.getByText('9 older promises are late').closest('details');
  expect(older?.open).toBe(false);
  expect(within(older as HTMLElement).getAllByRole('listitem', { hidden: true })).toHaveLength(9);
});

test('[VW18] new entries of Latest wait behind a button while the pointer is over the list, and appear when it is pressed', async () => {
  const stage = await renderWithState(OPENED);
  const feed = screen.getByRole('region', { name: 'Latest' });
  fireEvent.pointerEnter(feed);
  await stage.happen({ type: 'post-update', incidentId: 'inc-a', text: 'A first finding.' });
  expect(within(feed).queryByRole('listitem', { name: /first finding/ })).toBeNull();
  expect(feed.querySelector('li')?.textContent).not.toContain('A first finding.');
  fireEvent.click(within(feed).getByRole('button', { name: '1 newer' }));
  expect(feed.querySelector('li')?.textContent).toContain('A first finding.');
  expect(feed.querySelector('li')?.className).toMatch(/fresh/);
});

test('[VW19] stale: the connection says how old the data is and nothing else changes; after a minute the page is taken over', async () => {
  const stage = await renderWithState(OPENED);
  expect(document.title).toBe(`${screen.getByRole('heading', { level: 1 }).textContent}: Sitrep`);
  stage.peer.sockets = 'mute';
  stage.peer.polls = 'shut';
  await stage.pass(30_000);
  expect(screen.getByText(/Data (2|3)\d s old/)).toBeTruthy();
  expect(screen.queryByRole('region', { name: 'Not connected' })).toBeNull();
  expect(document.title).toMatch(/^Not current\./);
  await stage.pass(40_000);
  const bar = region('Not connected');
  expect(bar.getByText(/STALE 1 m/)).toBeTruthy();
  expect(bar.getByRole('alert').textContent).toMatch(/as of 10:00:\d\d/);
  expect(region('Components').getByText(/as of 10:00/)).toBeTruthy();
  expect(document.title).toMatch(/^STALE\./);
  stage.peer.sockets = 'open';
  fireEvent.click(bar.getByRole('button', { name: 'Try now' }));
  await stage.pass(20_000);
  expect(screen.queryByRole('region', { name: 'Not connected' })).toBeNull();
});

test('[VW19] what is announced of the connection is its kind, never the age that ticks', async () => {
  const stage = await renderWithState(REPORTED);
  const said = () => screen.getAllByRole('status').map((node) => node.textContent);
  expect(said()).toEqual(['Live']);
  await stage.pass(3_000);
  expect(said()).toEqual(['Live']);
});

test('[VW6] after a lost connection, what changed in the meantime is listed for five minutes', async () => {
  const stage = await renderWithState(OPENED);
  stage.peer.sockets = 'mute';
  stage.peer.polls = 'shut';
  stage.peer.cut();
  await stage.pass(70_000);
  await stage.happen({ type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' });
  stage.peer.sockets = 'open';
  await stage.pass(40_000);
  await screen.findByRole('region', { name: 'Changed meanwhile' });
  expect(region('Changed meanwhile').getByText('Playback fails')).toBeTruthy();
  await stage.pass(301_000);
  expect(screen.queryByRole('region', { name: 'Changed meanwhile' })).toBeNull();
});

test('[VW21] an empty board claims nothing: its owner is led to a first component, anybody else to the owner link', async () => {
  await renderWithState([]);
  await act(async () => {
    await import('../first-run/first-run.tsx');
  });
  expect(await screen.findByRole('heading', { level: 1, name: 'No components yet' })).toBeTruthy();
  expect(screen.getByRole('textbox', { name: 'Board' })).toBeTruthy();
  fireEvent.change(screen.getByRole('textbox', { name: 'Component' }), { target: { value: 'Live delivery' } });
  expect(screen.getByText('“No trouble reported.”')).toBeTruthy();
  cleanup();
  await renderWithState([], { scope: 'public' });
  expect(await screen.findByText('Is this your board?')).toBeTruthy();
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('[VW22] single keys open rooms and dialogs, are off inside fields, and can be turned off', async () => {
  const { router } = await renderWithState(EXAMPLE_BOARD);
  const press = async (key: string, target: Element = document.body) => {
    await act(async () => {
      fireEvent.keyDown(target, { key });
    });
  };
  await press('?');
  const dialog = await screen.findByRole<HTMLDialogElement>('dialog', { name: 'Keyboard' });
  await act(async () => dialog.close());
  expect(screen.queryByRole('dialog')).toBeNull();
  const field = document.body.appendChild(document.createElement('input'));
  await press('?', field);
  expect(useUi.getState().open).toBeNull();
  field.remove();
  expect(document.title).toMatch(/: Sitrep$/);
  await press('i');
  await expect.poll(() => document.title).toBe('Incidents: Sitrep');
  await press('b');
  await expect.poll(() => router.state.location.pathname).toBe('/');
  await press('j');
  expect(document.activeElement?.hasAttribute('data-row')).toBe(true);
  act(() => useUi.getState().set({ singleKeys: false }));
  await press('h');
  expect(router.state.location.pathname).toBe('/');
});

const RESOLVED_INSIDE: Command[] = [...PUBLISHED, { type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' }];

test('[VW130] an incident resolved inside and open for customers has a section of its own, with since when and the request that ends it', async () => {
  const stage = await renderWithState(RESOLVED_INSIDE);
  const matter = region('Customers see something else').getByRole('listitem');
  expect(matter.textContent).toContain('Customers still see: Partial outage, Investigating');
  expect(matter.textContent).toMatch(/Playback fails\. Resolved inside since \d\d:\d\d\./);
  expect(within(matter).getByText('POST /api/v1/incidents/inc-a/resolve {"scope":"public"}')).toBeTruthy();
  expect(screen.getByRole('region', { name: /We cannot tell|No trouble/ }).textContent).toContain('Customers still see: Partial outage, Investigating');
  await stage.happen({ type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' });
  expect(screen.queryByRole('region', { name: 'Customers see something else' })).toBeNull();
  expect(screen.queryByText(/Customers still see/)).toBeNull();
});

test('[VW130] the page of an incident and the list of incidents say it too; customers are told nothing of it', async () => {
  for (const path of ['/incidents', '/incidents/inc-a']) {
    await renderWithState(RESOLVED_INSIDE, { path });
    if (path === '/incidents') expect(region('Customers see something else').getByText('Customers still see: Partial outage, Investigating')).toBeTruthy();
    cleanup();
    await renderWithState(RESOLVED_INSIDE, { path, scope: 'public' });
    expect(screen.queryByText(/Customers (still )?see/)).toBeNull();
    cleanup();
  }
});

test('[VW13] where customers see worse, the row of the component does not say that it waits for an incident', async () => {
  await renderWithState(RESOLVED_INSIDE);
  expect(region('Components').getByText(/customers see:/).textContent).toMatch(/Partial outage$/);
});

const MINUTE = 60_000;
const LATE_WORK: Command[] = [
  {
    type: 'schedule-maintenance',
    maintenanceId: 'certs',
    title: 'Certificates are replaced',
    componentIds: ['live'],
    from: { ms: NOW - 480 * MINUTE, precision: 'minute' },
    until: { ms: NOW - 420 * MINUTE, precision: 'minute' },
    scope: 'public',
  },
  { type: 'change-maintenance-phase', maintenanceId: 'certs', phase: 'in_progress', at: { ms: NOW - 480 * MINUTE, precision: 'exact' } },
];

test('planned work names each component once, in its title or before it', async () => {
  const plan = (maintenanceId: string, title: string, componentIds: string[]): Command => ({
    type: 'schedule-maintenance',
    maintenanceId,
    title,
    componentIds,
    from: { ms: NOW + 60 * MINUTE, precision: 'exact' },
    until: { ms: NOW + 120 * MINUTE, precision: 'exact' },
  });
  await renderWithState([...REPORTED, plan('a', 'Live delivery gets a second node', ['live']), plan('b', 'Certificates are renewed', ['live'])]);
  const rows = region('Planned work')
    .getAllByRole('listitem')
    .map(({ lastElementChild }) => (lastElementChild?.textContent ?? '').trim());
  expect(rows).toEqual(['Live delivery gets a second node', 'Live delivery Certificates are renewed']);
});

test('[VW131] work that has overrun says so in the verdict, on the row of its component and in the list of work, once each', async () => {
  await renderWithState([...REPORTED, ...LATE_WORK]);
  const text = () => document.body.textContent ?? '';
  expect(text()).not.toContain('should have ended');
  cleanup();
  await renderWithState([
    ...REPORTED,
    ...LATE_WORK,
    { type: 'overrun-maintenance', maintenanceId: 'certs', at: { ms: NOW - 420 * MINUTE, precision: 'exact' } },
  ]);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toMatch(/^Live delivery is under maintenance, should have ended \w+ \d+ \w+, \d\d:\d\d UTC$/);
  const row = region('Components').getByRole('link', { name: 'Live delivery' }).closest('li');
  expect(row?.textContent).toMatch(/should have ended \d\d:\d\d/);
  const work = screen.getAllByRole('listitem').find((one) => /Live delivery.*Certificates are replaced/.test(one.textContent ?? ''))?.textContent ?? '';
  expect(work).toMatch(/should have ended \d\d:\d\d/);
  expect(work).not.toContain('takes longer');
});

test('[VW11] on a phone, where the column of the evidence is left out, the row itself says that it is not measured', async () => {
  await renderWithState(REPORTED);
  const rows = () => region('Components').getAllByText('not measured');
  expect(rows()).toHaveLength(2);
  cleanup();
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query === '(max-width: 640px)',
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  await renderWithState([...REPORTED, opened({ impacts: [{ componentId: 'api', level: 'major_outage' }] })]);
  expect(rows()).toHaveLength(3);
});
