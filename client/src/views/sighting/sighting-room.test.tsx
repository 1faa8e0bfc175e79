import type { Command } from '@sitrep/shared/domain/command.ts';
import { EXAMPLE_BOARD } from '@sitrep/shared/testing/example-board.ts';
import { worldOf } from '@sitrep/shared/testing/world-of.ts';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { serveCommands } from '../../testing/command-server.ts';
import { plainBrowser, write } from '../../testing/incident-page.tsx';
import { renderWithState } from '../../testing/render-with-state.tsx';

beforeEach(plainBrowser);

const open = async (given: { role?: string; scope?: 'public'; kind?: 'kiosk'; path?: string } = {}, history: readonly Command[] = EXAMPLE_BOARD) => {
  let server: ReturnType<typeof serveCommands> | null = null;
  const stage = await renderWithState(history, {
    path: '/',
    ...given,
    before: (peer, time) => {
      server = serveCommands({ peer, time });
    },
  });
  if (server === null) throw new Error('no server');
  return { ...stage, ...(server as ReturnType<typeof serveCommands>), at: () => stage.router.state.location.pathname };
};
const words = () => screen.findByRole('textbox', { name: 'What does the customer see?' });

test('[VW215] a viewer says what a customer sees by keys alone, and is back on the board', async () => {
  const { sent, peer, at } = await open({ role: 'viewer' });
  await userEvent.keyboard('s');
  const field = await words();
  await expect.poll(() => document.activeElement === field).toBe(true);
  await userEvent.paste('It stops each minute');
  await userEvent.tab();
  await userEvent.selectOptions(document.activeElement as HTMLSelectElement, 'Player');
  await userEvent.tab();
  await userEvent.keyboard('SUP-8809{Enter}');
  await expect.poll(at).toBe('/');
  expect(sent.map(({ command }) => command)).toEqual([{ type: 'record-sighting', componentId: 'player', words: 'It stops each minute', ticket: 'SUP-8809' }]);
  expect(Object.values(worldOf(peer.chain('internal').events).board.sightings)).toHaveLength(1);
  expect(peer.chain('public').head).toBe((await open()).peer.chain('public').head);
});

test('[VW215] what was typed outlives the page, a lost answer records nothing twice, and without words or a component nothing is sent', async () => {
  const first = await open({ role: 'viewer', path: '/sighting' });
  await words();
  await userEvent.click(screen.getByRole('button', { name: 'Record it' }));
  expect(first.sent).toEqual([]);
  await userEvent.click(await words());
  await userEvent.paste('It stops');
  cleanup();
  const { sent, network, at } = await open({ role: 'viewer', path: '/sighting' });
  expect(((await words()) as HTMLInputElement).value).toBe('It stops');
  await userEvent.selectOptions(screen.getByLabelText('Where?'), 'Player');
  await write('Ticket (optional)', 'SUP-1');
  network.next = ['lost'];
  await userEvent.click(screen.getByRole('button', { name: 'Record it' }));
  await expect.poll(at).toBe('/');
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
});

test.each([
  ['who looks at what customers see', { scope: 'public' as const }],
  ['a screen', { kind: 'kiosk' as const, role: 'screen' }],
])('[VW215] %s has neither control nor key', async (_, given) => {
  const { at } = await open(given);
  expect(screen.queryByRole('link', { name: /A customer sees this/ })).toBeNull();
  await userEvent.keyboard('s');
  expect(at()).toBe('/');
  cleanup();
  await open({ ...given, path: '/sighting' });
  expect(await screen.findByText(/Whoever is signed in/)).toBeTruthy();
  expect(screen.queryByRole('textbox')).toBeNull();
});
