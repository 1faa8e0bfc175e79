import type { Command, CommandOf } from '@sitrep/shared/domain/command.ts';
import { NOW } from '@sitrep/shared/testing/given.ts';
import { day } from '@sitrep/shared/words/format.ts';
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError, UNREACHED } from '../../sync/api.ts';
import type { Visitor } from '../../sync/sync-store.ts';
import type { ChainPeer } from '../../testing/chain-peer.ts';
import { serveCommands } from '../../testing/command-server.ts';
import { renderWithState } from '../../testing/render-with-state.tsx';
import { takeRoomErrors } from '../../testing/room-errors.ts';
import type { VirtualTime } from '../../testing/virtual-time.ts';

// jsdom has no media and no network.
beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network here')));
  vi.stubGlobal('scrollTo', () => undefined);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
  localStorage.clear();
});

const BOARD: Command[] = [
  { type: 'name-board', name: 'Marlow Media' },
  { type: 'define-group', groupId: 'video', name: 'Video' },
  { type: 'define-component', componentId: 'live', name: 'Live delivery', groupId: 'video', scope: 'public' },
  { type: 'define-component', componentId: 'encoders', name: 'Encoders in the cellar' },
];
const down = (incidentId: string, componentId: string): CommandOf<'open-incident'> => ({
  type: 'open-incident',
  incidentId,
  title: `${componentId} is down`,
  impacts: [{ componentId, level: 'major_outage', what: 'cannot watch', audience: { kind: 'everyone' } }],
});
const slow = (incidentId: string, componentId: string): Command => ({
  type: 'open-incident',
  incidentId,
  title: `${componentId} is slow`,
  impacts: [{ componentId, level: 'degraded_performance', what: 'wait for the picture' }],
});
const sentence = () => screen.getByRole('heading', { level: 1 }).textContent;
const claim = () => screen.getByRole('status').textContent;
const notes = () => screen.queryByRole('complementary', { name: 'About this screen' })?.textContent ?? '';
const page = () => document.body.textContent ?? '';
const SCREEN: Visitor = { scope: 'internal', name: 'Wall 7', role: 'viewer', kind: 'kiosk', expiresAt: NOW + 90 * 86_400_000 };
const NOBODY: Visitor = { scope: 'public', name: null, role: null, kind: null, expiresAt: null };

test('[CM20] the wall says when the latest words were said, not when what they tell of happened', async () => {
  const early = { ms: NOW - 8 * 3_600_000, precision: 'exact' } as const;
  await renderWithState([...BOARD, down('inc-a', 'live'), { type: 'post-update', incidentId: 'inc-a', kind: 'fact', text: 'A disk filled up.', at: early }], {
    path: '/wall',
  });
  expect(page()).toMatch(/Latest, 04:\d\d/);
});

test('[VW91] after a minute without a word the wall says since when, what it last knew, and not that it is so', async () => {
  const stage = await renderWithState(BOARD, { path: '/wall' });
  expect([sentence(), claim()]).toEqual(['No trouble reported.', 'live']);
  stage.peer.sockets = 'mute';
  stage.peer.polls = 'shut';
  await stage.pass(16_000);
  expect([sentence(), claim()]).toEqual(['No trouble reported.', 'not current']);
  await stage.pass(46_000);
  expect(sentence()).toBe('No data since 10:00.');
  expect(page()).toContain('Last known state: No trouble reported. It may have changed.');
  expect(claim()).toBe('stale');
});

test('[VW92] a major outage stays through a silence, marked with the time it was true', async () => {
  const stage = await renderWithState([...BOARD, down('inc-a', 'live')], { path: '/wall' });
  expect(page()).not.toContain('as of');
  const line = () => screen.getByRole('region', { name: 'Time line' }).textContent;
  expect(line()).toMatch(/now 10:0\d/);
  stage.peer.sockets = 'mute';
  stage.peer.polls = 'shut';
  await stage.pass(75_000);
  expect(sentence()).toContain('Nobody can watch');
  // The time line ends at the last data.
  expect(line()).toContain('last known 10:00');
  expect(line()).not.toContain('now ');
  expect(screen.getByRole('region', { name: 'Now' }).textContent).toContain('as of 10:00:0');
});

test('[VW91] what was last heard on another day says which', async () => {
  const stage = await renderWithState(BOARD, { path: '/wall' });
  stage.peer.sockets = 'shut';
  stage.peer.polls = 'shut';
  stage.peer.cut();
  stage.time.sleep(30 * 3_600_000);
  await stage.pass(2_000);
  const heardOn = day(NOW);
  expect(sentence()).toBe(`No data since ${heardOn} 10:00.`);
  expect(page()).toContain(`Last heard ${heardOn} 10:00`);
});

test('[VW91] beside a major outage that stays through a silence, no group is said to be well', async () => {
  const rest: Command[] = [
    { type: 'define-group', groupId: 'web', name: 'Web' },
    { type: 'define-component', componentId: 'site', name: 'Site', groupId: 'web' },
  ];
  const stage = await renderWithState([...BOARD, ...rest, down('inc-a', 'live'), slow('inc-b', 'encoders')], { path: '/wall' });
  const groups = () => screen.getByRole('list', { name: 'Groups' }).textContent;
  expect(groups()).toContain('WebNo trouble reported');
  stage.peer.sockets = 'mute';
  stage.peer.polls = 'shut';
  await stage.pass(75_000);
  expect(groups()).toContain('Webunknown');
  expect(groups()).toContain('Video1 major');
});

test.each([
  [{ ms: NOW - 3 * 86_400_000, precision: 'minute' }, 'since Sun 10:00 UTC'],
  [{ ms: NOW - 3 * 86_400_000, precision: 'approximate' }, 'since 31 May 2026, about 10:00 UTC'],
  [{ ms: NOW - 40 * 86_400_000, precision: 'minute' }, `since ${day(NOW - 40 * 86_400_000)}`],
  [{ ms: null, precision: 'unknown' }, 'since when is not known'],
] as const)('[VW90] since when it burns is told as well as it is known: %o', async (at, words) => {
  await renderWithState([...BOARD, { ...down('inc-a', 'live'), at }], { path: '/wall' });
  const field = screen.getByRole('region', { name: 'Now' }).textContent ?? '';
  expect(field.endsWith(words), field).toBe(true);
});

test('[VW6] a wall that comes back lists what changed meanwhile for five minutes, then as ever', async () => {
  const stage = await renderWithState(BOARD, { path: '/wall' });
  stage.peer.sockets = 'mute';
  stage.peer.polls = 'shut';
  await stage.pass(90_000);
  stage.peer.sockets = 'open';
  await stage.happen(down('inc-a', 'live'));
  await stage.pass(30_000);
  const list = screen.getByRole('region', { name: 'Changed meanwhile' }).textContent;
  expect(list).toMatch(/Back after \d m \d\d s/);
  expect(list).toContain('live is down');
  await stage.pass(300_000);
  expect(screen.queryByRole('region', { name: 'Changed meanwhile' })).toBeNull();
});

test('[VW6] a silence in which nothing changed that is shown here takes no room from what is wrong', async () => {
  const stage = await renderWithState([...BOARD, slow('inc-a', 'live'), down('inc-b', 'live')], {
    path: '/wall?groups=video',
  });
  stage.peer.sockets = 'mute';
  stage.peer.polls = 'shut';
  await stage.pass(90_000);
  await stage.happen(down('inc-c', 'encoders'));
  stage.peer.sockets = 'open';
  await stage.pass(30_000);
  expect(claim()).toBe('live');
  expect(screen.queryByRole('region', { name: 'Changed meanwhile' })).toBeNull();
  expect(screen.getByRole('region', { name: 'Also' }).textContent).toContain('wait for the picture');
});

test('[QU16] a component that was down without an incident ends the quiet of a calm wall', async () => {
  const check = (level: 'major_outage' | 'operational'): Command => ({
    type: 'make-statement',
    statementId: 'probe',
    componentId: 'live',
    level,
    source: { kind: 'check', name: 'Probe' },
  });
  await renderWithState([...BOARD, check('major_outage'), check('operational')], { path: '/wall' });
  expect(screen.getByText(/Quiet for/).textContent).toMatch(/Last: .*, major outage, /);
});

test('[QU95] the wall names who acknowledged where nobody commands', async () => {
  const board: Command[] = [...BOARD, down('inc-a', 'live'), slow('inc-b', 'encoders')];
  await renderWithState([...board, { type: 'acknowledge-incident', incidentId: 'inc-a', by: 'Bo' }], { path: '/wall' });
  expect(screen.getByRole('region', { name: 'What is being done' }).textContent).toContain('Who has itBo');
  cleanup();
  await renderWithState([...board, { type: 'acknowledge-incident', incidentId: 'inc-b', by: 'Bo' }], { path: '/wall' });
  expect(screen.getByRole('region', { name: 'What is being done' }).textContent).toContain('Nobody has itAsk Bo, then Cy');
  expect(screen.getByRole('region', { name: 'Also' }).textContent).toContain('Bo');
});

test('[VW90] beside other trouble the wall names also the components that the sentence leaves out', async () => {
  const part = (componentId: string, what: string | null) => ({
    impactId: `i-${componentId}`,
    componentId,
    level: 'major_outage' as const,
    ...(what === null ? {} : { what }),
  });
  const board: Command[] = [
    ...BOARD,
    { type: 'define-component', componentId: 'shop', name: 'Shop' },
    { type: 'open-incident', incidentId: 'inc-a', title: 'Many', impacts: [part('live', 'requests fail'), part('shop', null)] },
  ];
  const now = () => screen.getByRole('region', { name: 'Now' }).textContent;
  await renderWithState([...board, slow('inc-b', 'encoders')], { path: '/wall' });
  expect(sentence()).toBe('Live delivery: requests fail');
  expect(now()).toContain('Shop is down. How many are hurt is not yet counted');
  cleanup();
  // Alone it has a list of all components.
  await renderWithState(board, { path: '/wall' });
  expect(now()).not.toContain('Shop is down');
  expect(screen.getByRole('list', { name: 'Components' }).textContent).toContain('Shop');
});

test('[VW90] while what changed in a silence is listed, all that is wrong stays on the wall', async () => {
  const stage = await renderWithState([...BOARD, down('inc-a', 'live'), slow('inc-b', 'encoders')], { path: '/wall' });
  stage.peer.sockets = 'mute';
  stage.peer.polls = 'shut';
  await stage.pass(90_000);
  await stage.happen({ type: 'define-component', componentId: 'shop', name: 'Shop' }, down('inc-c', 'shop'));
  stage.peer.sockets = 'open';
  await stage.pass(30_000);
  expect(screen.getByRole('region', { name: 'Changed meanwhile' }).textContent).toContain('shop is down');
  expect(screen.getByRole('region', { name: 'Also' }).textContent).toContain('wait for the picture');
});

test('[VW6] what happens once the line is back is no change of the silence', async () => {
  const stage = await renderWithState(BOARD, { path: '/wall' });
  stage.peer.sockets = 'mute';
  stage.peer.polls = 'shut';
  await stage.pass(90_000);
  await stage.happen(down('inc-a', 'live'));
  stage.peer.sockets = 'open';
  await stage.pass(30_000);
  await stage.happen(down('inc-b', 'encoders'));
  const list = screen.getByRole('region', { name: 'Changed meanwhile' }).textContent;
  expect(list).toContain('live is down');
  expect(list).not.toContain('encoders is down');
});

test('[VW6] a device that was suspended lists what it missed, too', async () => {
  const stage = await renderWithState(BOARD, { path: '/wall' });
  stage.time.sleep(8 * 3_600_000);
  stage.peer.sockets = 'shut';
  await stage.happen(down('inc-a', 'live'));
  await stage.pass(1_000);
  expect(sentence()).toBe('No data since 10:00.');
  stage.peer.sockets = 'open';
  await stage.pass(40_000);
  expect(screen.getByRole('region', { name: 'Changed meanwhile' }).textContent).toContain('live is down');
});

test('[VW94] what the address asks for is shown alone and named, and so is what this board does not have', async () => {
  await renderWithState([...BOARD, down('inc-a', 'encoders')], { path: '/wall?groups=video,audio&regions=moon&zone=Mars/Olympus' });
  expect(sentence()).toBe('No trouble reported.');
  for (const words of ['Only Video', 'no group or region audio, moon; it has video', 'There is no zone Mars/Olympus; times are in UTC'])
    expect(notes()).toContain(words);
});

test.each([
  'groups=7',
  'groups=true',
  'groups=moon&groups=7',
  'groups=[7]',
  'zone=1',
  'zone={"a":1}',
  '__proto__[groups]=moon',
  'regions=__proto__,constructor',
])('[VW94] no address takes the wall away: ?%s', async (asked) => {
  await renderWithState(BOARD, { path: `/wall?${asked}` });
  expect(screen.getByRole('heading', { level: 1 }).textContent).not.toContain('could not be drawn');
  const [, vain] = /(?:groups=(?!\[)|zone=)(\w+)/.exec(asked) ?? [];
  if (vain !== undefined && !asked.startsWith('__proto__')) expect(notes()).toMatch(new RegExp(`no (?:group or region|zone) ${vain}`));
});

test.each([
  ['deep lists', `groups=${'['.repeat(7_000)}${']'.repeat(7_000)}`],
  ['deep lists that never end', `groups=${'['.repeat(15_000)}`],
  ['deep objects', `zone=${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`],
  ['deep lists of many', `regions=${'["a",'.repeat(2_000)}1${']'.repeat(2_000)}`],
  ['a long word', `groups=${'moon'.repeat(4_000)}&zone=${'moon'.repeat(1_000)}`],
  ['many words', `groups=${Array.from({ length: 3_000 }, (_, at) => `m${at}`).join(',')}`],
  ['a long number', `groups=${'7'.repeat(9_000)}`],
])('[VW94] no address takes the wall away, nor fills it: %s', async (_, asked) => {
  await renderWithState(BOARD, { path: `/wall?${asked}` });
  expect(page()).not.toContain('could not be drawn');
  expect(sentence()).toMatch(/^No (?:components here|trouble reported)\.$/);
  expect(notes()).toMatch(/no (?:group or region|zone) [\w[{]/);
  expect(notes().length).toBeLessThan(600);
});

test('[VW94] of many groups that are shown alone the first are named, and the rest are counted', async () => {
  const groups = Array.from({ length: 40 }, (_, at): Command => ({ type: 'define-group', groupId: `g${at}`, name: `Group ${at}` }));
  await renderWithState([...BOARD, ...groups], { path: `/wall?groups=${groups.map((_, at) => `g${at}`).join(',')}` });
  expect(notes()).toContain('Only Group 0, Group 1, Group 2 and 37 more');
});

test('[VW94] an address that asks in vain for all of its parts calls no board empty', async () => {
  await renderWithState([...BOARD, down('inc-a', 'encoders')], { path: '/wall?groups=vidoe' });
  expect(sentence()).toBe('No components here.');
  expect(page()).not.toContain('This board is empty');
  expect(notes()).toContain('no group or region vidoe');
});

test('[VW94] in an exercise, too, what customers see is told of the part that is shown', async () => {
  const elsewhere: Command[] = [
    { type: 'define-component', componentId: 'shop', name: 'Shop', scope: 'public' },
    { ...down('inc-a', 'shop'), scope: 'public' },
    { type: 'start-drill', drillId: 'd', name: 'Spring drill' },
  ];
  await renderWithState([...BOARD, ...elsewhere], { path: '/wall?groups=video' });
  expect(page()).toContain('No real trouble reported. Customers see: Operational');
});

test('[VW5] an exercise on a board that the server has not confirmed yet is marked with its time', async () => {
  const drill: Command[] = [...BOARD, { type: 'start-drill', drillId: 'd', name: 'Spring drill' }];
  const stage = await renderWithState(drill, { path: '/wall' });
  const now = () => screen.getByRole('region', { name: 'Now' }).textContent;
  expect(now()).not.toContain('as of');
  stage.sync.keep();
  stage.unmount();
  await renderWithState(drill, { path: '/wall', storage: stage.storage, before: (peer) => (peer.sockets = peer.polls = 'shut') });
  expect(now()).toContain('as of 10:00:0');
});

test('[VW11] a check that is muted is no health: the calm wall says so, in its shape and in words', async () => {
  const check: Command[] = [
    { type: 'define-component', componentId: 'shop', name: 'Shop', evidence: 'measured' },
    { type: 'make-statement', statementId: 's1', componentId: 'shop', level: 'partial_outage', source: { kind: 'check', name: 'Probe' } },
    { type: 'mute-statements', statementIds: ['s1'], until: NOW - 3 * 3_600_000, reason: 'The probe is broken' },
  ];
  await renderWithState(check, { path: '/wall' });
  expect(sentence()).toBe('No trouble reported.');
  expect(page()).toContain('1 of 1 with muted checks.');
  expect(document.querySelector('main p [data-st]')?.hasAttribute('data-unmeasured')).toBe(true);
});

test('[VW95] the time shown is the server’s, and a clock that is far off is said', async () => {
  await renderWithState(BOARD, { path: '/wall', wallError: 2 * 3_600_000 });
  expect(screen.getByText(/^10:00:0\d/)).toBeTruthy();
  expect(notes()).toContain('This screen’s own clock is 2 h 00 m ahead; the times shown are the server’s');
  cleanup();
  await renderWithState(BOARD, { path: '/wall', wallError: 20_000 });
  expect(notes()).not.toContain('own clock');
});

test('[VW98] a screen whose link was revoked says so, shows nothing of the board, and says so again before the server has answered', async () => {
  let who = async (): Promise<Visitor> => SCREEN;
  const stage = await renderWithState([...BOARD, down('inc-a', 'encoders')], { path: '/wall', whoAmI: () => who() });
  expect(sentence()).toContain('Nobody can watch');
  expect(page()).toContain('Wall 7');
  stage.peer.mayHear = new Set(['public']);
  stage.peer.cut();
  await stage.pass(5_000);
  expect(sentence()).toBe('This screen is signed out.');
  for (const words of ['watch', 'encoders', 'Live delivery', 'Marlow']) expect(page()).not.toContain(words);
  expect(claim()).toBe('signed out');
  cleanup();
  who = async () => {
    throw new ApiError(UNREACHED);
  };
  await renderWithState(BOARD, { path: '/wall', storage: stage.storage, whoAmI: () => who(), before: (peer) => (peer.sockets = peer.polls = 'shut') });
  expect(sentence()).toBe('This screen is signed out.');
  expect(page()).not.toContain('Live delivery');
  cleanup();
  await renderWithState(BOARD, { path: '/wall', storage: stage.storage, whoAmI: async () => NOBODY });
  expect(sentence()).toBe('This screen is signed out.');
});

test('[VW98] a screen with a new link, or a browser where somebody signs in, is a wall again', async () => {
  localStorage.setItem('sitrep.wall.screen', 'Wall 7');
  localStorage.setItem('sitrep.wall.revoked', 'yes');
  await renderWithState(BOARD, { path: '/wall', whoAmI: async () => SCREEN });
  expect(sentence()).toBe('No trouble reported.');
  expect(localStorage.getItem('sitrep.wall.revoked')).toBeNull();
  cleanup();
  await renderWithState(BOARD, { path: '/wall' });
  expect(page()).not.toContain('Wall 7');
});

test('[VW101] a wall for customers draws nothing internal at any moment, also where more may be seen, and after it asked who it is', async () => {
  const drawn: string[] = [];
  const note = (changes: MutationRecord[]) => drawn.push(...changes.flatMap(({ addedNodes }) => [...addedNodes].map((node) => node.textContent ?? '')));
  const watcher = new MutationObserver(note);
  watcher.observe(document.body, { subtree: true, childList: true });
  const stage = await renderWithState([...BOARD, down('inc-a', 'encoders')], { path: '/wall?scope=public', whoAmI: async () => SCREEN });
  await stage.pass(1_000);
  const scopes: string[] = [];
  stage.sync.store.subscribe(({ scope }) => scopes.push(scope));
  // A named screen checks its sign-in once a day.
  stage.time.freeze(25 * 3_600_000);
  await stage.pass(2_000);
  await stage.pass(30_000);
  note(watcher.takeRecords());
  watcher.disconnect();
  expect(sentence()).toBe('No trouble reported.');
  expect(drawn.join()).toContain('No trouble reported.');
  for (const words of ['Nobody can watch', 'encoders', 'MAJOR']) expect(drawn.join()).not.toContain(words);
  expect(new Set(scopes)).toEqual(new Set(['public']));
});

const FALLEN = 'Not signed in: this is what customers see';
test('[VW105] a wall whose person is signed out says that it shows what customers see', async () => {
  const stage = await renderWithState([...BOARD, down('inc-a', 'encoders')], { path: '/wall' });
  expect(notes()).not.toContain(FALLEN);
  stage.peer.mayHear = new Set(['public']);
  stage.peer.cut();
  await stage.pass(5_000);
  expect(sentence()).toBe('No trouble reported.');
  await stage.pass(300_000);
  expect(notes()).toContain(FALLEN);
});

test('[VW105] so does one whose link is still being tried, and none that was asked to, or that shows nothing', async () => {
  const trying = { link: { kind: 'kiosk', token: 't' }, exchange: async () => UNREACHED } as const;
  await renderWithState(BOARD, { path: '/wall', scope: 'public', ...trying });
  expect(notes()).toContain(FALLEN);
  cleanup();
  for (const scope of ['public', 'internal'] as const) {
    await renderWithState(BOARD, { path: '/wall?scope=public', scope });
    expect(sentence()).toBe('No trouble reported.');
    expect(notes()).not.toContain(FALLEN);
    cleanup();
  }
  await renderWithState(BOARD, { path: '/wall', scope: 'public', before: (peer) => (peer.sockets = peer.polls = 'shut') });
  expect(sentence()).toBe('No data yet.');
  expect(notes()).not.toContain(FALLEN);
});

test('[VW105] nor a named screen of a public board, whose link is good and which shows what customers see', async () => {
  const screenOf = async () => ({ ...NOBODY, name: 'Wall 7', role: 'viewer', kind: 'kiosk' }) as const;
  await renderWithState(BOARD, { path: '/wall', scope: 'public', whoAmI: screenOf });
  expect(sentence()).toBe('No trouble reported.');
  expect(notes()).not.toContain(FALLEN);
});

test('[VW98] by what a new link is made is said once, whoever says it', async () => {
  const command = 'npm run sitrep -- token create --kiosk';
  const detail = `This link was revoked, has expired or is incomplete. Make another with "${command} --name ...", and open that one on the screen.`;
  const refused = async () => ({ ...UNREACHED, status: 401, code: 'unauthorised', detail });
  await renderWithState(BOARD, { path: '/wall', whoAmI: async () => NOBODY, link: { kind: 'kiosk', token: 't' }, exchange: refused });
  expect(sentence()).toBe('This screen is signed out.');
  expect(page().split(command)).toHaveLength(2);
  cleanup();
  localStorage.setItem('sitrep.wall.screen', 'Wall 7');
  await renderWithState(BOARD, { path: '/wall', whoAmI: async () => NOBODY });
  expect(page()).toContain(`${command} --name "Wall 7"`);
});

test('[VW93] what is resolved in an exercise promises no next word, unless it did', async () => {
  const drill: Command[] = [...BOARD, { type: 'start-drill', drillId: 'd', name: 'Spring drill' }, { ...down('inc-a', 'live'), drill: 'd' }];
  const facts = () => screen.getByRole('region', { name: 'What is being done' }).textContent ?? '';
  const stage = await renderWithState(drill, { path: '/wall' });
  // Nobody has to take an exercise.
  expect(facts()).toMatch(/nobody yet.*Next updatenot promised/);
  await stage.happen({ type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' });
  expect(facts()).toContain('Resolved');
  expect(facts()).not.toMatch(/Next update|Take by|obody/);
});

test('[VW99] what a browser refuses is told in the first minute of a page, and not again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  await renderWithState(BOARD, { path: '/wall' });
  await act(async () => void (await vi.advanceTimersByTimeAsync(1_000)));
  expect(notes()).toContain('This browser lets the screen fall asleep');
  await act(async () => void (await vi.advanceTimersByTimeAsync(61_000)));
  expect(notes()).toBe('');
});

test('[VW103] a wall that breaks says so, and asks each minute whether it can load itself again', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    throw new TypeError('no network here');
  });
  vi.stubGlobal('ResizeObserver', undefined);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await renderWithState(BOARD, { path: '/wall' });
  expect(sentence()).toBe('This wall could not be drawn');
  expect(screen.queryByRole('status')).toBeNull();
  for (const minutes of [1, 2]) {
    await act(async () => vi.advanceTimersByTime(60_000));
    expect(asked.filter((address) => address === '/livez')).toHaveLength(minutes);
  }
  expect(takeRoomErrors()).not.toHaveLength(0);
});

/** Counts how often the wall checks whether the server answers before a reload; here it never does. */
const countTries = (): (() => number) => {
  let tries = 0;
  vi.stubGlobal('fetch', async (address: string) => {
    if (address === '/livez') tries += 1;
    return new Response(null, { status: 503 });
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'], shouldAdvanceTime: true });
  return () => tries;
};
const wait = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));

test('[VW102] a calm wall takes a newer page a minute after its last change, a burning one does not, and nothing on screen changes before', async () => {
  const tries = countTries();
  // Reloads are spread randomly over half a minute: this wall gets the middle.
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const stage = await renderWithState(BOARD, { path: '/wall', newerPage: true });
  await stage.pass(6_000);
  stage.peer.build = 'another';
  await stage.pass(6_000);
  await wait(59_000);
  expect([tries(), sentence()]).toEqual([0, 'No trouble reported.']);
  await wait(32_000);
  expect([tries(), sentence()]).toEqual([1, 'No trouble reported.']);
  await stage.happen(down('inc-a', 'live'));
  await wait(300_000);
  expect(tries()).toBe(1);
});

test('[VW102] a page whose updates stopped for good goes on trying to load itself again, whatever burns and however long it takes', async () => {
  const tries = countTries();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const stage = await renderWithState([...BOARD, down('inc-a', 'live')], { path: '/wall' });
  stage.peer.refuse({ code: 'wire_version', detail: 'this server speaks another version', retryAfterMs: null });
  await stage.pass(1_000);
  expect(claim()).toBe('stopped');
  await stage.pass(90_000);
  await wait(300_000);
  expect(tries()).toBeGreaterThanOrEqual(8);
  expect(tries()).toBeLessThanOrEqual(11);
});

test('[VW96] a wall with sound is heard when it gets worse and once a minute from then on, until somebody touches it', async () => {
  let tones = 0;
  vi.stubGlobal(
    'AudioContext',
    soundingContext(() => (tones += 1)),
  );
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const stage = await renderWithState(BOARD, { path: '/wall?sound=on' });
  expect(tones).toBe(0);
  await stage.happen(down('inc-a', 'live'));
  const once = tones;
  expect(once).toBeGreaterThan(1);
  await act(async () => vi.advanceTimersByTime(60_000));
  expect(tones).toBe(2 * once);
  await act(async () => void dispatchEvent(new Event('pointerdown')));
  expect(notes()).toContain('Muted until 10:30: a major outage');
  await act(async () => vi.advanceTimersByTime(300_000));
  expect(tones).toBe(2 * once);
  await stage.happen(down('inc-b', 'encoders'));
  expect(tones).toBe(3 * once);
});

test('[VW96] a browser that takes sound back later is asked again with each alarm, and what it refuses is said for a minute', async () => {
  let tones = 0;
  const Sounding = soundingContext(() => (tones += 1));
  const made: InstanceType<typeof Sounding>[] = [];
  vi.stubGlobal(
    'AudioContext',
    class extends Sounding {
      constructor() {
        super();
        made.push(this);
      }
    },
  );
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'], shouldAdvanceTime: true });
  const stage = await renderWithState(BOARD, { path: '/wall?sound=on' });
  await wait(61_000);
  expect(notes()).not.toContain('refuses sound');
  for (const one of made) one.turn('suspended');
  await wait(10);
  expect(notes()).toContain('This browser refuses sound');
  await wait(60_000);
  expect(notes()).not.toContain('refuses sound');
  await stage.happen(down('inc-a', 'live'));
  await wait(600);
  expect(tones).toBe(0);
  for (const one of made) one.resume = async () => one.turn('running');
  await wait(60_000);
  expect(tones).toBeGreaterThan(1);
});

test('[VW96] what gets worse while something sounds is heard at once, not with the next minute', async () => {
  let tones = 0;
  vi.stubGlobal(
    'AudioContext',
    soundingContext(() => (tones += 1)),
  );
  const stage = await renderWithState(BOARD, { path: '/wall?sound=on' });
  await stage.happen(down('inc-a', 'live'));
  const once = tones;
  await stage.happen(down('inc-b', 'encoders'));
  expect([once > 0, tones]).toEqual([true, 2 * once]);
});

test('[VW200] [VW201] what nobody takes in time is heard anew on a wall, which then says whom to ask, until somebody has it', async () => {
  let tones = 0;
  vi.stubGlobal(
    'AudioContext',
    soundingContext(() => (tones += 1)),
  );
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let server: ReturnType<typeof serveCommands> | undefined;
  const before = (peer: ChainPeer, time: VirtualTime) => {
    server = serveCommands({ peer, time });
  };
  const stage = await renderWithState(BOARD, { path: '/wall?sound=on', before });
  const facts = () => screen.getByRole('region', { name: 'What is being done' }).textContent;
  await server?.give(down('inc-a', 'live'));
  await stage.pass(0);
  expect(facts()).toMatch(/nobody yetTake by 10:05in 4m 5\ds$/);
  const once = tones;
  expect(once).toBeGreaterThan(1);
  await act(async () => void dispatchEvent(new Event('pointerdown')));
  await stage.pass(299_000);
  await act(async () => vi.advanceTimersByTime(60_000));
  expect(tones).toBe(once);
  await stage.pass(102_000);
  expect(facts()).toMatch(/Nobody has itAsk Bo, then CyTake by 10:051m 41s late$/);
  expect([tones, notes()]).toEqual([2 * once, expect.not.stringContaining('Muted')]);
  await act(async () => vi.advanceTimersByTime(60_000));
  expect(tones).toBe(3 * once);
  await server?.give({ type: 'acknowledge-incident', incidentId: 'inc-a' });
  await stage.pass(0);
  await act(async () => vi.advanceTimersByTime(300_000));
  expect([tones, facts()]).toEqual([3 * once, expect.stringMatching(/Who has itAna.*Next updatenot promised$/)]);
});

/** A browser that allows sound. `onTone` is called for each tone. */
const soundingContext = (onTone: () => void) => {
  const param = { value: 0, setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined };
  return class {
    state = 'running';
    readonly currentTime = 0;
    onstatechange: (() => void) | null = null;
    turn(state: 'running' | 'suspended'): void {
      this.state = state;
      this.onstatechange?.();
    }
    resume = async (): Promise<void> => undefined;
    close = async (): Promise<void> => undefined;
    createGain = () => ({ gain: param, connect: (next: unknown) => next });
    createOscillator = () => ({ type: '', frequency: param, connect: (next: unknown) => next, start: onTone, stop: () => undefined });
  };
};

test('[QU18] a wall names what is hurt where incidents read the same, and each row says its own', async () => {
  const same = (componentId: string): Command => ({
    type: 'open-incident',
    incidentId: `inc-${componentId}`,
    title: `${componentId} trouble`,
    impacts: [{ componentId, level: 'major_outage', what: 'requests fail' }],
  });
  await renderWithState([...BOARD, same('live'), same('encoders')], { path: '/wall' });
  expect(sentence()).toMatch(/^(Live delivery|Encoders in the cellar): requests fail\.?$/);
  expect(page()).toContain('Live delivery: requests fail');
  expect(page()).toContain('Encoders in the cellar: requests fail');
});

test('[VW90] work during an outage is one line of the wall: the time line and the components stay, and each component is told once', async () => {
  const work: Command = {
    type: 'schedule-maintenance',
    maintenanceId: 'm',
    title: 'Disks',
    componentIds: ['encoders'],
    from: { ms: NOW - 60_000, precision: 'exact' },
    until: { ms: NOW + 3_600_000, precision: 'exact' },
    scope: 'internal',
  };
  await renderWithState([...BOARD, down('inc-a', 'live'), work, { type: 'change-maintenance-phase', maintenanceId: 'm', phase: 'in_progress' }], {
    path: '/wall',
  });
  expect(screen.getByRole('region', { name: 'Time line' })).toBeTruthy();
  expect(screen.getByRole('list', { name: 'Components' }).textContent).toBe('Live deliveryMajor outage');
  expect(screen.getByRole('region', { name: 'Under maintenance' }).textContent).toMatch(/^Encoders in the cellar: under maintenance\. Disksuntil \d\d:\d\d$/);
});

test('[VW130] a wall says what customers are told otherwise, of the part it shows, in every scene, and a wall for customers never', async () => {
  const history: Command[] = [...BOARD, { ...down('inc-a', 'live'), scope: 'public' }, { type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' }];
  const band = () => screen.queryByRole('complementary', { name: 'Customers see something else' })?.textContent ?? null;
  const stage = await renderWithState(history, { path: '/wall' });
  expect(sentence()).toBe('No trouble reported.');
  // What it is about comes first, and it stands under the headline, with the shape of the level, where the length of the quiet would stand.
  expect(band()).toMatch(/^live is down\. Customers still see: Major outage, Investigating\. Resolved inside since \d\d:\d\d\.$/);
  expect(within(screen.getByRole('main')).getByRole('complementary', { name: 'Customers see something else' }).querySelector('svg, [data-st]')).not.toBeNull();
  expect(page()).not.toContain('Quiet for');
  // The headline says that no trouble is reported; the groups below do not say it again.
  expect(screen.getByRole('list', { name: 'Groups' }).textContent).toBe('VideoOthers');
  await stage.happen(slow('inc-b', 'encoders'));
  expect(band()).toContain('Customers still see: Major outage');
  await stage.happen({ type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' });
  expect(band()).toBeNull();
  cleanup();
  await renderWithState(history, { path: '/wall?scope=public' });
  expect(sentence()).toContain('Nobody can watch');
  expect(band()).toBeNull();
  cleanup();
  await renderWithState([{ type: 'define-group', groupId: 'money', name: 'Money' }, ...history], { path: '/wall?groups=money' });
  expect(band()).toBeNull();
});

test('[VW90] that an incident came back leaves room for the clock: beside another remark it is said in two words', async () => {
  const again: Command[] = [
    ...BOARD,
    down('inc-a', 'live'),
    { type: 'resolve-incident', incidentId: 'inc-a' },
    { type: 'reopen-incident', incidentId: 'inc-a' },
  ];
  const tags = () =>
    [...screen.getByRole('region', { name: 'Now' }).querySelectorAll('b')].map(({ textContent }) => textContent).filter((tag) => /[A-Za-z]{4}/.test(tag ?? ''));
  const stage = await renderWithState(again, { path: '/wall' });
  expect(tags()).toEqual(['NOT ACKNOWLEDGED', 'came back']);
  await stage.happen({ type: 'acknowledge-incident', incidentId: 'inc-a', by: 'Ana' });
  expect(tags()).toEqual([expect.stringMatching(/^came back: declared fixed \d\d:\d\d$/)]);
});

test('[WD5] on the wall of an exercise whose outage is resolved no green stands over the sentence of the outage', async () => {
  const drill: Command[] = [...BOARD, { type: 'start-drill', drillId: 'd', name: 'Spring drill' }, { ...down('inc-a', 'live'), drill: 'd' }];
  const field = () => screen.getByRole('region', { name: 'Now' });
  const stage = await renderWithState(drill, { path: '/wall' });
  expect([field().getAttribute('data-st'), sentence()]).toEqual(['maj', 'Nobody can watch, anywhere']);
  await stage.happen({ type: 'resolve-incident', incidentId: 'inc-a' });
  expect([field().getAttribute('data-st'), sentence()]).toEqual(['op', 'Resolved in the exercise: live is down']);
  expect(field().textContent).toContain('Resolved, simulated');
  expect(field().textContent).not.toContain('Operational');
});
