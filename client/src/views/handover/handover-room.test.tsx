import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Event } from '@sitrep/shared/domain/event.ts';
import { OPENED } from '@sitrep/shared/testing/example-board.ts';
import { NOW, play } from '@sitrep/shared/testing/given.ts';
import { worldOf } from '@sitrep/shared/testing/world-of.ts';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { serveCommands } from '../../testing/command-server.ts';
import { plainBrowser, write } from '../../testing/incident-page.tsx';
import { renderWithState } from '../../testing/render-with-state.tsx';

beforeEach(plainBrowser);

const CHECK: Command = { type: 'make-statement', statementId: 's', componentId: 'player', level: 'partial_outage', source: { kind: 'check', name: 'Probe' } };
const MINE: Command[] = [
  ...OPENED,
  CHECK,
  { type: 'mute-statements', muteId: 'm', statementIds: ['s'], until: NOW - 3_600_000 * 3, reason: 'The host is moved' },
  { type: 'acknowledge-incident', incidentId: 'inc-a' },
  { type: 'post-update', incidentId: 'inc-a', text: 'A disk is full.' },
];
/** The same as somebody else would have said it. */
const saidBy = (name: string, history: readonly Command[]): Event[] =>
  play(history).map((event) => ({
    ...(event as Event),
    actor: { kind: 'person' as const, name },
    ...(event.type === 'incident-acknowledged' ? { data: { ...(event as Extract<Event, { type: 'incident-acknowledged' }>).data, by: name } } : {}),
  })) as Event[];

const open = async (history: Parameters<typeof renderWithState>[0], given: { role?: string; scope?: 'public'; path?: string } = {}) => {
  let server: ReturnType<typeof serveCommands> | null = null;
  const stage = await renderWithState(history, {
    path: '/handover',
    ...given,
    before: (peer, time) => {
      server = serveCommands({ peer, time });
    },
  });
  if (server === null) throw new Error('no server');
  const world = () => worldOf(stage.peer.chain('internal').events);
  return { ...stage, ...(server as ReturnType<typeof serveCommands>), world };
};
const sheet = async () => within(await screen.findByRole('article', { name: 'The sheet' }));

test('[VW223] who goes reads the sheet, adds a note, hands over, and may take it back', async () => {
  const { sent, world } = await open(MINE);
  const list = await sheet();
  expect(list.getByRole('link', { name: 'Playback fails' })).toBeTruthy();
  expect(list.getByText(/A disk is full/)).toBeTruthy();
  expect(list.getByText('The host is moved')).toBeTruthy();
  await write('What happened since', '2026-06-02 22:00');
  await write('A note (optional)', 'The workaround is ours alone.');
  await userEvent.click(screen.getByRole('button', { name: 'Hand over' }));
  expect(await screen.findByRole('region', { name: 'You hand over' })).toBeTruthy();
  expect(sent.map(({ command }) => command)).toEqual([{ type: 'offer-handover', since: Date.UTC(2026, 5, 2, 22), note: 'The workaround is ours alone.' }]);
  expect((await sheet()).getByRole('heading', { name: /^Note from Ana/ })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Take over as/ })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Take it back' }));
  expect(await screen.findByRole('button', { name: 'Hand over' })).toBeTruthy();
  expect(world().incident('inc-a')?.acknowledged?.by).toBe('Ana');
});

test('[VW224] the next takes over by name what they choose, and the rest lapses', async () => {
  const { sent, world } = await open(saidBy('Bo', [...MINE, { type: 'offer-handover', since: NOW - 3_600_000 * 12, note: 'Watch the disk.' }]));
  const region = within(await screen.findByRole('region', { name: 'Bo hands over' }));
  expect(region.getByText(/then nobody has what Bo has/)).toBeTruthy();
  await userEvent.click(region.getByRole('checkbox', { name: /^Mute until/ }));
  await userEvent.click(region.getByRole('button', { name: 'Take over as Ana' }));
  await expect.poll(() => world().incident('inc-a')?.acknowledged?.by).toBe('Ana');
  expect(sent.map(({ command }) => command)).toEqual([{ type: 'accept-handover', handoverId: expect.any(String), leaveMutes: ['m'] }]);
  expect(world().board.mutes).toEqual({});
  expect((await sheet()).getByText(/Taken over by/).textContent).toMatch(/Ana, 10:0\d UTC/);
});

test('[VW261] of several who go at once each is shown and taken over, and whoever looks can still hand over', async () => {
  const bo = saidBy('Bo', [...MINE, { type: 'offer-handover', since: NOW - 3_600_000 * 12, note: 'Watch the disk.' }]);
  const offer = bo.at(-1) as Event & { type: 'handover-offered' };
  const cy: Event = {
    ...offer,
    id: 'cy',
    stream: 'handover:hov-cy',
    actor: { kind: 'person', name: 'Cy' },
    data: { ...offer.data, handoverId: 'hov-cy', note: 'Mind the cache.' },
  };
  const { sent } = await open([...bo, cy]);
  const list = await sheet();
  for (const note of ['Watch the disk.', 'Mind the cache.']) expect(list.getByText(note)).toBeTruthy();
  expect(await screen.findByRole('region', { name: 'Bo hands over' })).toBeTruthy();
  const region = within(await screen.findByRole('region', { name: 'Cy hands over' }));
  await userEvent.click(region.getByRole('button', { name: 'Take over as Ana' }));
  await expect.poll(() => screen.queryByRole('region', { name: 'Cy hands over' })).toBeNull();
  expect(sent.map(({ command }) => command)).toEqual([{ type: 'accept-handover', handoverId: 'hov-cy' }]);
  await userEvent.click(screen.getByRole('button', { name: 'Hand over' }));
  expect(await screen.findByRole('region', { name: 'You hand over' })).toBeTruthy();
  expect(screen.getByRole('region', { name: 'Bo hands over' })).toBeTruthy();
});

test('[VW224] the board says that somebody hands over, and leads there', async () => {
  await open(saidBy('Bo', [...MINE, { type: 'offer-handover', since: NOW - 3_600_000 * 12 }]), { path: '/' });
  const line = (await screen.findByText('Bo hands over')).closest('p') as HTMLElement;
  expect(within(line).getByRole('link', { name: 'Take over' }).getAttribute('href')).toBe('/handover');
});

test('[VW223] a viewer reads the sheet without a control, customers nothing', async () => {
  const { unmount } = await open(MINE, { role: 'viewer' });
  await sheet();
  expect(screen.queryByRole('button', { name: /Hand over|Take over/ })).toBeNull();
  unmount();
  await open(MINE, { scope: 'public' });
  expect(await screen.findByText(/Responders hand over here/)).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/Playback fails|A disk is full/);
});
