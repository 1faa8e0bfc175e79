import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Event } from '@sitrep/shared/domain/event.ts';
import { EXAMPLE_BOARD, OPENED } from '@sitrep/shared/testing/example-board.ts';
import { worldOf } from '@sitrep/shared/testing/world-of.ts';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { ApiError, UNREACHED } from '../../sync/api.ts';
import { serveCommands } from '../../testing/command-server.ts';
import { plainBrowser, write } from '../../testing/incident-page.tsx';
import { renderWithState } from '../../testing/render-with-state.tsx';

beforeEach(plainBrowser);

const WORDS: Command = { type: 'write-template', templateId: 'tpl-look', use: 'update', name: 'We look', text: 'We look into it.' };
const open = async (history: readonly (Command | Event)[], given: { role?: string; scope?: 'public'; path?: string } = {}) => {
  let server: ReturnType<typeof serveCommands> | null = null;
  const stage = await renderWithState(history, {
    path: '/templates',
    ...given,
    before: (peer, time) => {
      server = serveCommands({ peer, time });
    },
  });
  if (server === null) throw new Error('no server');
  return { ...stage, ...(server as ReturnType<typeof serveCommands>), templates: () => worldOf(stage.peer.chain('internal').events).board.templates };
};
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }));

test('[VW267] a template is made, changed and removed in the browser', async () => {
  const { templates } = await open(EXAMPLE_BOARD);
  await press('New template');
  await userEvent.click(screen.getByRole('radio', { name: 'A report' }));
  await write('Name', 'Playback');
  await write('What people see (optional)', 'cannot watch');
  await userEvent.click(screen.getByRole('checkbox', { name: 'Player' }));
  await userEvent.selectOptions(screen.getByLabelText('How badly'), 'Major outage');
  await write('First words (optional)', 'We look into it.');
  await press('Make it');
  const card = within(await screen.findByRole('article', { name: 'Playback' }));
  expect(Object.values(templates())).toMatchObject([
    { use: 'report', name: 'Playback', what: 'cannot watch', title: null, componentIds: ['player'], level: 'major_outage', text: 'We look into it.' },
  ]);
  // A second one is another.
  await press('New template');
  await userEvent.click(screen.getByRole('radio', { name: 'The words of an update' }));
  await write('Name', 'We look');
  await write('Words', 'We look into it.');
  await press('Make it');
  await expect.poll(() => Object.keys(templates()).length).toBe(2);
  await userEvent.click(card.getByRole('button', { name: 'Change' }));
  await write('Title (optional)', 'Playback fails');
  await press('Save it');
  await expect
    .poll(() => Object.values(templates()).map(({ title, what }) => [title, what]))
    .toEqual([
      ['Playback fails', 'cannot watch'],
      [null, null],
    ]);
  await userEvent.click(await card.findByRole('button', { name: 'Remove' }));
  await userEvent.click(card.getByRole('button', { name: 'Remove it' }));
  await expect.poll(() => Object.values(templates()).map(({ name }) => name)).toEqual(['We look']);
  expect(await screen.findByText('Playback: Removed.')).toBeTruthy();
});

test('[VW267] a new one whose answer was lost is the same when it is sent again, also after a reload and changed', async () => {
  const { network, peer, templates } = await open(EXAMPLE_BOARD, { path: '/templates?edit=new' });
  await userEvent.click(await screen.findByRole('radio', { name: 'The words of an update' }));
  await write('Name', 'We look');
  await write('Words', 'We look into it.');
  network.next = ['lost', 'down', 'down'];
  await press('Make it');
  await screen.findByRole('alert');
  expect(Object.keys(templates())).toHaveLength(1);
  cleanup();
  const after = await open(peer.chain('internal').events as Event[], { path: '/templates?edit=new' });
  expect(((await screen.findByLabelText('Name')) as HTMLInputElement).value).toBe('We look');
  // It says that it is there.
  const form = within(screen.getByRole('region', { name: 'Change We look' }));
  await write('Words', 'We are on it.');
  await userEvent.click(form.getByRole('button', { name: 'Save it' }));
  await expect.poll(() => Object.values(after.templates()).map(({ text }) => text)).toEqual(['We are on it.']);
});

test('[VW267] the address of a form opens it once it is known that one may', async () => {
  const stage = await open([...EXAMPLE_BOARD, WORDS]);
  await screen.findByRole('article', { name: 'We look' });
  // Until the board is stored for the next visit.
  await stage.pass(60_000);
  cleanup();
  const owner = stage.sync.store.getState().visitor;
  let answers = false;
  const again = await renderWithState([...EXAMPLE_BOARD, WORDS], {
    path: '/templates?edit=tpl-look',
    storage: stage.storage,
    whoAmI: async () => {
      if (!answers || owner === null) throw new ApiError(UNREACHED);
      return owner;
    },
  });
  await screen.findByRole('article', { name: 'We look' });
  expect(screen.queryByRole('region', { name: 'Change We look' })).toBeNull();
  answers = true;
  await again.pass(10_000);
  expect(await screen.findByRole('region', { name: 'Change We look' })).toBeTruthy();
});

test('[VW267] who writes no templates reads them without a control, customers nothing', async () => {
  await open([...EXAMPLE_BOARD, WORDS], { role: 'responder' });
  expect(within(await screen.findByRole('article', { name: 'We look' })).queryByRole('button')).toBeNull();
  expect(screen.queryByRole('button', { name: 'New template' })).toBeNull();
  cleanup();
  await open([...EXAMPLE_BOARD, WORDS], { scope: 'public' });
  expect(await screen.findByText(/on the internal board/)).toBeTruthy();
  expect(document.body.textContent).not.toContain('We look');
});

test('[VW267] the composer leads there those who may change them', async () => {
  await open(OPENED, { path: '/incidents/inc-a' });
  expect((await screen.findByRole('link', { name: 'Templates' })).getAttribute('href')).toBe('/templates');
  cleanup();
  await open(OPENED, { path: '/incidents/inc-a', role: 'responder' });
  await screen.findByRole('region', { name: 'Work on this incident' });
  expect(screen.queryByRole('link', { name: 'Templates' })).toBeNull();
});
