import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Actor } from '@sitrep/shared/domain/event.ts';
import { PUBLISHED } from '@sitrep/shared/testing/example-board.ts';
import { worldOf } from '@sitrep/shared/testing/world-of.ts';
import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { serveCommands } from '../../../testing/command-server.ts';
import { renderWithState } from '../../../testing/render-with-state.tsx';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
});

const MARC: Actor = { kind: 'person', name: 'Marc' };
const UNDO = { type: 'withdraw-held', incidentId: 'inc-a', updateId: 'upd-m' } as const;
const open = async (given: Parameters<typeof renderWithState>[1] = {}, history: readonly Command[] = PUBLISHED) => {
  const stage = await renderWithState(history, given);
  const server = serveCommands(stage, { holdMs: 10_000 });
  await act(() => stage.router.navigate({ to: '/incidents/$incidentId', params: { incidentId: 'inc-a' } }));
  await screen.findByRole('heading', { level: 1, name: 'Playback fails' });
  const world = () => worldOf(stage.peer.chain('internal').events);
  return { ...stage, ...server, world, types: () => stage.peer.chain('internal').events.map(({ type }) => type) };
};
const user = () => userEvent.setup();
const form = () => screen.findByRole('form', { name: 'Write an update' });
const words = async () => within(await form()).getByRole<HTMLTextAreaElement>('textbox', { name: /^What people see/ });
const write = async (text: string) => {
  await userEvent.click(await words());
  await userEvent.paste(text);
};
const publish = async (text: string, phase: string) => {
  const press = async (role: string, name: string | RegExp) => user().click(within(await form()).getByRole(role, { name }));
  await press('button', 'Public');
  await write(text);
  await press('radio', phase);
  await press('radio', /^Tell customers/);
  await press('button', /Publish to everyone/);
};
const row = () => [...document.querySelectorAll('li[data-standing]')].at(0) as HTMLElement | undefined;
const kept = () => screen.queryByRole('button', { name: 'Back into the composer' })?.closest('li') ?? null;
const button = (name: string) => screen.getByRole('button', { name });

test('[VW190] what waits stands above the timeline with the seconds that are left, the head says what is coming, and facts stay as they were', async () => {
  const { pass, look, world } = await open();
  await publish('We found it.', 'Identified');
  await expect.poll(() => row()?.textContent).toMatch(/waits.*Public.*Identified.*We found it\..*leaves in 10 s/);
  expect(document.querySelector('header h1')?.closest('header')?.textContent).toContain('Identified in 10 s');
  expect(world().incident('inc-a')?.phase).toBe('investigating');
  expect((await words()).value).toBe('');
  await pass(3_000);
  expect(row()?.textContent).toContain('leaves in 7 s');
  expect(row()?.querySelectorAll('[data-spent]')).toHaveLength(3);
  await pass(7_500);
  expect(row()?.textContent).toContain('leaving now');
  await act(look);
  await expect.poll(() => row()).toBeUndefined();
  expect(world().incident('inc-a')?.phase).toBe('identified');
  expect(screen.getByText('We found it.').closest('li')?.dataset.kind).toBe('public');
});

test('[VW191] [VW146] whoever undoes it has the words in the composer again, and nothing has left', async () => {
  const { peer, types, world } = await open();
  const customers = peer.chain('public').events.length;
  await publish('We found it.', 'Identified');
  await expect.poll(() => row()?.textContent).toContain('leaves in');
  await user().click(button('Undo'));
  await expect.poll(() => row()).toBeUndefined();
  await expect.poll(async () => (await words()).value).toBe('We found it.');
  await expect.poll(() => document.activeElement).toBe(screen.getByRole('region', { name: 'Work on this incident' }));
  expect(within(await form()).getByRole<HTMLInputElement>('radio', { name: 'Identified' }).checked).toBe(true);
  await expect.poll(() => types().slice(-3)).toEqual(['update-held', 'hold-ended', 'hold-ended']);
  expect(world().board.held).toEqual({});
  expect(kept()).toBeNull();
  expect(peer.chain('public').events).toHaveLength(customers);
});

test('[VW191] other words in the composer are not replaced: what was undone waits beside them, with who undid it', async () => {
  const { give, world } = await open();
  await act(async () => void (await give({ type: 'post-update', incidentId: 'inc-a', updateId: 'upd-m', scope: 'public', text: 'From Marc.' }, MARC)));
  await write('Mine.');
  await act(async () => void (await give(UNDO, MARC)));
  await expect.poll(() => kept()?.textContent).toMatch(/Marc: Undone by Marc at .*Nobody outside has read it\.From Marc\./);
  expect(button('Back into the composer').getAttribute('aria-disabled')).toBe('true');
  expect(kept()?.textContent).toContain('The composer holds other words');
  await user().click(button('Back into the composer'));
  expect((await words()).value).toBe('Mine.');
  await user().clear(await words());
  await user().click(button('Back into the composer'));
  await expect.poll(() => kept()).toBeNull();
  expect((await words()).value).toBe('From Marc.');
  expect(world().board.held).toEqual({});
});

test('[VW192] what did not leave says why, and can be discarded', async () => {
  const { give, look, pass, world } = await open();
  const post = { type: 'post-update', incidentId: 'inc-a', scope: 'public', text: 'Late words.' } as const;
  await act(async () => void (await give({ ...post, updateId: 'upd-m' }, MARC)));
  await pass(90_000);
  await act(look);
  await expect.poll(() => kept()?.textContent).toContain('the server was down for more than a minute');
  await user().click(button('Discard'));
  await expect.poll(() => kept()).toBeNull();
  expect(world().board.held).toEqual({});
  await act(async () => void (await give({ ...post, updateId: 'upd-n', phase: 'identified', expectedPhase: 'investigating' }, MARC)));
  await act(async () => void (await give({ type: 'change-phase', incidentId: 'inc-a', phase: 'monitoring', scope: 'internal' })));
  await pass(10_500);
  await act(look);
  await expect.poll(() => kept()?.textContent).toContain('the phase had changed meanwhile');
});

test('[VW190] those who may not write see nothing of it', async () => {
  for (const role of ['viewer', 'owner']) {
    const { give, world } = await open({ role });
    await act(async () => {
      await import('./under-way.tsx');
      await give({ ...UNDO, type: 'post-update', scope: 'public', text: 'From Marc.', phase: 'identified' }, MARC);
    });
    expect(world().board.held).toHaveProperty('inc-a');
    const sees = () => document.body.textContent?.includes('From Marc.');
    if (role === 'owner') await expect.poll(sees).toBe(true);
    else expect(sees()).toBe(false);
    cleanup();
  }
});

test('[VW191] what somebody else wrote goes back to them, and an undo that comes too late says so', async () => {
  const { give, look, pass, world, hold } = await open();
  const post = { type: 'post-update', incidentId: 'inc-a', scope: 'public', text: 'From Marc.' } as const;
  await act(async () => void (await give({ ...post, updateId: 'upd-m' }, MARC)));
  await user().click(await screen.findByRole('button', { name: 'Undo' }));
  await expect.poll(() => kept()?.textContent).toContain('Undone by Ana');
  expect((await words()).value).toBe('');
  expect(world().board.held).toHaveProperty('inc-a');
  await user().click(button('Discard'));
  await expect.poll(() => kept()).toBeNull();
  await act(async () => void (await give({ ...post, updateId: 'upd-n' }, MARC)));
  // It leaves while the command is on its way.
  const arrive = hold();
  await user().click(await screen.findByRole('button', { name: 'Undo' }));
  await pass(10_500);
  await act(look);
  arrive();
  await expect.poll(() => document.body.textContent).toContain('Too late: it has left');
});

test('[VW175] words of an earlier time wait with it, and have it again in the composer when they are undone', async () => {
  const { world } = await open();
  const press = async (name: string | RegExp) => user().click(within(await form()).getByRole('button', { name }));
  await press('Public');
  await write('Support noticed.');
  await press('Happened earlier');
  await userEvent.paste('06:00');
  await press(/Publish to everyone/);
  await expect.poll(() => row()?.textContent).toMatch(/waits.*Fact.*Support noticed\..*leaves in/);
  expect(
    world()
      .incident('inc-a')
      ?.entries.some(({ kind }) => kind === 'fact'),
  ).toBe(false);
  await user().click(button('Undo'));
  await expect.poll(async () => (await words()).value).toBe('Support noticed.');
  expect(within(await form()).getByRole<HTMLInputElement>('textbox', { name: 'Happened' }).value).toBe('2026-06-03 06:00');
});

test('[VW193] the others are told by name who is writing for customers, for as long as somebody is', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  const { peer } = await open();
  const said = () => peer.saidBeside.filter(([, topics]) => topics.some((topic) => topic.startsWith('writes:'))).map(([what]) => what);
  const line = () => [...document.querySelectorAll('li [role=status]')].map(({ textContent }) => textContent).join();
  const tell = (...names: string[]) => act(async () => peer.tellBeside([{ topic: 'writers:inc-a', body: { names, more: 0 }, goodForMs: 15_000 }]));
  await form();
  await tell('Marc');
  expect(line()).toBe('Marc is writing a public update');
  await write('A note.');
  expect(said()).toEqual([]);
  await user().clear(await words());
  await user().click(within(await form()).getByRole('button', { name: 'Public' }));
  await write('We are looking.');
  await expect.poll(said).toEqual(['watch']);
  await tell('Ana', 'Ana', 'Marc');
  expect(line()).toBe('Ana and Marc are writing public updates');
  await tell('Ana');
  expect(line()).toBe('');
  // Meant for responders alone it is not for customers any more.
  await user().click(within(await form()).getByRole('button', { name: /Internal/ }));
  await expect.poll(said).toEqual(['watch', 'unwatch']);
  await user().click(within(await form()).getByRole('button', { name: 'Public' }));
  await write(' More.');
  await expect.poll(said).toEqual(['watch', 'unwatch', 'watch']);
  await act(async () => void (await vi.advanceTimersByTimeAsync(31_000)));
  expect(said()).toEqual(['watch', 'unwatch', 'watch', 'unwatch']);
});

test('[VW252] an undo without an answer is not said to have failed', async () => {
  const { give, network } = await open();
  await act(async () => void (await give({ type: 'post-update', incidentId: 'inc-a', updateId: 'upd-m', scope: 'public', text: 'From Marc.' }, MARC)));
  const undo = await screen.findByRole('button', { name: 'Undo' });
  network.next.push('down', 'down', 'down');
  await user().click(undo);
  const said = () => [...document.querySelectorAll('li [role=alert]')].map(({ textContent }) => textContent).join();
  await expect.poll(said).toBe('It may not have been done. The server was not reached. Trying again never does it twice.');
  await user().click(undo);
  await expect.poll(() => kept()?.textContent).toContain('Undone by Ana');
  expect(said()).toBe('');
});

test('[VW254] words that were not for customers are none in the composer again: before everyone reads them it is asked, and who writes to customers only cannot take them', async () => {
  const note = { type: 'post-update', incidentId: 'inc-a', updateId: 'upd-m', text: 'Acme broke it.', factScope: 'public', phase: 'identified' } as const;
  const { give, unmount } = await open();
  await act(async () => void (await give(note)));
  await user().click(await screen.findByRole('button', { name: 'Undo' }));
  await expect.poll(async () => (await words()).value).toBe('Acme broke it.');
  await user().click(within(await form()).getByRole('button', { name: 'Public' }));
  expect((await form()).querySelector('[role=alert]')?.textContent).toContain('You typed this as an internal note.');
  unmount();
  localStorage.clear();
  const other = await open({ role: 'publisher' });
  await act(async () => void (await other.give(note, MARC)));
  await act(async () => void (await other.give(UNDO, MARC)));
  await expect.poll(() => screen.queryByRole('button', { name: 'Discard' })).not.toBeNull();
  expect(kept()).toBeNull();
});

test('[VW255] above words for customers stands the phase they are at or are told with them, while responders know another', async () => {
  const { give } = await open({}, [...PUBLISHED, { type: 'change-phase', incidentId: 'inc-a', phase: 'identified', scope: 'internal' }]);
  const post = { type: 'post-update', incidentId: 'inc-a', scope: 'public', text: 'We look.' } as const;
  const above = () =>
    [...document.querySelectorAll('li[data-standing]')].map((one) => /Public(Investigating|Identified|Monitoring)/.exec(one.textContent ?? '')?.[1]);
  await act(async () => void (await give({ ...post, updateId: 'upd-m' })));
  await expect.poll(above).toEqual(['Investigating']);
  await act(async () => void (await give({ ...post, updateId: 'upd-n', phase: 'monitoring', factScope: 'internal' })));
  await expect.poll(above).toEqual(['Investigating', 'Investigating']);
  await act(async () => void (await give({ ...UNDO, updateId: 'upd-n' })));
  await act(async () => void (await give({ ...post, updateId: 'upd-o', phase: 'monitoring' })));
  await expect.poll(above).toEqual(['Monitoring', 'Investigating']);
});

test('[VW256] on a phone where one writes opens with the words that came back', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }));
  const { give } = await open();
  await act(async () => void (await give({ type: 'post-update', incidentId: 'inc-a', updateId: 'upd-m', scope: 'public', text: 'Words.' })));
  expect(screen.queryByRole('form', { name: 'Write an update' })).toBeNull();
  await user().click(await screen.findByRole('button', { name: 'Undo' }));
  await expect.poll(async () => (await words()).value).toBe('Words.');
});

test('[VW192] what was refused because its next update fell due says that', async () => {
  const { give, look, pass, time } = await open();
  const nextUpdateDue = { ms: time.server() + 5_000, precision: 'exact' } as const;
  await act(async () => void (await give({ type: 'post-update', incidentId: 'inc-a', updateId: 'upd-m', scope: 'public', text: 'Words.', nextUpdateDue })));
  await pass(10_500);
  await act(look);
  await expect.poll(() => kept()?.textContent).toContain('the time of its next update had come before its own');
});

test('[VW190] the head says that levels are coming where the phase stays', async () => {
  const { give } = await open();
  const levels = [{ impactId: 'imp-a', componentId: 'player', level: 'major_outage' }] as const;
  const head = () => document.querySelector('header h1')?.closest('header')?.textContent;
  await act(
    async () => void (await give({ type: 'post-update', incidentId: 'inc-a', updateId: 'upd-m', scope: 'public', text: 'Worse.', impacts: [...levels] })),
  );
  await expect.poll(head).toContain('levels change in 10 s');
  await act(async () => void (await give(UNDO)));
  await expect.poll(head).not.toContain('levels change');
});
