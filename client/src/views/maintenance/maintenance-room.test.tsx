import type { Command } from '@sitrep/shared/domain/command.ts';
import { EXAMPLE_BOARD } from '@sitrep/shared/testing/example-board.ts';
import { NOW } from '@sitrep/shared/testing/given.ts';
import { publicChain, worldOf } from '@sitrep/shared/testing/world-of.ts';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { serveCommands } from '../../testing/command-server.ts';
import { panel, plainBrowser, write } from '../../testing/incident-page.tsx';
import { renderWithState } from '../../testing/render-with-state.tsx';

beforeEach(plainBrowser);

const HOUR = 3_600_000;
const at = (ms: number) => ({ ms: NOW + ms, precision: 'minute' }) as const;
const PLANNED: Command = {
  type: 'schedule-maintenance',
  maintenanceId: 'disks',
  title: 'New disks for the player',
  componentIds: ['player'],
  from: at(HOUR),
  until: at(2 * HOUR),
  scope: 'public',
};
const RUNNING: Command[] = [...EXAMPLE_BOARD, PLANNED, { type: 'change-maintenance-phase', maintenanceId: 'disks', phase: 'in_progress' }];

const open = async (history: readonly Command[], given: { role?: string; scope?: 'public'; path?: string } = {}) => {
  let server: ReturnType<typeof serveCommands> | null = null;
  const stage = await renderWithState(history, {
    path: '/maintenance',
    ...given,
    before: (peer, time) => {
      server = serveCommands({ peer, time });
    },
  });
  if (server === null) throw new Error('no server');
  await screen.findByRole('heading', { level: 1, name: 'Planned work' });
  const log = () => stage.peer.chain('internal').events;
  return {
    ...stage,
    ...(server as ReturnType<typeof serveCommands>),
    work: () => worldOf(log()).board.maintenances,
    told: () => worldOf(publicChain(log())).board.maintenances,
  };
};
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }));
const submit = async (name: string) =>
  userEvent.click(
    within(screen.getByRole('region', { hidden: false, name: /Plan work|Extend|Move|Complete|Cancel work|Start/ })).getByRole('button', { name }),
  );

test('[VW220] work is planned with what, where, when and who is told, which is asked; what was typed outlives the page', async () => {
  await open(EXAMPLE_BOARD);
  await press('Plan work');
  await write('What is done?', 'Storage moves');
  await userEvent.click(panel('Plan work').getByRole('checkbox', { name: 'Player' }));
  await write('From', '2026-06-03 22:00');
  await write('Until', '2026-06-04 01:30');
  await submit('Plan it');
  expect(screen.getAllByRole('radio').some((radio) => (radio as HTMLInputElement).checked)).toBe(false);
  cleanup();
  const { sent, work, told } = await open(EXAMPLE_BOARD, { path: '/maintenance?act=plan' });
  expect((await screen.findByLabelText<HTMLInputElement>('What is done?')).value).toBe('Storage moves');
  await userEvent.click(screen.getByRole('radio', { name: /^Everyone/ }));
  await submit('Announce to everyone');
  expect(await screen.findByRole('article', { name: 'Storage moves' })).toBeTruthy();
  expect(sent.map(({ command }) => command)).toEqual([
    {
      type: 'schedule-maintenance',
      title: 'Storage moves',
      componentIds: ['player'],
      from: { ms: Date.UTC(2026, 5, 3, 22), precision: 'minute' },
      until: { ms: Date.UTC(2026, 5, 4, 1, 30), precision: 'minute' },
      scope: 'public',
    },
  ]);
  expect([Object.keys(work()).length, Object.keys(told()).length]).toEqual([1, 1]);
});

test('[VW220] what customers do not see is said before it is sent, and a refusal keeps what was typed', async () => {
  const { sent } = await open(EXAMPLE_BOARD, { path: '/maintenance?act=plan' });
  await screen.findByLabelText('What is done?');
  await write('What is done?', 'Ledger moves');
  await userEvent.click(screen.getByRole('checkbox', { name: 'Billing' }));
  await userEvent.click(screen.getByRole('radio', { name: /^Everyone/ }));
  expect(screen.getByText(/Customers do not see Billing/)).toBeTruthy();
  await write('From', '2026-06-03 23:00');
  await write('Until', '2026-06-03 22:00');
  await userEvent.click(screen.getByRole('radio', { name: 'Responders only' }));
  await submit('Plan for responders only');
  expect((await screen.findByRole('alert')).textContent).toMatch(/end/);
  expect([screen.getByLabelText<HTMLInputElement>('What is done?').value, sent.length]).toEqual(['Ledger moves', 1]);
});

test('[VW221] running work is extended by a touch, with a reason that is asked who reads it, and completed', async () => {
  const { work, told } = await open(RUNNING);
  await press('Extend');
  await press('1 h longer');
  await write('Why (optional)', 'A slow disk');
  await userEvent.click(screen.getByRole('radio', { name: 'Responders only' }));
  await submit('Extend it');
  await expect.poll(() => work().disks?.until.ms).toBe(NOW + 3 * HOUR);
  expect(told().disks?.until.ms).toBe(NOW + 3 * HOUR);
  expect(await screen.findByText('New disks for the player: Extended.')).toBeTruthy();
  await press('Complete');
  await submit('Complete it');
  await expect.poll(() => told().disks?.phase).toBe('completed');
  expect(await screen.findByRole('region', { name: 'Ended lately' })).toBeTruthy();
});

test('[VW221] planned work is started, moved and cancelled, each by a form of its own', async () => {
  const { sent, work } = await open([...EXAMPLE_BOARD, PLANNED], { path: '/maintenance?act=move&work=disks' });
  await screen.findByLabelText('Until');
  await write('Until', '2026-06-03 15:00');
  await submit('Move it');
  await expect.poll(() => work().disks?.until.ms).toBe(Date.UTC(2026, 5, 3, 15));
  await press('Start');
  await submit('Start it');
  await expect.poll(() => work().disks?.phase).toBe('in_progress');
  await press('Cancel work');
  await submit('Cancel it');
  await expect.poll(() => work().disks?.phase).toBe('cancelled');
  expect(sent.map(({ command }) => command.type)).toEqual(['reschedule-maintenance', 'change-maintenance-phase', 'change-maintenance-phase']);
});

test('[VW266] where somebody moved the work while the form was open, it says so, keeps what was typed, and sends it with the next press', async () => {
  const { work, happen, sent } = await open([...EXAMPLE_BOARD, PLANNED], { path: '/maintenance?act=move&work=disks' });
  await screen.findByLabelText('Until');
  await write('Until', '2026-06-03 15:00');
  await happen({ type: 'reschedule-maintenance', maintenanceId: 'disks', from: at(2 * HOUR), until: at(4 * HOUR) });
  await submit('Move it');
  expect((await screen.findByRole('alert')).textContent).toMatch(/Somebody moved the work meanwhile/);
  expect(work().disks?.until.ms).toBe(NOW + 4 * HOUR);
  expect(screen.getByLabelText<HTMLInputElement>('Until').value).toBe('2026-06-03 15:00');
  await submit('Move it');
  await expect.poll(() => work().disks?.until.ms).toBe(Date.UTC(2026, 5, 3, 15));
  // The start is the one of now, not the one from when the form was opened.
  expect([work().disks?.from.ms, sent.length]).toEqual([NOW + 2 * HOUR, 2]);
});

test.each([
  ['a viewer', { role: 'viewer' }],
  ['customers', { scope: 'public' as const }],
])('[VW222] %s read the work that is theirs to know, and find no control', async (_, given) => {
  const internal: Command = { ...PLANNED, maintenanceId: 'ledger', title: 'Ledger moves', scope: 'internal' };
  await open([...RUNNING, internal], given);
  expect(await screen.findByRole('article', { name: 'New disks for the player' })).toBeTruthy();
  expect(screen.queryByRole('article', { name: 'Ledger moves' }) !== null).toBe('role' in given);
  expect(screen.queryAllByRole('button', { name: /Plan work|Extend|Complete|Cancel work/ })).toEqual([]);
});
