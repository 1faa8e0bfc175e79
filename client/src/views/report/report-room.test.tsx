import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Event, UnknownEvent } from '@sitrep/shared/domain/event.ts';
import { EXAMPLE_BOARD, OPENED, opened } from '@sitrep/shared/testing/example-board.ts';
import { worldOf } from '@sitrep/shared/testing/world-of.ts';
import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { countDrafts } from '../../sync/kept-drafts.ts';
import { serveCommands } from '../../testing/command-server.ts';
import { renderWithState } from '../../testing/render-with-state.tsx';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
});

const BOARD: Command[] = [
  ...EXAMPLE_BOARD,
  { type: 'define-component', componentId: 'live', name: 'Live delivery', groupId: 'media', scope: 'public' },
  { type: 'define-component', componentId: 'ingest', name: 'Live ingest', groupId: 'media', scope: 'public' },
];
/** Everything that one report tries before it gives up. */
const THRICE = 3;

/** The page on which one reports, and the server behind it. */
const open = async (history: readonly (Command | Event | UnknownEvent)[] = BOARD, given: Parameters<typeof renderWithState>[1] = {}) => {
  let server: ReturnType<typeof serveCommands> | null = null;
  const stage = await renderWithState(history, {
    ...given,
    path: '/report',
    before: (peer, time) => {
      server = serveCommands({ peer, time });
    },
  });
  await screen.findByRole('heading', { level: 1, name: 'Report an incident' });
  const world = () => worldOf(stage.peer.chain('internal').events);
  const newest = () => Object.values(world().board.incidents).find(({ title }) => title !== 'Playback fails');
  return { ...stage, ...(server as unknown as ReturnType<typeof serveCommands>), world, newest, at: () => stage.router.state.location.pathname };
};
const form = () => screen.findByRole('form', { name: 'Report an incident' });
const seen = async () => within(await form()).getByRole<HTMLInputElement>('textbox', { name: 'What do people see?' });
const finder = () => screen.getByRole<HTMLInputElement>('searchbox', { name: 'Find a component' });
const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const send = async () => within(await form()).getByRole('button', { name: /^(Report to responders|Start exercise|Sending)/ });
const press = async (name: string | RegExp) => userEvent.click(within(await form()).getByRole('button', { name }));
/** Types at the end, at once: each key would draw the whole page. */
const say = async (words: string) => {
  await userEvent.click(await seen());
  await userEvent.paste(words);
};
const take = async (typed: string) => {
  await userEvent.clear(finder());
  await userEvent.paste(typed);
  await userEvent.keyboard('{Enter}');
};
const sendByKeys = () => userEvent.keyboard('{Control>}{Enter}{/Control}');

test('[VW160] only who may write reports; others are told who does, and an empty board leads to a first component', async () => {
  for (const given of [{ role: 'viewer' }, { scope: 'public' as const }]) {
    await open(BOARD, given);
    expect(screen.queryByRole('form')).toBeNull();
    expect(screen.getByText(/Responders report incidents/)).toBeTruthy();
    cleanup();
  }
  await open([]);
  expect(screen.queryByRole('form')).toBeNull();
  expect(screen.getByRole('link', { name: 'Add a first component' }).getAttribute('href')).toBe('/');
  cleanup();
  await open([], { role: 'responder' });
  expect(screen.getByText(/An admin adds the first one/)).toBeTruthy();
});

test('[VW160] whoever looks at what customers see is led back to the internal board', async () => {
  const { sync } = await open();
  await form();
  act(() => sync.look('public'));
  expect(screen.queryByRole('form')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Show the internal board' }));
  expect(await form()).toBeTruthy();
});

test('[VW169] by keys alone: what people see, Enter, a component, Enter, Ctrl Enter; then the page of the incident opens', async () => {
  const { newest, at, sent } = await open();
  await expect.poll(async () => document.activeElement === (await seen())).toBe(true);
  await userEvent.paste('Live streams drop for some viewers');
  await userEvent.keyboard('{Enter}');
  expect(document.activeElement).toBe(finder());
  await userEvent.paste('live d');
  expect(screen.getByText('Live delivery', { selector: 'b' }).closest('p')?.textContent).toBe('Enter takes Live delivery');
  await userEvent.keyboard('{Enter}');
  expect(box('Live delivery').checked).toBe(true);
  await sendByKeys();
  await expect.poll(at).toBe(`/incidents/${newest()?.id}`);
  expect(newest()).toMatchObject({ title: 'Live streams drop for some viewers', published: false, acknowledged: null });
  expect(newest()?.impacts).toMatchObject([{ componentId: 'live', level: 'partial_outage', what: 'Live streams drop for some viewers' }]);
  expect(sent).toHaveLength(1);
  expect(countDrafts('Ana')).toBe(0);
});

test('[VW161] sent before it can be, the focus goes to what is missing, and nothing is sent', async () => {
  const { sent } = await open();
  await userEvent.click(await send());
  expect(document.activeElement).toBe(await seen());
  expect((await form()).textContent).toContain('Say what people see.');
  await say('Nothing plays');
  await userEvent.click(await send());
  expect(document.activeElement).toBe(finder());
  expect(sent).toEqual([]);
});

test('[VW162] typing marks components and moves none; Enter takes one after the other, the arrow keys lead to the rest', async () => {
  await open();
  await form();
  const names = () => screen.getAllByRole('checkbox').map((one) => one.closest('label')?.textContent);
  const before = names();
  await userEvent.click(finder());
  await userEvent.paste('live');
  expect(names()).toEqual(before);
  expect([...document.querySelectorAll('u')].map((one) => one.textContent)).toEqual(['Live', 'Live']);
  await userEvent.keyboard('{Enter}{Enter}');
  expect([box('Live delivery').checked, box('Live ingest').checked, box('Player').checked]).toEqual([true, true, false]);
  expect(screen.getByText('All that are called so are taken.')).toBeTruthy();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(box('Live ingest').checked).toBe(false);
  await userEvent.keyboard('{ArrowUp}{ArrowUp}');
  expect(document.activeElement).toBe(finder());
  // Escape empties the field before it closes the page.
  await userEvent.keyboard('{Escape}');
  expect(finder().value).toBe('');
  expect(await form()).toBeTruthy();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Live delivery, level' }), 'Major');
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Live delivery, level' }).value).toBe('major_outage');
});

test('[VW163] where an incident is open on the component, joining it comes first; what was typed stays', async () => {
  const { sent, at, router } = await open(OPENED);
  await say('Videos stall');
  await take('play');
  const offer = await screen.findByRole('region', { name: 'Open already' });
  expect(offer.textContent).toContain('Player already has an open incident.');
  await sendByKeys();
  expect(sent).toEqual([]);
  expect(document.activeElement?.textContent).toContain('Join');
  await userEvent.keyboard('{Enter}');
  await expect.poll(at).toBe('/incidents/inc-a');
  // They stand in the composer there, for responders, and here too.
  const composer = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /^What people see, what we do/ });
  await expect.poll(() => composer.value).toBe('Videos stall');
  await expect.poll(() => router.state.location.state.words).toBeUndefined();
  expect(sent).toEqual([]);
  expect(countDrafts('Ana')).toBe(2);
  cleanup();
  const again = await open(OPENED);
  expect((await seen()).value).toBe('Videos stall');
  await press('Not the same');
  expect(screen.queryByRole('region', { name: 'Open already' })).toBeNull();
  await sendByKeys();
  await expect.poll(() => again.newest()?.title).toBe('Videos stall');
});

test('[VW164] what was typed outlives Escape, the page and the session, and can be put aside and brought back', async () => {
  const { at, sync } = await open();
  await say('Nobody can log in');
  await take('billing');
  await userEvent.keyboard('{Escape}{Escape}');
  await expect.poll(at).toBe('/');
  expect(countDrafts('Ana')).toBe(1);
  cleanup();
  await open();
  expect((await seen()).value).toBe('Nobody can log in');
  expect(box('Billing').checked).toBe(true);
  expect(screen.getByText(/Kept on this device as you type, last at \d\d:\d\d:\d\d\./)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Start anew' }));
  expect([(await seen()).value, box('Billing').checked, countDrafts('Ana')]).toEqual(['', false, 0]);
  await userEvent.click(screen.getByRole('button', { name: 'Bring it back' }));
  expect([(await seen()).value, box('Billing').checked, countDrafts('Ana')]).toEqual(['Nobody can log in', true, 1]);
  // The sign-in of this test ended with its first page; the draft waits for its author.
  expect(sync).toBeTruthy();
  cleanup();
  await open(BOARD, { role: 'viewer' });
  expect([screen.queryByRole('form'), countDrafts('Ana')]).toEqual([null, 1]);
});

test('[VW164] where the browser stores nothing, that is said', async () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await open();
  await say('a');
  expect(screen.getByText(/Not saved: the storage of this browser is full or closed/)).toBeTruthy();
  expect((await form()).hasAttribute('data-typed')).toBe(true);
});

test('[VW165] a report whose answer was lost is sent again under its key, also after a crash, and is recorded once', async () => {
  const { peer, network, sent } = await open();
  peer.sockets = 'mute';
  network.next.push(...Array<'down'>(THRICE).fill('down'));
  await say('Nothing plays');
  await take('player');
  await sendByKeys();
  await screen.findByRole('button', { name: 'Try again' });
  expect(sent).toEqual([]);
  cleanup();
  const again = await open();
  expect((await form()).textContent).toMatch(/It was sent at \d\d:\d\d, and no answer came/);
  again.network.next.push(...Array<'lost'>(THRICE).fill('lost'));
  again.peer.sockets = 'mute';
  await press('Try again');
  await expect.poll(() => again.sent.length).toBe(THRICE);
  await expect.poll(() => screen.queryByRole('button', { name: 'Try again' })).not.toBeNull();
  await press('Try again');
  // Its incident does not come over the connection, so its page is opened all the same after a while.
  await expect.poll(() => again.sent.length).toBe(THRICE + 1);
  await again.pass(3_100);
  await expect.poll(again.at).toBe(`/incidents/${again.newest()?.id}`);
  expect(new Set(again.sent.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(Object.keys(again.world().board.incidents)).toHaveLength(1);
  expect(countDrafts('Ana')).toBe(0);
});

test('[VW165] a report that arrives on the board after its answer was lost is done', async () => {
  const { network, at, newest, sent } = await open();
  network.next.push(...Array<'lost'>(THRICE).fill('lost'));
  await say('Nothing plays');
  await take('player');
  await sendByKeys();
  await expect.poll(at).toBe(`/incidents/${newest()?.id}`);
  expect(countDrafts('Ana')).toBe(0);
  // The attempts that follow come to their end within this test.
  await expect.poll(() => sent.length).toBe(THRICE);
});

test('[VW165] what was changed after a lost answer is never recorded beside what was recorded after all', async () => {
  const { peer, network, world } = await open();
  peer.sockets = 'mute';
  network.next.push(...Array<'lost'>(THRICE).fill('lost'));
  await say('Nothing plays');
  await take('player');
  await sendByKeys();
  await screen.findByRole('button', { name: 'Try again' });
  await say(' at all');
  expect((await form()).textContent).toContain('may have been recorded');
  await sendByKeys();
  const alert = await screen.findByText(/What you sent first was recorded after all/);
  expect(Object.keys(world().board.incidents)).toHaveLength(1);
  expect(
    within(alert.closest('p') as HTMLElement)
      .getByRole('link')
      .getAttribute('href'),
  ).toBe(`/incidents/${Object.keys(world().board.incidents)[0]}`);
  expect((await seen()).value).toBe('Nothing plays at all');
});

test('[VW166] everything that is answered is one command, and one press publishes it', async () => {
  const { sent, newest, world } = await open();
  await say('Live streams drop');
  await take('live d');
  const within_ = within(await form());
  await userEvent.click(within_.getByRole('radio', { name: 'A share' }));
  await userEvent.click(within_.getByRole('textbox', { name: 'Share, in per cent' }));
  await userEvent.paste('25');
  await userEvent.click(within_.getByRole('radio', { name: 'at …' }));
  await userEvent.click(within_.getByRole('textbox', { name: 'At' }));
  await userEvent.paste('09:26');
  await userEvent.click(within_.getByRole('radio', { name: 'about' }));
  await userEvent.click(within_.getByRole('radio', { name: 'me' }));
  await press('in 30 m');
  await userEvent.click(within_.getByRole('textbox', { name: 'First words' }));
  await userEvent.paste('We are looking.');
  await press('Everyone, at once');
  await expect.poll(() => newest()?.published).toBe(true);
  expect(sent).toHaveLength(1);
  expect(newest()).toMatchObject({
    startedAt: { ms: Date.UTC(2026, 5, 3, 9, 26), precision: 'approximate' },
    acknowledged: { by: 'Ana' },
    impacts: [{ audience: { kind: 'share', share: 0.25, estimate: true } }],
  });
  expect(newest()?.entries.find(({ text }) => text !== null)).toMatchObject({ scope: 'public', text: 'We are looking.' });
  expect(Object.values(world().board.commitments)).toMatchObject([{ kind: 'next_update', scope: 'public', incidentId: newest()?.id }]);
});

test('[VW166] an exercise says so on its button, and begins with its incident', async () => {
  const { newest, world } = await open();
  await say('Nobody can log in');
  await take('billing');
  await userEvent.click(screen.getByRole('checkbox', { name: /EXERCISE/ }));
  expect((await send()).textContent).toContain('Start exercise');
  expect(within(await form()).queryByRole('button', { name: 'Everyone, at once' })).toBeNull();
  await userEvent.click(await send());
  await expect.poll(() => newest()?.drill).toBe(Object.keys(world().board.drills)[0]);
});

test('[VW167] a copy of an earlier incident begins a report, and what was typed stays', async () => {
  await open([
    ...BOARD,
    opened({ text: 'We are looking.', impacts: [{ componentId: 'player', level: 'major_outage', what: 'Videos stall' }] }),
    { type: 'resolve-incident', incidentId: 'inc-a' },
  ]);
  await say('Something else');
  await press('Copy an earlier one');
  await userEvent.click(await screen.findByRole('button', { name: 'Copy Playback fails' }));
  await expect.poll(() => box('Player').checked).toBe(true);
  expect((await seen()).value).toBe('Something else');
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'First words' }).value).toBe('We are looking.');
  expect(screen.getByText(/Begun from “Playback fails”/)).toBeTruthy();
});

test('[VW168] a refusal names the question it is about, the focus goes there, and nothing is lost', async () => {
  const { newest } = await open();
  await say('Nothing plays');
  await take('player');
  await take('billing');
  await press('Everyone, at once');
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toMatch(/^It was not recorded\. “What is affected\?”: .*What you typed is kept\./);
  expect(document.activeElement).toBe(box('Billing'));
  await userEvent.keyboard('{Enter}');
  await press('Everyone, at once');
  await expect.poll(() => newest()?.published).toBe(true);
});

test('[VW168] while the page is not connected it says so before anything is sent, and keeps what is typed', async () => {
  const { sync, sent } = await open();
  act(() => sync.offline(true));
  await say('On a train');
  await take('player');
  expect((await send()).getAttribute('aria-disabled')).toBe('true');
  expect((await form()).textContent).toContain('Not connected. What you typed is kept; send it once the connection is back.');
  await sendByKeys();
  expect(sent).toEqual([]);
  expect(countDrafts('Ana')).toBe(1);
  act(() => sync.offline(false));
  expect((await send()).getAttribute('aria-disabled')).toBe('false');
});

test('[VW165] while it is on its way nothing can be changed, and who leaves is not moved by its answer', async () => {
  const { hold, at, newest, router } = await open();
  const release = hold();
  await say('On a slow line');
  await take('player');
  await sendByKeys();
  await expect.poll(async () => (await send()).textContent).toBe('Sending');
  await say(' and more');
  expect((await seen()).value).toBe('On a slow line');
  await act(() => router.navigate({ to: '/' }));
  release();
  await expect.poll(() => newest()?.title).toBe('On a slow line');
  expect(at()).toBe('/');
  await expect.poll(() => countDrafts('Ana')).toBe(0);
});

test('[VW208] a template gives what was not typed or chosen, and replaces nothing', async () => {
  const { newest } = await open([
    ...BOARD,
    {
      type: 'write-template',
      templateId: 'slow',
      use: 'report',
      name: 'Slow playback',
      what: 'wait for the picture',
      componentIds: ['player'],
      level: 'degraded_performance',
      text: 'We look.',
    },
    { type: 'write-template', templateId: 'words', use: 'update', name: 'We look', text: 'We look.' },
  ]);
  await say('Nothing plays');
  const choice = within(await form()).getByRole('combobox', { name: 'Begin from a template' });
  expect([...choice.querySelectorAll('option')].map(({ textContent }) => textContent)).toEqual(['From a template', 'Slow playback']);
  await userEvent.selectOptions(choice, 'Slow playback');
  expect((await seen()).value).toBe('Nothing plays');
  await sendByKeys();
  await expect.poll(() => newest()?.impacts).toMatchObject([{ componentId: 'player', level: 'degraded_performance', what: 'Nothing plays' }]);
  expect(newest()?.entries.find(({ kind }) => kind === 'internal')?.text).toBe('We look.');
});

test('[VW209] earlier incidents that may be the same are named with the reasons: a component, or words that few others have', async () => {
  const over = (incidentId: string, title: string, componentId: string): Command[] => [
    { type: 'open-incident', incidentId, title, impacts: [{ componentId, level: 'partial_outage' }] },
    { type: 'resolve-incident', incidentId },
  ];
  await open([...BOARD, ...over('zone', 'A resolver lost its zone', 'billing'), ...over('slow', 'Ingest is slow', 'ingest')]);
  await say('The resolver knows no zone');
  const before = async () => (await screen.findByRole('heading', { name: /^Has it happened before/ })).closest('section')?.textContent ?? '';
  expect(await before()).toContain('Both say “resolver” and “zone”.');
  expect(await before()).not.toContain('Ingest is slow');
  await take('ingest');
  await expect.poll(before).toContain('Same component: Live ingest.');
});
