import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Event } from '@sitrep/shared/domain/event.ts';
import { PUBLISHED } from '@sitrep/shared/testing/example-board.ts';
import { act, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { serveCommands } from '../../testing/command-server.ts';
import { renderWithState } from '../../testing/render-with-state.tsx';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
});

test('[VW231] an entry names its author as they are called now, and a new name shows without a reload', async () => {
  const BEA = { kind: 'person', name: 'per-bea', id: 'per-bea' } as const;
  const named = (name: string): Command => ({ type: 'name-person', personId: 'per-bea', name });
  const stage = await renderWithState([...PUBLISHED, named('Bea')], {});
  const { give } = serveCommands(stage);
  await act(async () => void (await give({ type: 'post-update', incidentId: 'inc-a', text: 'Looking.' }, BEA)));
  await act(() => stage.router.navigate({ to: '/incidents/$incidentId', params: { incidentId: 'inc-a' } }));
  await screen.findByRole('heading', { level: 1, name: 'Playback fails' });
  const row = () => [...document.querySelectorAll('li[data-kind]')].find(({ textContent }) => textContent?.includes('Looking.'))?.textContent;
  await expect.poll(row).toContain('Bea');
  await stage.happen(named('Bea Holm'));
  await expect.poll(row).toContain('Bea Holm');
  expect(document.body.textContent).not.toContain('per-bea');
  expect((stage.peer.chain('public').events as Event[]).some(({ type }) => type === 'person-named')).toBe(false);
});

test('[VW181] for a role those are suggested who have or wrote something on the board, by the names of now, and not everybody it can name', async () => {
  const BEA = { kind: 'person', name: 'per-bea', id: 'per-bea' } as const;
  const named = (personId: string, name: string): Command => ({ type: 'name-person', personId, name });
  const stage = await renderWithState([...PUBLISHED, named('per-bea', 'Bea'), named('per-gone', 'Gone')], {});
  const { give } = serveCommands(stage);
  await act(async () => void (await give({ type: 'open-incident', incidentId: 'inc-z', title: 'Another one' })));
  await act(async () => void (await give({ type: 'post-update', incidentId: 'inc-z', text: 'Looking.' }, BEA)));
  await act(() => stage.router.navigate({ to: '/incidents/$incidentId', params: { incidentId: 'inc-a' } }));
  await userEvent.click(await screen.findByRole('button', { name: 'Change roles' }));
  const form = within(await screen.findByRole('region', { name: 'Assign roles' }));
  await userEvent.click(form.getByRole('radio', { name: /^Operations/ }));
  const list = form.getByLabelText<HTMLInputElement>('Who').list;
  expect([...(list?.options ?? [])].map(({ value }) => value)).toEqual(['Ana', 'Bea']);
});
