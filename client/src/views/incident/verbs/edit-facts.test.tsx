import type { Command } from '@sitrep/shared/domain/command.ts';
import { OPENED, PUBLISHED } from '@sitrep/shared/testing/example-board.ts';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { bar, field, panel, plainBrowser, press, start, write } from '../../../testing/incident-page.tsx';

beforeEach(plainBrowser);

test('[VW180] the title is changed from beside it: for whom is asked of an incident that customers see, and the focus comes back', async () => {
  const { incident, seen, sent, router } = await start(PUBLISHED);
  await bar();
  await press('Change title');
  expect(router.state.location.search).toEqual({ act: 'title' });
  const form = panel('Change title');
  expect((field('Title') as HTMLInputElement).value).toBe('Playback fails');
  await write('Title', 'Nobody can watch video');
  await userEvent.click(form.getByRole('button', { name: 'Change title' }));
  // Who reads it is not answered yet.
  expect(sent).toEqual([]);
  await userEvent.click(form.getByRole('radio', { name: /^Responders only/ }));
  await userEvent.click(form.getByRole('button', { name: 'Change title for responders only' }));
  await expect.poll(() => incident()?.title).toBe('Nobody can watch video');
  expect(seen()?.title).toBe('Playback fails');
  await expect.poll(() => screen.queryByRole('region', { name: 'Change title' })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Change title' }));
  expect(screen.getByText('Title changed.').getAttribute('role')).toBe('status');
});

test('[VW180] a refusal names what to do and keeps the words; so does closing the form', async () => {
  const { incident } = await start(OPENED);
  await bar();
  await press('Change title');
  await userEvent.click(panel('Change title').getByRole('button', { name: 'Change title' }));
  expect((await panel('Change title').findByRole('alert')).textContent).toContain('It was not recorded.');
  await write('Title', 'Nobody can watch');
  await userEvent.keyboard('{Escape}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Change title' }));
  await press('Change title');
  expect((field('Title') as HTMLInputElement).value).toBe('Nobody can watch');
  expect(panel('Change title').queryByRole('radio')).toBeNull();
  await userEvent.click(panel('Change title').getByRole('button', { name: 'Change title' }));
  await expect.poll(() => incident()?.title).toBe('Nobody can watch');
});

test('[VW181] roles are assigned one at a time, and given up with an empty name', async () => {
  const { incident, sent } = await start(PUBLISHED);
  await bar();
  await press('Change roles');
  const form = panel('Assign roles');
  expect(form.getAllByRole('radio').map((radio) => radio.closest('label')?.textContent)).toEqual([
    'Commander: nobody',
    'Communications: nobody',
    'Operations: nobody',
    'Scribe: nobody',
  ]);
  await userEvent.click(form.getByRole('radio', { name: /^Operations/ }));
  await write('Who', 'M. Ferreira');
  await userEvent.click(form.getByRole('button', { name: 'Assign Operations' }));
  await expect.poll(() => incident()?.roles).toEqual({ operations: 'M. Ferreira' });
  expect((await screen.findByText('Operations', { selector: 'dt' })).nextElementSibling?.textContent).toBe('M. Ferreira');
  await press('Change roles');
  await userEvent.click(panel('Assign roles').getByRole('radio', { name: 'Operations: M. Ferreira' }));
  expect((screen.getByLabelText('Who') as HTMLInputElement).value).toBe('M. Ferreira');
  await write('Who', ' ');
  await userEvent.click(panel('Assign roles').getByRole('button', { name: 'Nobody has Operations' }));
  await expect.poll(() => incident()?.roles).toEqual({});
  expect(sent.map(({ command }) => command)).toEqual([
    { type: 'assign-role', incidentId: 'inc-a', role: 'operations', person: 'M. Ferreira' },
    { type: 'assign-role', incidentId: 'inc-a', role: 'operations', person: null },
  ]);
});

const ON_A_CALL: Command[] = [
  ...PUBLISHED,
  { type: 'link-resource', incidentId: 'inc-a', resource: { resourceId: 'res-t', kind: 'ticket', link: 'https://tickets.example/4812', words: 'OPS-4812' } },
  { type: 'link-resource', incidentId: 'inc-a', resource: { resourceId: 'res-b', kind: 'bridge', link: 'https://meet.example/1' } },
];

test('[VW182] the places where an incident is worked are the first facts, the call first, and open beside the page', async () => {
  await start(ON_A_CALL, { role: 'viewer' });
  const first = screen.getByText('Links', { selector: 'dt' });
  expect(first.parentElement?.previousElementSibling).toBeNull();
  const links = within(first.nextElementSibling as HTMLElement).getAllByRole('link');
  expect(links.map((link) => [link.textContent, link.getAttribute('href'), link.getAttribute('target')])).toEqual([
    ['Bridge', 'https://meet.example/1', '_blank'],
    ['Ticket OPS-4812', 'https://tickets.example/4812', '_blank'],
  ]);
  expect(links.every((link) => link.getAttribute('rel')?.includes('noopener'))).toBe(true);
});

test('[VW182] customers are shown no such place', async () => {
  await start(ON_A_CALL, { scope: 'public' });
  expect(screen.queryByText('Links', { selector: 'dt' })).toBeNull();
  expect(document.body.innerHTML).not.toContain('meet.example');
});

test('[VW182] a place is linked by its address, with or without the protocol, and taken off again', async () => {
  const { incident } = await start(PUBLISHED);
  await bar();
  await press('Add links');
  const form = panel('Link');
  await userEvent.click(form.getByRole('radio', { name: 'Bridge' }));
  await write('Address', ' meet.example/1 ');
  await userEvent.click(form.getByRole('button', { name: 'Link the bridge' }));
  await expect.poll(() => incident()?.resources).toMatchObject([{ kind: 'bridge', link: 'https://meet.example/1', words: null }]);
  expect(await screen.findByRole('link', { name: 'Bridge' })).toBeTruthy();
  await press('Change links');
  await userEvent.click(panel('Link').getByRole('button', { name: 'Remove Bridge' }));
  await expect.poll(() => incident()?.resources).toEqual([]);
  expect(screen.queryByRole('link', { name: 'Bridge' })).toBeNull();
});

test('[VW180] nobody else finds a control that changes a fact, nor anybody in what was no incident', async () => {
  const none = () => expect(document.querySelectorAll('[data-edit]')).toHaveLength(0);
  for (const given of [{ role: 'viewer' }, { scope: 'public' as const }]) {
    const { unmount } = await start(PUBLISHED, given);
    await screen.findByRole('tab', { name: /^Timeline/ });
    none();
    unmount();
  }
  await start([...OPENED, { type: 'dismiss-incident', incidentId: 'inc-a', reason: 'a test' }]);
  expect(within(await bar()).getAllByRole('button')).toHaveLength(1);
  none();
});

test('[VW180] on a phone the forms are behind “More”, and the focus goes back to there', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }));
  await start(OPENED);
  const group = within(await bar());
  expect(document.querySelectorAll('[data-edit]')).toHaveLength(0);
  await userEvent.click(group.getByText('More'));
  await userEvent.click(group.getByRole('button', { name: 'Assign roles' }));
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Assign roles' }));
  await userEvent.keyboard('{Escape}');
  expect(document.activeElement).toBe(group.getByRole('button', { name: 'Assign roles' }));
});
