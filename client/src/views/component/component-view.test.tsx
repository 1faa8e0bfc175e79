import type { Command } from '@sitrep/shared/domain/command.ts';
import { historyOf } from '@sitrep/shared/query/history-of.ts';
import { skyline, uptime } from '@sitrep/shared/query/uptime.ts';
import { NOW, play } from '@sitrep/shared/testing/given.ts';
import { incidentsOf, publicChain, worldOf } from '@sitrep/shared/testing/world-of.ts';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { drawRoom } from '../../testing/draw-room.tsx';
import { ComponentView } from './component-view.tsx';

afterEach(cleanup);

const DAY = 86_400_000;
const LOG: Command[] = [
  { type: 'define-component', componentId: 'chat', name: 'Chat', target: 0.999, scope: 'public', at: { ms: NOW - 100 * DAY, precision: 'exact' } },
  {
    type: 'open-incident',
    incidentId: 'jam',
    title: 'Chat is jammed',
    impacts: [{ componentId: 'chat', level: 'partial_outage', what: 'Messages stop', from: { ms: NOW - 7 * 3_600_000, precision: 'exact' } }],
  },
  {
    type: 'make-statement',
    statementId: 'probe',
    componentId: 'chat',
    level: 'major_outage',
    source: { kind: 'check', name: 'Chat probe' },
    words: 'No answer',
    freshUntil: NOW + DAY,
  },
  { type: 'mute-statements', muteId: 'quiet', statementIds: ['probe'], until: NOW - 7_200_000, reason: 'The host is being moved' },
];

const draw = (log: readonly Command[] = LOG, { zone = 'UTC', retiredAt = null as number | null } = {}) => {
  const events = play(log);
  const { board } = worldOf(events);
  const incidents = [...incidentsOf(events).values()];
  const component = worldOf(play(log.filter(({ type }) => type !== 'retire-component'))).board.components.chat;
  if (component === undefined) throw new Error('no component');
  const history = historyOf('chat', incidents, []);
  const report = {
    ...component,
    retiredAt,
    uptime: uptime(component, history, NOW - 90 * DAY, NOW),
    skyline: skyline(component, history, 90, NOW, zone),
  };
  const pages = { incidents: [], total: 0, retired: [], error: null, more: false, loadMore: () => undefined, retry: () => undefined };
  return drawRoom(
    () => <ComponentView componentId="chat" board={board} customers={worldOf(publicChain(events)).board} report={report} zone={zone} pages={pages} now={NOW} />,
    NOW,
  );
};

test('[VW80] a component lists why it is at its level: the deciding statement marked, muted ones kept with author, end and reason', async () => {
  const { container } = await draw();
  const rows = [...container.querySelectorAll('li[data-st]')];
  expect(rows.map((row) => row.textContent?.includes('worst: decides'))).toEqual([true, false]);
  expect(rows[0]?.textContent).toContain('Messages stop');
  expect(
    within(rows[0] as HTMLElement)
      .getByRole('link', { name: 'Chat is jammed' })
      .getAttribute('href'),
  ).toBe('/incidents/jam');
  expect(rows[1]?.textContent).toContain('Muted by Ana until 3 Jun 2026, 08:00 UTC: The host is being moved');
  expect(screen.getByText('2 statements standing, 1 muted')).toBeTruthy();
});

test('[VW80] what customers see is shown where it differs', async () => {
  await draw();
  expect(screen.getByText('Customers see', { selector: 'dt' }).nextElementSibling?.textContent).toBe('Operational');
});

test('[VW80] a component without statements or checks is not called healthy', async () => {
  await draw(LOG.slice(0, 1));
  expect(screen.getByText(/this is no trouble reported, not proof of health/)).toBeTruthy();
});

test('[VW80] the evidence named among the facts does not contradict the statements below', async () => {
  const evidence = () => screen.getByText('Evidence', { selector: 'dt' }).nextElementSibling?.textContent;
  await draw(LOG.slice(0, 1));
  expect(evidence()).toBe('Reported by people');
  cleanup();
  await draw();
  expect(evidence()).toBe('Checks, and reports by people');
});

test('[VW81] the arrow keys step through the days of the skyline, and each is described in words', async () => {
  await draw();
  const slider = screen.getByRole('slider', { name: /99\.67 %, 1 day with downtime: Wed 3 Jun/ });
  expect(slider.getAttribute('aria-valuetext')).toBe('Wed 3 Jun (UTC): at worst partial outage, down 7 h 00 m so far');
  slider.focus();
  await userEvent.setup().keyboard('{ArrowLeft}');
  expect(slider.getAttribute('aria-valuetext')).toBe('Tue 2 Jun (UTC): no trouble reported');
});

test('[VW81] the days of the skyline are those of the leading zone, which is named', async () => {
  const from = Date.UTC(2026, 5, 1, 20);
  const until = from + 3_600_000;
  const log: Command[] = [
    { type: 'define-component', componentId: 'chat', name: 'Chat', scope: 'public', at: { ms: from - 100 * DAY, precision: 'exact' } },
    {
      type: 'open-incident',
      incidentId: 'jam',
      title: 'Chat is jammed',
      startedAt: { ms: from, precision: 'exact' },
      impacts: [{ componentId: 'chat', level: 'major_outage', from: { ms: from, precision: 'exact' } }],
    },
    { type: 'resolve-incident', incidentId: 'jam', endedAt: { ms: until, precision: 'exact' } },
  ];
  await draw(log, { zone: 'Pacific/Auckland' });
  const slider = screen.getByRole('slider', { name: /1 day with downtime: Tue 2 Jun/ });
  slider.focus();
  await userEvent.setup().keyboard('{ArrowLeft}');
  expect(slider.getAttribute('aria-valuetext')).toBe('Tue 2 Jun (Auckland): at worst major outage, down 1 h 00 m');
  expect(screen.getByText('Auckland days, taller is worse')).toBeTruthy();
});

test('[VW89] a target is shown as stated, and less than a day gives no figure', async () => {
  const defined = { ...LOG[0], target: 0.9999 } as Command;
  await draw([defined]);
  expect(screen.getByText('Target', { selector: 'dt' }).nextElementSibling?.textContent).toBe('99.99 %');
  cleanup();
  await draw([{ ...defined, at: { ms: NOW - 8 * 3_600_000, precision: 'exact' } } as Command]);
  expect(screen.getByText('90 days', { selector: 'dt' }).nextElementSibling?.textContent).toBe('No figure yet: less than one day is counted');
});

test('[VW79] the page of a retired component keeps its name and its past, and claims no level', async () => {
  const over: Command = { type: 'resolve-incident', incidentId: 'jam' };
  await draw([...LOG.slice(0, 2), over, { type: 'retire-component', componentId: 'chat' }], { retiredAt: NOW });
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Chat');
  expect(screen.getByText('Retired')).toBeTruthy();
  expect(screen.getByRole('slider', { name: /1 day with downtime/ })).toBeTruthy();
  expect(screen.queryByText(/Unknown|Operational|Why it is at this level/)).toBeNull();
});

test('[VW80] planned work stands once with its title, says when it has overrun, and a level without words is not said twice', async () => {
  const time = (minutes: number) => ({ ms: NOW - minutes * 60_000, precision: 'exact' as const });
  const work: Command[] = [
    LOG[0] as Command,
    {
      type: 'make-statement',
      statementId: 'probe',
      componentId: 'chat',
      level: 'operational',
      source: { kind: 'check', name: 'Chat probe' },
      freshUntil: NOW + DAY,
    },
    {
      type: 'schedule-maintenance',
      maintenanceId: 'w',
      title: 'The host is moved',
      componentIds: ['chat'],
      from: time(480),
      until: time(420),
      scope: 'public',
    },
    { type: 'change-maintenance-phase', maintenanceId: 'w', phase: 'in_progress', at: time(480) },
  ];
  await draw(work);
  expect(screen.getAllByText('The host is moved')).toHaveLength(1);
  const probe = screen.getByText('Chat probe').closest('li');
  expect(probe?.textContent?.match(/Operational/g)).toHaveLength(1);
  expect(screen.queryByText(/should have ended/)).toBeNull();
  cleanup();
  await draw([...work, { type: 'overrun-maintenance', maintenanceId: 'w', at: time(420) }]);
  expect(screen.getByText(/^should have ended \d\d:\d\d$/)).toBeTruthy();
});

test('[VW80] where the report could not be read, that is said in its place', async () => {
  const { board } = worldOf(play(LOG));
  const pages = { incidents: [], total: 0, retired: [], error: null, more: false, loadMore: () => undefined, retry: () => undefined };
  const room = (componentId: string) => (
    <ComponentView componentId={componentId} board={board} customers={null} report={null} failure={<p>Not read</p>} zone="UTC" pages={pages} now={NOW} />
  );
  await drawRoom(() => room('chat'), NOW);
  expect(screen.getByText('Why it is at this level')).toBeTruthy();
  expect(screen.getByText('Not read')).toBeTruthy();
  cleanup();
  await drawRoom(() => room('elsewhere'), NOW);
  expect(screen.getByText('Not read')).toBeTruthy();
  expect(screen.queryByText(/There is no such component/)).toBeNull();
});
