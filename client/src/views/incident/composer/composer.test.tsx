import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Event, UnknownEvent } from '@sitrep/shared/domain/event.ts';
import { OPENED, PUBLISHED } from '@sitrep/shared/testing/example-board.ts';
import { NOW } from '@sitrep/shared/testing/given.ts';
import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { serveCommands } from '../../../testing/command-server.ts';
import { renderWithState } from '../../../testing/render-with-state.tsx';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
});

/** The page of the incident, as somebody sees it, and the server behind it. */
const open = async (history: readonly (Command | Event | UnknownEvent)[] = PUBLISHED, given: Parameters<typeof renderWithState>[1] = {}) => {
  const stage = await renderWithState(history, given);
  const server = serveCommands(stage);
  await act(() => stage.router.navigate({ to: '/incidents/$incidentId', params: { incidentId: 'inc-a' } }));
  await screen.findByRole('heading', { level: 1, name: 'Playback fails' });
  return { ...stage, ...server, log: () => stage.peer.chain('internal').events.filter((event) => isKnown(event)) };
};
const isKnown = (event: Event | UnknownEvent): event is Event => !('unsupported' in event);
/** Everything that one post tries before it gives up. */
const THRICE = 3;
const form = () => screen.findByRole('form', { name: 'Write an update' });
const words = async () => within(await form()).getByRole<HTMLTextAreaElement>('textbox', { name: /^What people see/ });
/** Writes at the end of the words, at once: each key would draw the whole page. */
const write = async (text: string) => {
  await userEvent.click(await words());
  await userEvent.paste(text);
};
const button = async (name: string | RegExp) => within(await form()).getByRole('button', { name });
const send = () => button(/Publish|Save|Sending/);
const rows = () => [...document.querySelectorAll('li[data-kind]')].filter((row) => row.querySelector('[data-markdown]') !== null).map((row) => row.textContent);
/** Sends words into a network that reaches nobody. Out: the key under which they are kept. */
const sendNowhere = async (text: string) => {
  const stage = await open();
  stage.network.next.push(...Array<'down'>(THRICE).fill('down'));
  await write(text);
  await userEvent.setup().click(await send());
  await expect.poll(() => rows().at(0)).toMatch(/^no answer/);
  const [kept] = Object.keys(localStorage).filter((one) => one.startsWith('sitrep.draft.'));
  const { posted } = JSON.parse(localStorage.getItem(kept ?? '') ?? '{}') as { posted: { key: string } };
  return { ...stage, key: posted.key };
};
const told = (text: string) => rows().filter((row) => row?.includes(text)).length;

test('[VW150] the composer stands only where one may write, opens internal, and its button says what it does', async () => {
  await open(PUBLISHED, { scope: 'public' });
  expect(screen.queryByRole('form', { name: 'Write an update' })).toBeNull();
  cleanup();
  await open(PUBLISHED, { role: 'viewer' });
  expect(screen.queryByRole('form', { name: 'Write an update' })).toBeNull();
  cleanup();
  await open();
  expect((await button('Internal')).getAttribute('aria-pressed')).toBe('true');
  expect((await send()).textContent).toContain('Save internal note');
  await userEvent.setup().click(await button('Public'));
  expect((await send()).textContent).toContain('Publish to everyone');
});

test('[VW150] an incident that customers do not see is written about inside only', async () => {
  await open(OPENED);
  await form();
  expect(screen.queryByRole('button', { name: 'Public' })).toBeNull();
  expect(screen.getByText(/customers do not see this incident/)).toBeTruthy();
});

test('[VW150] words typed as internal become public only after one question, and words typed as public are not asked about', async () => {
  await open();
  const user = userEvent.setup();
  await write('The disk of Ana is full');
  await user.click(await button('Public'));
  const question = screen.getByRole('alert');
  expect(question.textContent).toContain('You typed this as an internal note.');
  expect((await send()).textContent).toContain('Save internal note');
  await user.click(await button('Keep it internal'));
  expect(screen.queryByRole('alert')).toBeNull();
  await user.click(await button('Public'));
  await user.click(await button('Make it public'));
  expect((await send()).textContent).toContain('Publish to everyone');
  await write(', and more');
  await user.click(await button('Internal'));
  await user.click(await button('Public'));
  expect(screen.queryByRole('alert')).toBeNull();
  expect((await send()).textContent).toContain('Publish to everyone');
});

test('[VW151] a draft outlives its page, and is gone once it was accepted', async () => {
  await open();
  const user = userEvent.setup();
  await user.click(await button('Public'));
  await write('Video plays **again**.');
  await user.click(screen.getByRole('radio', { name: 'Monitoring' }));
  await user.click(await button('in 15 m'));
  expect((await form()).textContent).toMatch(/Draft kept here, \d\d:\d\d:\d\d/);
  cleanup();
  await open();
  expect((await words()).value).toBe('Video plays **again**.');
  expect((await button('Public')).getAttribute('aria-pressed')).toBe('true');
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Monitoring' }).checked).toBe(true);
  expect((await button('in 15 m')).getAttribute('aria-pressed')).toBe('true');
  await user.click(await screen.findByRole('radio', { name: 'Tell customers' }));
  await user.click(await send());
  await expect.poll(() => told('Video plays again.')).toBe(1);
  await expect.poll(async () => (await words()).value).toBe('');
  expect((await button('Internal')).getAttribute('aria-pressed')).toBe('true');
  expect(Object.keys(localStorage).filter((key) => key.startsWith('sitrep.draft.'))).toEqual([]);
});

test('[VW151] where the browser stores nothing, that is said', async () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await open();
  await write('a');
  expect((await form()).textContent).toContain('Not saved: the storage of this browser is full or closed');
});

test('[VW151] signing out, in whichever tab, deletes the drafts of this person', async () => {
  const { sync } = await open();
  await write('Not for everyone');
  act(() => sync.leftElsewhere());
  expect(screen.queryByRole('form', { name: 'Write an update' })).toBeNull();
  expect(Object.keys(localStorage).filter((key) => key.startsWith('sitrep.draft.'))).toEqual([]);
});

test('[VW152] a post whose answer was lost stays in the timeline, and sent again under its key it is there once', async () => {
  const { peer, network, sent, log } = await open();
  const user = userEvent.setup();
  // The server is not heard either, so that the entry does not arrive by itself.
  peer.sockets = 'mute';
  network.next.push(...Array<'lost'>(THRICE).fill('lost'));
  await write('Restarted the encoder');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => rows().at(0)).toMatch(/^sending.*Restarted the encoder/);
  await expect.poll(() => rows().at(0)).toMatch(/^no answer.*Restarted the encoder/);
  expect((await words()).value).toBe('Restarted the encoder');
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  await expect.poll(async () => (await words()).value).toBe('');
  expect(sent).toHaveLength(THRICE + 1);
  expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(log().filter(({ type }) => type === 'update-posted')).toHaveLength(1);
  expect(told('Restarted the encoder')).toBe(1);
  expect(rows().at(0)).toMatch(/^recorded/);
});

test('[VW152] after a crash while sending the post is known and sent again under its key; when its entry arrives, it is gone', async () => {
  const { key } = await sendNowhere('Restarted the encoder');
  const user = userEvent.setup();
  cleanup();
  const { sent } = await open();
  await expect.poll(() => rows().at(0)).toMatch(/^no answer.*Restarted the encoder/);
  await user.click(await screen.findByRole('button', { name: 'Retry' }));
  await expect.poll(() => rows().some((row) => /^\d\d:\d\d.*Restarted the encoder/.test(row ?? ''))).toBe(true);
  expect(told('Restarted the encoder')).toBe(1);
  expect(sent.map((one) => one.key)).toEqual([key]);
  await expect.poll(async () => (await words()).value).toBe('');
});

test('[VW152] who leaves the page while a post is on its way finds it so, and its answer ends it', async () => {
  const { router } = await open();
  const user = userEvent.setup();
  const serve = fetch;
  const line = Promise.withResolvers<void>();
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    if (init.method === 'POST') await line.promise;
    return serve(url, init);
  });
  await write('On a slow line');
  await user.click(await send());
  await act(() => router.navigate({ to: '/' }));
  await act(() => router.navigate({ to: '/incidents/$incidentId', params: { incidentId: 'inc-a' } }));
  expect((await form()).getAttribute('aria-busy')).toBe('true');
  expect((await words()).readOnly).toBe(true);
  expect(rows().at(0)).toMatch(/^sending.*On a slow line/);
  line.resolve();
  await expect.poll(async () => (await words()).value).toBe('');
  expect(told('On a slow line')).toBe(1);
  await write('The next one');
  cleanup();
  await open();
  expect((await words()).value).toBe('The next one');
});

test('[VW152] words changed after a lost answer are kept, and never recorded beside what arrived after all', async () => {
  const { peer, network, sent, log } = await open();
  const user = userEvent.setup();
  peer.sockets = 'mute';
  network.next.push(...Array<'lost'>(THRICE).fill('lost'));
  await write('First');
  await user.click(await send());
  await expect.poll(() => rows().at(0)).toMatch(/^no answer/);
  await write(' and second');
  expect((await screen.findByRole('alert')).textContent).toContain('What you sent first may have been recorded.');
  await user.click(await send());
  await expect.poll(() => screen.getByRole('alert').textContent).toContain('What you sent first was recorded after all.');
  expect((await words()).value).toBe('First and second');
  expect(sent.at(-1)?.key).not.toBe(sent.at(0)?.key);
  expect(log().filter(({ type }) => type === 'update-posted')).toHaveLength(1);
  await user.click(await send());
  await expect.poll(async () => (await words()).value).toBe('');
  expect(log().flatMap((event) => (event.type === 'update-posted' ? [event.data.text] : []))).toEqual(['First', 'First and second']);
});

test('[VW153] on a published incident a fact is sent only once it was said whether customers are told', async () => {
  const { sent } = await open();
  const user = userEvent.setup();
  await write('Fewer errors');
  expect((await send()).getAttribute('aria-disabled')).toBe('false');
  await user.selectOptions(screen.getByRole('combobox', { name: /^Player, from Partial outage to/ }), 'Degraded performance');
  const group = screen.getByRole('group', { name: /Are customers told: Player Degraded performance\?/ });
  expect(
    within(group)
      .getAllByRole<HTMLInputElement>('radio')
      .map(({ checked }) => checked),
  ).toEqual([false, false]);
  expect((await form()).textContent).toContain('Choose whether customers are told of the change.');
  await user.click(await send());
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(sent).toEqual([]);
  await user.click(within(group).getByRole('radio', { name: 'Tell customers' }));
  expect((await send()).textContent).toContain('Save note, publish the change');
  await user.click(await send());
  await expect.poll(() => sent.length).toBe(1);
  expect(sent[0]?.command).toMatchObject({
    scope: 'internal',
    factScope: 'public',
    impacts: [{ impactId: 'imp-a', componentId: 'player', level: 'degraded_performance' }],
  });
});

test('[VW153] a further fact asks again whether customers are told, also of a draft that was stored with the answer', async () => {
  await open();
  const user = userEvent.setup();
  const answers = () => screen.getAllByRole<HTMLInputElement>('radio', { name: /^(Tell customers|Keep it inside)$/ }).map(({ checked }) => checked);
  await write('Fewer errors');
  await user.selectOptions(screen.getByRole('combobox', { name: /^Player, from/ }), 'Degraded performance');
  await user.click(screen.getByRole('radio', { name: 'Tell customers' }));
  expect(answers()).toContain(true);
  await user.click(screen.getByRole('radio', { name: 'Monitoring' }));
  expect(answers()).toEqual([false, false]);
  expect((await send()).getAttribute('aria-disabled')).toBe('true');
  await user.click(screen.getByRole('radio', { name: 'Tell customers' }));
  cleanup();
  await open();
  await form();
  expect(answers()).toContain(true);
  await user.selectOptions(screen.getByRole('combobox', { name: /^Player, from/ }), 'Major outage');
  expect(answers()).toEqual([false, false]);
});

test('[VW153] one post has words, phase, levels of current and further components, and the next update', async () => {
  const { sent } = await open([...PUBLISHED, { type: 'define-component', componentId: 'live', name: 'Live', scope: 'public' }]);
  const user = userEvent.setup();
  await user.click(await button('Public'));
  await write('Players work, live streams do not.');
  await user.click(screen.getByRole('radio', { name: 'Identified' }));
  await user.selectOptions(screen.getByRole('combobox', { name: /^Player, from/ }), 'Operational');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Another component' }), 'Live');
  await user.click(await button('Add'));
  expect((await form()).textContent).toContain('Choose the level of the component you added.');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Live, level' }), 'Major outage');
  await user.click(await button('in 30 m'));
  await user.click(screen.getByRole('radio', { name: 'Tell customers' }));
  const preview = screen.getByRole('region', { name: 'Preview' });
  expect(preview.textContent).toMatch(/Identified.*Players work, live streams do not\..*Player.*Operational.*Live.*Major outage.*Next update \d\d:\d\d UTC/s);
  await user.click(await send());
  await expect.poll(() => told('Players work')).toBe(1);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.command).toMatchObject({
    scope: 'public',
    factScope: 'public',
    phase: 'identified',
    expectedPhase: 'investigating',
    impacts: [{ componentId: 'live', level: 'major_outage' }],
    ended: ['imp-a'],
    nextUpdateDue: { precision: 'minute' },
  });
});

test('[VW153] resolving is offered, and says that it ends the levels', async () => {
  const { sent } = await open();
  const user = userEvent.setup();
  await write('It works.');
  await user.click(screen.getByRole('radio', { name: 'Resolved' }));
  expect((await form()).textContent).toContain('Resolved ends every level with it');
  await user.click(screen.getByRole('radio', { name: 'Keep it inside' }));
  await user.click(await send());
  await expect.poll(() => screen.queryByRole('radio', { name: 'Resolved' })).toBeNull();
  expect(sent[0]?.command).toMatchObject({ phase: 'resolved', factScope: 'internal' });
});

test('[VW154] a refusal quotes the server and keeps words and choices', async () => {
  const { happen } = await open();
  const user = userEvent.setup();
  await write('Half a sentence');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Another component' }), 'Billing');
  await user.click(await button('Add'));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Billing, level' }), 'Major outage');
  await user.click(screen.getByRole('radio', { name: 'Tell customers' }));
  await user.click(await send());
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Customers cannot see the component billing.');
  expect(alert.textContent).toContain('kept');
  expect((await words()).value).toBe('Half a sentence');
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Billing, level' }).value).toBe('major_outage');
  expect(told('Half a sentence')).toBe(0);
  await happen({ type: 'define-component', componentId: 'billing', name: 'Billing', scope: 'public' });
  await user.click(await send());
  await expect.poll(() => told('Half a sentence')).toBe(1);
});

test.each([
  ['Stay at Identified, keep my words', 'identified'],
  ['Set Monitoring all the same', 'monitoring'],
])('[VW154] a phase that moved meanwhile is refused with what happened, and giving way comes before insisting: %s', async (way, phase) => {
  const { happen, sent, log } = await open();
  const user = userEvent.setup();
  await write('Moving streams');
  await user.click(screen.getByRole('radio', { name: 'Monitoring' }));
  await user.click(await screen.findByRole('radio', { name: 'Keep it inside' }));
  await happen({ type: 'change-phase', incidentId: 'inc-a', phase: 'identified', text: 'The overloaded node it is.', scope: 'internal' });
  await user.click(await send());
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('You moved Investigating to Monitoring.');
  expect(alert.textContent).toMatch(/At \d\d:\d\d:\d\d Ana set it to Identified: The overloaded node it is\./);
  expect(
    within(alert)
      .getAllByRole('button')
      .map(({ textContent }) => textContent),
  ).toEqual(['Stay at Identified, keep my words', 'Set Monitoring all the same']);
  expect((await words()).value).toBe('Moving streams');
  await user.click(within(alert).getByRole('button', { name: way }));
  await expect.poll(() => told('Moving streams')).toBe(1);
  expect(sent.map(({ key }) => key)).toEqual([...new Set(sent.map(({ key }) => key))]);
  expect(
    log()
      .flatMap((event) => (event.type === 'phase-changed' ? [event.data.phase] : []))
      .at(-1),
  ).toBe(phase);
  expect(log().filter(({ type }) => type === 'update-posted')).toHaveLength(2);
});

test('[VW154] once somebody has resolved it, what is not sent any more is named, and nothing is sent until its author takes it off', async () => {
  const { happen, sent } = await open();
  const user = userEvent.setup();
  await write('Moving streams');
  await user.click(screen.getByRole('radio', { name: 'Monitoring' }));
  await user.selectOptions(screen.getByRole('combobox', { name: /^Player, from/ }), 'Degraded performance');
  await user.click(await button('in 15 m'));
  await user.click(screen.getByRole('radio', { name: 'Keep it inside' }));
  await happen({ type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' });
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toMatch(/resolved meanwhile.*Not sent: phase Monitoring, Player Degraded performance and next update \d\d:\d\d UTC\./);
  await user.click(await send());
  expect(sent).toEqual([]);
  await user.click(within(alert).getByRole('button', { name: 'Take this off, keep my words' }));
  await user.click(await send());
  await expect.poll(() => told('Moving streams')).toBe(1);
  expect(sent.map(({ command }) => command)).toEqual([
    { type: 'post-update', incidentId: 'inc-a', scope: 'internal', text: 'Moving streams', updateId: expect.any(String) },
  ]);
});

test('[VW154] where the server knows of the end first, insisting is not offered, and the words go alone', async () => {
  const { peer, happen, sent } = await open();
  const user = userEvent.setup();
  await write('Moving streams');
  await user.click(screen.getByRole('radio', { name: 'Monitoring' }));
  await user.click(await button('in 15 m'));
  await user.click(screen.getByRole('radio', { name: 'Keep it inside' }));
  peer.sockets = 'mute';
  await happen({ type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' });
  await user.click(await send());
  const alert = await screen.findByRole('alert');
  const ways = within(alert).getAllByRole('button');
  expect(ways.map(({ textContent }) => textContent)).toEqual(['Stay at Resolved, send my words alone']);
  await user.click(ways[0] as HTMLElement);
  await expect.poll(async () => (await words()).value).toBe('');
  expect(sent.at(-1)?.command).toEqual({ type: 'post-update', incidentId: 'inc-a', scope: 'internal', text: 'Moving streams', updateId: expect.any(String) });
});

test('[VW155] while nothing can be sent the button says why, and the draft is kept', async () => {
  const { sync, sent } = await open();
  await write('On a train');
  act(() => sync.offline(true));
  expect((await send()).getAttribute('aria-disabled')).toBe('true');
  expect((await form()).textContent).toContain('Not connected. Your draft is kept.');
  await userEvent.setup().click(await send());
  expect(sent).toEqual([]);
  act(() => sync.offline(false));
  expect((await send()).getAttribute('aria-disabled')).toBe('false');
});

test('[VW156] the preview is drawn as the timeline draws it, and holds no element that was typed', async () => {
  await open();
  const user = userEvent.setup();
  await user.click(await words());
  await user.paste('**Nobody** <img src=x onerror=alert(1)> [page](javascript:alert(1))\n\n- one');
  const preview = screen.getByRole('region', { name: 'Preview' });
  expect((await within(preview).findByText('Nobody')).tagName).toBe('STRONG');
  expect(preview.querySelector('img, a')).toBeNull();
  await user.click(await send());
  await expect.poll(() => document.querySelector('li[data-kind=internal] [data-markdown]')?.innerHTML ?? '').toContain('<strong>Nobody</strong>');
});

test('[VW156] the preview of public words shows the phase customers are at, and what a note inside leaves open is said', async () => {
  const { happen } = await open();
  const user = userEvent.setup();
  await happen({ type: 'change-phase', incidentId: 'inc-a', phase: 'identified', text: 'The node it is.', scope: 'internal' });
  await happen({
    type: 'post-update',
    incidentId: 'inc-a',
    scope: 'public',
    text: 'We look into it.',
    nextUpdateDue: { ms: NOW + 3_600_000, precision: 'minute' },
  });
  await write('Still looking');
  await expect.poll(async () => (await form()).textContent).toContain('promised to customers; a note inside does not keep it');
  await user.click(await button('in 30 m'));
  expect((await form()).textContent).toContain('promised to customers; a note inside does not keep it');
  await user.click(await button('in 30 m'));
  await user.click(await button('Public'));
  await user.click(await button('Make it public'));
  expect((await form()).textContent).toContain('; this keeps it');
  const preview = screen.getByRole('region', { name: 'Preview' });
  expect(preview.textContent).toContain('Investigating');
  expect(preview.textContent).not.toContain('Identified');
});

test.each(['timeline', 'postmortem', 'actions', 'customers'] as const)('[VW157] the key U leads to the words from anywhere on the page: %s', async (tab) => {
  const { router } = await open();
  await form();
  const user = userEvent.setup();
  await act(() => router.navigate({ to: '/incidents/$incidentId', params: { incidentId: 'inc-a' }, search: { tab } }));
  expect(screen.queryByRole('form', { name: 'Write an update' }) === null).toBe(tab !== 'timeline');
  await user.keyboard('u');
  await form();
  await expect.poll(async () => document.activeElement === (await words())).toBe(true);
  await user.keyboard('u');
  expect((await words()).value).toBe('u');
});

test('[VW175] what happened earlier is one entry at its time, told later, and the next draft is about now again', async () => {
  const { sent, log } = await open();
  const user = userEvent.setup();
  await write('Called infrastructure 06:42, joined 07:00');
  await user.click(await button('Happened earlier'));
  const time = within(await form()).getByRole('textbox', { name: 'Happened' });
  expect(document.activeElement).toBe(time);
  expect(within(await form()).queryByRole('radio', { name: 'Investigating' })).toBeNull();
  expect((await send()).getAttribute('aria-disabled')).toBe('true');
  await userEvent.paste('06:42');
  await user.click(await send());
  const at = { ms: Date.UTC(2026, 5, 3, 6, 42), precision: 'minute' };
  await expect.poll(() => sent.map(({ command }) => command)).toMatchObject([{ type: 'post-update', kind: 'fact', at, scope: 'internal' }]);
  await expect.poll(() => log().at(-1)).toMatchObject({ type: 'update-posted', at, data: { kind: 'fact' } });
  const fact = () => [...document.querySelectorAll('li[data-kind=fact]')].at(-1)?.textContent;
  await expect.poll(fact).toMatch(/06:42.*Fact.*Called infrastructure 06:42, joined 07:00.*Recorded 3 Jun 2026, 10:0\d UTC/);
  expect(await button('Happened earlier')).toBeTruthy();
  expect(within(await form()).getByRole('radio', { name: 'Investigating' })).toBeTruthy();
});

test('[VW175] what was chosen beside words of earlier is named as not sent, and nothing is sent until it is taken off', async () => {
  const { sent } = await open();
  const user = userEvent.setup();
  await write('Support noticed');
  await user.click(within(await form()).getByRole('radio', { name: 'Monitoring' }));
  await user.click(await button('Happened earlier'));
  await userEvent.paste('06:00');
  expect(within(await form()).getByRole('alert').textContent).toContain('What happened earlier is told in words alone. Not sent: phase Monitoring.');
  await user.click(await send());
  expect(sent).toEqual([]);
  await user.click(await button('Take this off, keep my words'));
  await user.click(await send());
  await expect.poll(() => sent.map(({ command }) => command)).toMatchObject([{ kind: 'fact', text: 'Support noticed' }]);
  expect(sent[0]?.command).not.toHaveProperty('phase');
});

test('[VW230] who may write to customers only finds the composer set to them, without phase and levels, and no control they may not use', async () => {
  const { sent } = await open(PUBLISHED, { role: 'publisher' });
  const frame = within(await form());
  expect((await form()).textContent).toContain('Everyone will read this');
  expect([frame.queryByRole('button', { name: 'Internal' }), frame.queryByRole('radio', { name: 'Identified' })]).toEqual([null, null]);
  for (const name of [/^Acknowledge/, 'Resolve', 'Correct times', 'Not an incident']) expect(screen.queryByRole('button', { name })).toBeNull();
  expect(screen.queryByRole('link', { name: /^Report/ })).toBeNull();
  await write('We look into it.');
  await userEvent.setup().click(await send());
  await expect.poll(() => told('We look into it.')).toBe(1);
  expect(sent.map(({ command }) => command)).toMatchObject([{ type: 'post-update', scope: 'public', text: 'We look into it.' }]);
  cleanup();
  await open(OPENED, { role: 'publisher' });
  expect((await form()).textContent).toContain('Customers do not see this incident. Ask whoever works it to publish it.');
  expect(screen.queryByRole('button', { name: 'Publish' })).toBeNull();
});

test('[VW208] while there are no words, templates are offered; one gives its words and changes nobody who reads them', async () => {
  const { log } = await open([...PUBLISHED, { type: 'write-template', templateId: 'look', use: 'update', name: 'We look', text: 'We are looking into it.' }]);
  const choice = within(await form()).getByRole('combobox', { name: 'Begin from a template' });
  await userEvent.selectOptions(choice, 'We look');
  expect(within(await form()).queryByRole('combobox', { name: 'Begin from a template' })).toBeNull();
  await userEvent.click(await send());
  await expect.poll(() => log().at(-1)).toMatchObject({ type: 'update-posted', scope: 'internal', data: { text: 'We are looking into it.' } });
});

test('[VW257] what somebody typed for responders, who may by now write to customers only, is not sent before they say that everyone may read it', async () => {
  await open(PUBLISHED);
  await write('Acme broke it.');
  cleanup();
  const { sent } = await open(PUBLISHED, { role: 'publisher' });
  await write(' We look.');
  expect((await form()).querySelector('[role=alert]')?.textContent).toContain('You typed this as an internal note.');
  await userEvent.setup().click(await send());
  expect(sent).toEqual([]);
  await userEvent.setup().click(within(await form()).getByRole('button', { name: 'Make it public' }));
  await userEvent.setup().click(await send());
  await expect.poll(() => sent.map(({ command }) => command)).toMatchObject([{ type: 'post-update', scope: 'public', text: 'Acme broke it. We look.' }]);
});
