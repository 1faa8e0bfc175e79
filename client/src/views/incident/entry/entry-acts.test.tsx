import type { Command } from '@sitrep/shared/domain/command.ts';
import { OPENED, PUBLISHED } from '@sitrep/shared/testing/example-board.ts';
import { act, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { start as page, plainBrowser, type } from '../../../testing/incident-page.tsx';

const scrolled = vi.fn();
beforeEach(() => {
  plainBrowser();
  Element.prototype.scrollIntoView = scrolled;
});
afterEach(() => {
  scrolled.mockClear();
  Reflect.deleteProperty(Element.prototype, 'scrollIntoView');
});

const said = (updateId: string, text: string, scope: 'public' | 'internal'): Command => ({ type: 'post-update', incidentId: 'inc-a', updateId, text, scope });
const TOLD: Command[] = [...PUBLISHED, said('told', 'Nobody can play videos.', 'public'), said('note', 'The disk of Acme is full.', 'internal')];

const start = async (history: readonly Command[] = TOLD, given: Parameters<typeof page>[1] = {}) => {
  const stage = await page(history, given);
  const entry = (id: string) => stage.incident()?.entries.find((one) => one.id === id);
  const theirs = (id: string) => stage.seen()?.entries.find((one) => one.id === id);
  return { ...stage, entry, theirs };
};
const row = (id: string) => {
  const found = document.getElementById(`entry-${id}`);
  if (found === null) throw new Error(`no row ${id}`);
  return found;
};
const more = (id: string) => within(row(id)).getByRole('button', { name: /^More about this entry/ });
const open = async (id: string, name?: string) => {
  await userEvent.click(more(id));
  if (name !== undefined) await userEvent.click(within(row(id)).getByRole('button', { name }));
};
const form = (name: string) => screen.findByRole('region', { name });
const acts = (id: string) =>
  within(row(id))
    .getAllByRole('button')
    .flatMap(({ textContent }) => (['Copy link', 'Amend', 'Publish', 'Retract', 'Published by mistake'].includes(textContent) ? [textContent] : []));

test('[VW171] who may write amends, publishes and retracts entries that hold words; of a change one copies the link', async () => {
  await start();
  await open('told');
  expect(acts('told')).toEqual(['Copy link', 'Amend', 'Retract']);
  await open('note');
  expect(acts('note')).toEqual(['Copy link', 'Amend', 'Publish', 'Retract']);
  const change = document.querySelector('li[data-kind=change]')?.id.replace('entry-', '') ?? '';
  await open(change);
  expect(acts(change)).toEqual(['Copy link']);
  await userEvent.keyboard('{Escape}');
  expect(more(change).getAttribute('aria-expanded')).toBe('false');
  expect(document.activeElement).toBe(more(change));
});

test('[VW171] an entry of an incident that customers do not see is not offered to them, and neither a viewer nor a customer finds a control that writes', async () => {
  const { unmount } = await start([...OPENED, said('note', 'The disk of Acme is full.', 'internal')]);
  await open('note');
  expect(acts('note')).toEqual(['Copy link', 'Amend', 'Retract']);
  unmount();
  for (const given of [{ role: 'viewer' }, { scope: 'public' as const }]) {
    const { unmount: leave } = await start(TOLD, given);
    await screen.findByText('Nobody can play videos.');
    await open('told');
    expect(acts('told')).toEqual(['Copy link']);
    leave();
  }
});

test('[VW172] what changes is seen before it is sent, and in the timeline afterwards', async () => {
  const { sent, entry } = await start();
  await open('told', 'Amend');
  const amend = within(await form('Amend'));
  expect(amend.getByText('Nothing is changed yet.')).toBeTruthy();
  await type('The words', 'Hardly anybody can play videos.');
  const changes = () =>
    [...row('told').querySelectorAll('section[aria-label="What changes"] :is(del, ins)')].map(({ tagName, textContent }) => `${tagName} ${textContent}`);
  await expect.poll(changes).toEqual(['DEL Nobody', 'INS Hardly anybody']);
  expect(entry('told')?.text).toBe('Nobody can play videos.');
  await userEvent.click(amend.getByRole('button', { name: 'Amend for everyone' }));
  await expect.poll(() => entry('told')?.text).toBe('Hardly anybody can play videos.');
  expect(sent.map(({ command }) => command)).toEqual([
    { type: 'amend-update', incidentId: 'inc-a', updateId: 'told', text: 'Hardly anybody can play videos.', expectedText: 'Nobody can play videos.' },
  ]);
  await expect.poll(() => screen.queryByRole('region', { name: 'Amend' })).toBeNull();
  expect(document.activeElement).toBe(more('told'));
  expect(within(row('told')).getByText('Amended once')).toBeTruthy();
});

test('[VW172] who reads why is asked where customers read the entry and a reason was given, with nothing chosen', async () => {
  const { sent, theirs } = await start();
  await open('told', 'Amend');
  const amend = within(await form('Amend'));
  await type('The words', 'Some can play videos.');
  expect(amend.queryByRole('radio')).toBeNull();
  await type('Why (optional)', 'Some can');
  await userEvent.click(amend.getByRole('button', { name: 'Amend for everyone' }));
  expect(sent).toEqual([]);
  await userEvent.click(amend.getByRole('radio', { name: 'Everyone' }));
  await userEvent.click(amend.getByRole('button', { name: 'Amend for everyone' }));
  await expect.poll(() => theirs('told')?.earlier).toMatchObject([{ text: 'Nobody can play videos.', reason: 'Some can', by: null }]);
});

test('[VW172] words that somebody else has changed meanwhile are not replaced unseen', async () => {
  const { sent, entry, happen } = await start();
  await open('told', 'Amend');
  const amend = within(await form('Amend'));
  await type('The words', 'Nobody can play videos, we look.');
  await happen({ type: 'amend-update', incidentId: 'inc-a', updateId: 'told', text: 'Nobody in Europe can play videos.' });
  const alert = await amend.findByRole('alert');
  expect(alert.textContent).toContain('Somebody amended it while you wrote.');
  expect(alert.querySelector('ins')?.textContent).toContain('in Europe');
  await userEvent.click(amend.getByRole('button', { name: 'Amend for everyone' }));
  expect(sent).toEqual([]);
  await userEvent.click(amend.getByRole('button', { name: 'Keep mine, in place of theirs' }));
  await userEvent.click(amend.getByRole('button', { name: 'Amend for everyone' }));
  await expect.poll(() => entry('told')?.text).toBe('Nobody can play videos, we look.');
  expect(entry('told')?.earlier.map(({ text }) => text)).toEqual(['Nobody can play videos.', 'Nobody in Europe can play videos.']);
});

test('[VW172] theirs can be taken, and what was typed outlives the page', async () => {
  const first = await start();
  await open('told', 'Amend');
  await form('Amend');
  await type('The words', 'Nobody can play videos, we look.');
  first.unmount();
  const { happen } = await start([...TOLD, { type: 'amend-update', incidentId: 'inc-a', updateId: 'told', text: 'Nobody in Europe can play videos.' }]);
  await open('told', 'Amend');
  const amend = within(await form('Amend'));
  const words = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'The words' }).value;
  expect(words()).toBe('Nobody can play videos, we look.');
  await userEvent.click(amend.getByRole('button', { name: 'Take theirs, drop mine' }));
  expect(words()).toBe('Nobody in Europe can play videos.');
  expect(amend.queryByRole('alert')).toBeNull();
  await happen({ type: 'amend-update', incidentId: 'inc-a', updateId: 'told', text: 'Nobody in Europe plays videos.' });
  expect(words()).toBe('Nobody in Europe plays videos.');
});

test('[VW173] retracting needs a reason; responders keep the words struck through, customers read that and when', async () => {
  const { sent, entry, theirs } = await start();
  await open('told', 'Retract');
  const retract = within(await form('Retract'));
  await userEvent.click(retract.getByRole('button', { name: 'Retract for everyone' }));
  await type('Why?', 'It was another board');
  await userEvent.click(retract.getByRole('button', { name: 'Retract for everyone' }));
  expect(sent).toEqual([]);
  await userEvent.click(retract.getByRole('radio', { name: 'Responders only' }));
  await userEvent.click(retract.getByRole('button', { name: 'Retract for everyone' }));
  await expect.poll(() => entry('told')?.retracted?.reason).toBe('It was another board');
  expect(theirs('told')?.retracted).toMatchObject({ reason: null, by: null });
  await expect.poll(() => row('told').querySelector('del')?.textContent).toBe('Nobody can play videos.');
  expect(row('told').textContent).toMatch(/Retracted \d\d:\d\d( UTC)? by Ana: It was another board/);
  await expect.poll(() => document.activeElement).toBe(more('told'));
  await open('told');
  expect(acts('told')).toEqual(['Copy link']);
});

test('[VW173] customers no longer read what was retracted, nor what it said before; the reason where it is for them', async () => {
  const log: Command[] = [
    ...TOLD,
    { type: 'amend-update', incidentId: 'inc-a', updateId: 'told', text: 'No customer can play videos.' },
    { type: 'retract-update', incidentId: 'inc-a', updateId: 'told', reason: 'It was another board', scope: 'public' },
  ];
  await start(log, { scope: 'public' });
  await expect.poll(() => row('told').textContent).toMatch(/Retracted \d\d:\d\d( UTC)?: It was another board/);
  expect(document.body.textContent).not.toMatch(/can play videos/);
});

test('[VW174] publishing an entry shows what everyone will read, which can be put in other words; responders keep theirs', async () => {
  const { entry, theirs } = await start();
  await open('note', 'Publish');
  const publish = within(await form('Publish this entry'));
  expect(publish.getByRole('region', { name: 'As readers will see it' }).textContent).toContain('The disk of Acme is full.');
  await type('Words that everyone reads', 'A **disk** is full.');
  await expect.poll(() => publish.getByRole('region', { name: 'As readers will see it' }).querySelector('strong')?.textContent).toBe('disk');
  await userEvent.click(publish.getByRole('button', { name: 'Publish to everyone' }));
  await expect.poll(() => theirs('note')).toMatchObject({ kind: 'public', text: 'A **disk** is full.', earlier: [] });
  expect(entry('note')?.earlier).toMatchObject([{ text: 'The disk of Acme is full.' }]);
});

test('[VW170] a link names one entry; it is copied where the browser permits it, and stands there where it does not', async () => {
  await start();
  const user = userEvent.setup();
  await user.click(more('note'));
  await user.click(within(row('note')).getByRole('button', { name: 'Copy link' }));
  const address = new URL('/incidents/inc-a#entry-note', location.href).href;
  expect(await navigator.clipboard.readText()).toBe(address);
  expect(within(row('note')).getByRole('status').textContent).toBe('Link copied.');
  expect(row('note').textContent).toContain('Only who is signed in can open it.');
  vi.stubGlobal('navigator', { ...navigator, clipboard: undefined });
  await user.click(more('told'));
  await user.click(within(row('told')).getByRole('button', { name: 'Copy link' }));
  expect(within(row('told')).getByRole<HTMLInputElement>('textbox', { name: 'Link to this entry' }).value).toMatch(/#entry-told$/);
  vi.unstubAllGlobals();
});

test('[VW170] a link leads to its row, marks it and moves the focus there, also when the entry comes later; one that leads nowhere says so', async () => {
  const { happen, router } = await start(TOLD, { path: '/incidents/inc-a#entry-later' });
  expect(await screen.findByText(/The entry of this link is not here/)).toBeTruthy();
  await happen(said('later', 'It plays again.', 'public'));
  await expect.poll(() => document.activeElement).toBe(row('later'));
  expect(row('later').hasAttribute('data-linked')).toBe(true);
  expect(scrolled).toHaveBeenCalledTimes(1);
  expect(screen.queryByText(/The entry of this link/)).toBeNull();
  await happen(said('last', 'All is well.', 'public'));
  expect(scrolled).toHaveBeenCalledTimes(1);
  await act(() => router.navigate({ to: '/incidents/$incidentId', params: { incidentId: 'inc-a' }, search: { show: 'changes' }, hash: 'entry-told' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Show all kinds' }));
  await expect.poll(() => document.activeElement).toBe(row('told'));
  expect(router.state.location.search).not.toHaveProperty('show', 'changes');
});

test('[VW205] who may manage withdraws what was published in error within half an hour, words and level together; readers learn when and what, not the words', async () => {
  const worse: Command = {
    ...said('slip', 'Nothing plays any more.', 'public'),
    impacts: [{ impactId: 'imp-a', componentId: 'player', level: 'major_outage' }],
  } as Command;
  const { give, seen, entry, unmount } = await start(TOLD, { role: 'admin' });
  await open('told');
  expect(acts('told')).toEqual(['Copy link', 'Amend', 'Retract']);
  await give(worse);
  await screen.findByText('Nothing plays any more.');
  expect(seen()?.impacts.find(({ impactId }) => impactId === 'imp-a')?.level).toBe('major_outage');
  await open('slip', 'Published by mistake');
  const mistake = within(await form('Published by mistake'));
  await type('What was the mistake?', 'It was the test board');
  await userEvent.click(mistake.getByRole('radio', { name: 'Everyone' }));
  await userEvent.click(mistake.getByRole('button', { name: 'It was never true' }));
  await expect.poll(() => entry('slip')?.retracted?.inError?.levels).toEqual([{ componentId: 'player', level: 'major_outage' }]);
  expect(seen()?.impacts).toMatchObject([{ level: 'partial_outage', until: null }]);
  await expect.poll(() => row('slip').textContent).toMatch(/Published in error 10:00 to 10:00 UTC by Ana: It was the test board/);
  expect(row('slip').textContent).toContain('Shown in error: Player, major outage');
  expect(row('slip').querySelector('del')?.textContent).toContain('Nothing plays');
  unmount();
  const responder = await start(TOLD, { role: 'responder' });
  await responder.give(worse);
  await screen.findByText('Nothing plays any more.');
  await open('slip');
  expect(acts('slip')).toEqual(['Copy link', 'Amend', 'Retract']);
});
