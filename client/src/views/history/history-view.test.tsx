import type { Command } from '@sitrep/shared/domain/command.ts';
import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { historyOf } from '@sitrep/shared/query/history-of.ts';
import { incidentPeak } from '@sitrep/shared/query/status.ts';
import { uptime } from '@sitrep/shared/query/uptime.ts';
import { play } from '@sitrep/shared/testing/given.ts';
import { incidentsOf, worldOf } from '@sitrep/shared/testing/world-of.ts';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { drawRoom } from '../../testing/draw-room.tsx';
import { type HistorySearch, readHistorySearch } from './history-search.ts';
import { HistoryView } from './history-view.tsx';
import { defaultWindow, lanesOf } from './lanes-of.ts';
import { windowAfter } from './use-history-keys.ts';

afterEach(cleanup);

const NOW = Date.parse('2026-06-01T12:00:00Z');
const DAY = 86_400_000;
const utc = (text: string): FactTime => ({ ms: Date.parse(`${text}Z`), precision: 'minute' });
const undated: FactTime = { ms: null, precision: 'unknown' };
const over = (incidentId: string, startedAt: FactTime, endedAt: FactTime): Command[] => [
  {
    type: 'open-incident',
    incidentId,
    title: `Trouble ${incidentId}`,
    startedAt,
    impacts: [{ componentId: 'chat', level: 'major_outage', from: startedAt }],
    at: startedAt,
    scope: 'public',
  },
  { type: 'resolve-incident', incidentId, endedAt, at: endedAt, scope: 'public' },
];
const LOG: Command[] = [
  { type: 'define-component', componentId: 'chat', name: 'Chat', target: 0.999, scope: 'public', at: utc('2020-01-01T00:00') },
  { type: 'define-component', componentId: 'web', name: 'Website', scope: 'public' },
  ...over('recent', utc('2026-05-20T10:00'), utc('2026-05-20T12:10')),
  ...over('older', { ms: Date.parse('2020-05-11T06:00:00Z'), precision: 'part_of_day' }, utc('2020-05-11T12:00')),
  ...over('lost', undated, undated),
];

const draw = async (search: HistorySearch = {}, log = LOG) => {
  const events = play(log);
  const { board } = worldOf(events);
  const incidents = [...incidentsOf(events).values()].map((incident) => ({ ...incident, peak: incidentPeak(incident), cause: null }));
  const report = Object.values(board.components).map((component) => ({
    ...component,
    uptime: uptime(component, historyOf(component.id, incidents, []), NOW - 90 * DAY, NOW),
  }));
  const asked: HistorySearch[] = [];
  const pages = { incidents, total: incidents.length, retired: [], error: null, more: false, loadMore: () => undefined, retry: () => undefined };
  await drawRoom(
    () => (
      <HistoryView
        board={board}
        pages={pages}
        report={report}
        years={{ years: [{ year: 2026, incidents: 1 }], undated: 1 }}
        now={NOW}
        search={search}
        onSearch={(next) => asked.push(next)}
        minutes={() => null}
      />
    ),
    NOW,
  );
  return asked;
};
const titles = (section: HTMLElement) =>
  within(section)
    .getAllByRole('link')
    .map((link) => link.querySelector('b')?.textContent);
const sectionOf = (heading: RegExp) => screen.getByRole('heading', { name: heading }).closest('section') as HTMLElement;

test('[VW70] undated incidents are listed under "Date unknown" and never drawn on the axis', async () => {
  await draw();
  expect(titles(sectionOf(/^Date unknown/))).toEqual(['Trouble lost']);
  expect(document.querySelectorAll('svg[role=img] g title')).toHaveLength(1);
  expect(document.querySelector('svg[role=img] g title')?.textContent).toContain('Trouble recent');
});

test('[VW71] the window begins with the last 90 days, or with all of history when they were quiet', async () => {
  const incidents = [...incidentsOf(play(LOG)).values()];
  const stretches = lanesOf(incidents, NOW);
  expect(stretches.map(({ incidentId, vague }) => [incidentId, vague])).toEqual([
    ['recent', false],
    ['older', true],
  ]);
  expect(defaultWindow(stretches, NOW).from).toBe(NOW - 90 * DAY);
  expect(defaultWindow(stretches.slice(1), NOW).from).toBeLessThan(Date.parse('2020-05-11T06:00:00Z'));
});

test('[VW72] uptime stands against its target with minutes down and the share of the budget; an undated outage makes it incomplete', async () => {
  await draw();
  const row = screen.getByRole('row', { name: /^Chat/ });
  expect(row.textContent).toContain('99.899');
  expect(row.textContent).toContain('130 m');
  expect(row.textContent).toContain('1.0×');
  expect(row.textContent).toContain('Incomplete: undated outages are in no figure.');
  expect(within(row).getByRole('img', { name: 'Below the target of 99.9 %' })).toBeTruthy();
  expect(screen.getByText('1 other component has no dated incident in this window.')).toBeTruthy();
});

test('[VW72] uptime is told by share of customers only where somebody counted them', async () => {
  await draw();
  expect(screen.getByRole('row', { name: /^Chat/ }).textContent).not.toContain('share of customers');
  cleanup();
  await draw({}, [
    ...LOG,
    {
      type: 'open-incident',
      incidentId: 'counted',
      title: 'Counted',
      startedAt: utc('2026-05-21T10:00'),
      impacts: [{ componentId: 'chat', level: 'major_outage', from: utc('2026-05-21T10:00'), audience: { kind: 'share', share: 0.5 } }],
      at: utc('2026-05-21T10:00'),
      scope: 'public',
    },
    { type: 'resolve-incident', incidentId: 'counted', endedAt: utc('2026-05-21T12:00'), at: utc('2026-05-21T12:00'), scope: 'public' },
  ]);
  expect(screen.getByRole('row', { name: /^Chat/ }).textContent).toContain('By share of customers 99.853 %.');
});

test('[VW73] filters and window are kept in the address, and what makes no sense there is left out', async () => {
  const asked = await draw({ year: '2026', from: '2026-05-01', to: '2026-05-20' });
  const user = userEvent.setup();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Component' }), 'chat');
  await user.click(screen.getByRole('button', { name: 'Clear' }));
  await user.type(screen.getByRole('searchbox', { name: 'Words' }), 'dns{Enter}');
  expect(asked).toEqual([{ year: '2026', component: 'chat' }, {}, { year: '2026', text: 'dns' }]);
  expect(readHistorySearch({ cause: 'dns', year: 2020, from: '2020-10-06', to: '2020-10-01', text: ' ', component: 7 })).toEqual({
    cause: 'dns',
    year: '2020',
    component: '7',
  });
});

test('[VW73] the window on the history names no day that is yet to come', async () => {
  await draw({ from: '2026-05-01', to: '2026-06-20' });
  expect(screen.getByRole('heading', { level: 2, name: '1 May 2026 to today' })).toBeTruthy();
  cleanup();
  await draw({ from: '2026-05-01', to: '2026-05-20' });
  expect(screen.getByRole('heading', { level: 2, name: '1 May 2026 to 20 May 2026' })).toBeTruthy();
});

test('[VW74] the window moves by keyboard', async () => {
  const asked = await draw({ from: '2026-04-01', to: '2026-05-11' });
  const brush = screen.getByRole('slider', { name: 'Window on the history' });
  expect(brush.getAttribute('aria-valuetext')).toBe('1 Apr 2026 to 11 May 2026');
  brush.focus();
  await userEvent.setup().keyboard('{ArrowRight}{+}');
  expect(asked).toEqual([
    { from: '2026-04-11', to: '2026-05-21' },
    { from: '2026-04-11', to: '2026-05-01' },
  ]);
});

test('[VW74] plus and minus change the length of the window, the brackets go to the previous and next incident', () => {
  const window = { from: 0, to: 8 * DAY };
  expect(windowAfter('+', window, [])).toEqual({ from: 2 * DAY, to: 6 * DAY });
  expect(windowAfter('-', window, [])).toEqual({ from: -4 * DAY, to: 12 * DAY });
  expect(windowAfter(']', window, [DAY, 4 * DAY, 20 * DAY, 30 * DAY])).toEqual({ from: 16 * DAY, to: 24 * DAY });
  expect(windowAfter('[', window, [4 * DAY, 20 * DAY])).toBe(null);
  expect(windowAfter('x', window, [])).toBe(null);
});

test('[VW75] an empty result says what it does not prove', async () => {
  await draw({ from: '2021-01-01', to: '2021-02-01' });
  expect(screen.getByText(/what nobody noticed is not here/)).toBeTruthy();
});
