import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Event } from '@sitrep/shared/domain/event.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { EXAMPLE_BOARD, OPENED, PUBLISHED } from '@sitrep/shared/testing/example-board.ts';
import { eventOf, NOW } from '@sitrep/shared/testing/given.ts';
import { worldOf } from '@sitrep/shared/testing/world-of.ts';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import type { ChainPeer } from '../testing/chain-peer.ts';
import { serveCommands } from '../testing/command-server.ts';
import { renderWithState } from '../testing/render-with-state.tsx';
import { useUi } from '../ui-state.ts';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
  useUi.setState({ singleKeys: true, leading: 'utc' });
});

const start = async (history: readonly (Command | Event)[], path: string, role = 'responder', scope: Scope = 'internal') => {
  let server: ReturnType<typeof serveCommands> | null = null;
  const stage = await renderWithState(history, {
    path,
    role,
    scope,
    before: (peer, time) => {
      server = serveCommands({ peer, time });
    },
  });
  if (server === null) throw new Error('no server');
  const incident = () => worldOf(stage.peer.chain('internal').events).incident('inc-a');
  return { ...stage, ...(server as ReturnType<typeof serveCommands>), incident };
};

test.each([
  ['its card on the board', '/'],
  ['its row in the list', '/incidents'],
])('[VW140] whoever may write acknowledges an incident from %s; the control goes, and the focus to its title', async (_, path) => {
  const { incident, sent } = await start(OPENED, path);
  const button = await screen.findByRole('button', { name: 'Take it' });
  const home = button.closest('article, li')?.querySelector('a[data-row]');
  expect(home?.getAttribute('href')).toBe('/incidents/inc-a');
  expect(home?.contains(button)).toBe(false);
  button.focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => incident()?.acknowledged?.by).toBe('Ana');
  // While it is sent the control says so, and has the focus.
  await expect.poll(() => document.activeElement === home).toBe(true);
  expect(screen.queryByRole('button', { name: /Take it|Sending/ })).toBeNull();
  expect(sent).toHaveLength(1);
});

test.each(['/', '/incidents'])('[VW140] at %s the key acts only on the incident that has the focus, and viewers have neither key nor control', async (path) => {
  const { incident, sent, unmount } = await start(OPENED, path);
  const button = await screen.findByRole('button', { name: 'Take it' });
  await userEvent.keyboard('a');
  expect(sent).toEqual([]);
  button.closest('article, li')?.querySelector<HTMLElement>('a[data-row]')?.focus();
  await userEvent.keyboard('a');
  await expect.poll(() => incident()?.acknowledged?.by).toBe('Ana');
  unmount();
  const viewer = await start(OPENED, path, 'viewer');
  const row = (await screen.findAllByRole('link', { name: /Playback fails/ })).find((link) => link.hasAttribute('data-row'));
  row?.focus();
  await userEvent.keyboard('a');
  expect(screen.queryByRole('button', { name: 'Take it' })).toBeNull();
  expect(viewer.sent).toEqual([]);
});

const NEW = eventOf('incident-opened', 'incident:inc-a', {
  incidentId: 'inc-a',
  title: 'Playback fails',
  phase: 'investigating',
  startedAt: exactly(NOW - 3_600_000),
  impacts: [],
  drill: null,
});
/** Something happens on the server of which the page hears with whatever comes next. */
const unheard = (peer: ChainPeer, command: Command) => {
  peer.sockets = 'mute';
  peer.happen(command);
  peer.sockets = 'open';
};
const WAITS = ['/', '/incidents', '/incidents/inc-a'];
test.each(WAITS)(
  '[VW200] at %s those who see the internal board read by when it is to be taken, past that who is asked, and customers neither',
  async (path) => {
    const { happen, pass } = await start([...EXAMPLE_BOARD, NEW], path, 'viewer');
    expect(await screen.findByText(/^take by 10:05, in 4 m 5\d s$/)).toBeTruthy();
    expect(screen.queryByText('Ask Bo, then Cy')).toBeNull();
    await pass(401_000);
    expect(screen.getByText('take by 10:05, 1 m 41 s late')).toBeTruthy();
    expect(screen.getByText('Ask Bo, then Cy')).toBeTruthy();
    await happen({ type: 'acknowledge-incident', incidentId: 'inc-a', by: 'Bo' });
    expect(screen.queryByText(/take by/)).toBeNull();
    cleanup();
    await start(PUBLISHED, path, 'viewer', 'public');
    expect((await screen.findAllByText('Playback fails')).length).toBeGreaterThan(0);
    expect(document.body.textContent).not.toMatch(/take by|Ask Bo/);
  },
);

const slower = async () => (await screen.findByText(/before you/)).closest('[role=alert]') ?? document.body;
test.each(WAITS)('[VW202] at %s who was a moment slower is told who has it, and takes over only by saying so', async (path) => {
  const { incident, sent, peer } = await start(OPENED, path);
  const button = await screen.findByRole('button', { name: /^Take it/ });
  unheard(peer, { type: 'acknowledge-incident', incidentId: 'inc-a', by: 'Bo' });
  await userEvent.click(button);
  expect((await slower()).textContent).toMatch(/^Bo took it at 04:0\d:\d\d, before you\. Nothing was recorded\./);
  expect(incident()?.acknowledged?.by).toBe('Bo');
  await userEvent.click(screen.getByRole('button', { name: 'Take it over' }));
  await expect.poll(() => incident()?.acknowledged?.by).toBe('Ana');
  await expect.poll(() => screen.queryByText(/before you/)).toBeNull();
  expect(sent.map(({ command }) => command)).toEqual(
    [null, 'Bo'].map((expectedHolder) => ({ type: 'acknowledge-incident', incidentId: 'inc-a', expectedHolder })),
  );
});

test('[VW202] it can be left to who was faster', async () => {
  const { incident, peer } = await start(OPENED, '/');
  const button = await screen.findByRole('button', { name: 'Take it' });
  unheard(peer, { type: 'acknowledge-incident', incidentId: 'inc-a', by: 'Bo' });
  await userEvent.click(button);
  await userEvent.click(await screen.findByRole('button', { name: 'Leave it to Bo' }));
  await expect.poll(() => screen.queryByText(/before you/)).toBeNull();
  expect(incident()?.acknowledged?.by).toBe('Bo');
});

const BEHIND: Command[] = [...PUBLISHED, { type: 'change-phase', incidentId: 'inc-a', phase: 'identified', scope: 'internal' }];
const differs = () => screen.findByRole('region', { name: 'Customers see something else' });

test('[VW145] what ends a difference to what customers see is a button for those who may write, with the request below it for programs', async () => {
  const { sent } = await start(BEHIND, '/');
  const matter = within(await differs());
  const request = matter.getByText(/^POST/).textContent;
  expect(request).toBe('POST /api/v1/incidents/inc-a/phase {"phase":"identified","scope":"public"}');
  expect(matter.getByText('As a request').tagName).toBe('SUMMARY');
  await userEvent.click(await matter.findByRole('button', { name: 'Tell them: Identified' }));
  await expect.poll(() => screen.queryByRole('region', { name: 'Customers see something else' })).toBeNull();
  expect(sent.map(({ command }) => command)).toEqual([{ type: 'change-phase', incidentId: 'inc-a', phase: 'identified', scope: 'public' }]);
});

test('[VW145] the button says what it tells, and once the difference is another one it knows nothing of the earlier one', async () => {
  const impact = { impactId: 'imp-b', componentId: 'player', level: 'major_outage' } as const;
  const worse: Command = { type: 'state-impact', incidentId: 'inc-a', impact, scope: 'internal' };
  const { network, happen, sent } = await start([...BEHIND, worse], '/');
  const matter = within(await differs());
  network.next = ['down', 'down', 'down'];
  await userEvent.click(await matter.findByRole('button', { name: 'Tell them: Identified' }));
  expect(await matter.findByRole('button', { name: 'Try again' })).toBeTruthy();
  await happen({ type: 'change-phase', incidentId: 'inc-a', phase: 'identified', scope: 'public' });
  expect(await matter.findByRole('button', { name: 'Tell them: Major outage' })).toBeTruthy();
  expect(matter.queryByRole('alert')).toBeNull();
  expect(sent).toEqual([]);
});

test('[VW145] others who see the difference have the request, and no button', async () => {
  await start(BEHIND, '/', 'viewer');
  const matter = within(await differs());
  expect(matter.getByText('Tell them:')).toBeTruthy();
  expect(matter.queryByRole('button', { name: /^Tell them/ })).toBeNull();
});

test('[VW145] what customers know nothing of is published where one sees what goes along', async () => {
  const { sent } = await start(OPENED, '/');
  const link = await within(await differs()).findByRole('link', { name: 'Publish it' });
  expect(link.getAttribute('href')).toBe('/incidents/inc-a?act=publish');
  expect(sent).toEqual([]);
});
