import type { Command } from '@sitrep/shared/domain/command.ts';
import { incidentPeak } from '@sitrep/shared/query/status.ts';
import { NOW, play } from '@sitrep/shared/testing/given.ts';
import { worldOf } from '@sitrep/shared/testing/world-of.ts';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { IncidentPages, IncidentSummary } from '../../sync/use-incident-pages.ts';
import { drawRoom } from '../../testing/draw-room.tsx';
import { IncidentsView } from './incidents-room.tsx';

afterEach(cleanup);

const open = (incidentId: string, level: 'partial_outage' | 'major_outage', rest: object = {}): Command => ({
  type: 'open-incident',
  incidentId,
  title: `Trouble ${incidentId}`,
  impacts: [{ componentId: 'chat', level }],
  scope: 'public',
  ...rest,
});
const BOARD: Command[] = [{ type: 'define-component', componentId: 'chat', name: 'Chat', scope: 'public' }];

const draw = async (history: readonly Command[], resolvedCount = 0, internal = true) => {
  const world = worldOf(play([...BOARD, ...history]));
  const over = Object.values(world.board.incidents)
    .filter(({ phase }) => phase === 'resolved')
    .map((incident): IncidentSummary => ({ ...incident, peak: incidentPeak(incident), cause: incident.causes.at(-1) ?? null }));
  const incidents = over.flatMap((incident) =>
    Array.from({ length: Math.max(1, resolvedCount) }, (_, index) => (index === 0 ? incident : { ...incident, id: `${incident.id}-${index}` })),
  );
  const pages: IncidentPages = { incidents, total: incidents.length, retired: [], error: null, more: false, loadMore: () => undefined, retry: () => undefined };
  return drawRoom(() => <IncidentsView board={world.board} resolved={pages} internal={internal} />, NOW);
};

test('[VW60] open incidents come first: by level, unacknowledged before acknowledged, then the newest; each row is one link', async () => {
  const { container } = await draw([
    open('old', 'partial_outage'),
    open('taken', 'major_outage'),
    { type: 'acknowledge-incident', incidentId: 'taken', by: 'Ana' },
    open('fresh', 'major_outage'),
    open('done', 'major_outage'),
    { type: 'resolve-incident', incidentId: 'done', scope: 'public' },
  ]);
  expect([...container.querySelectorAll('a[data-row]')].map((row) => row.getAttribute('href'))).toEqual([
    '/incidents/fresh',
    '/incidents/taken',
    '/incidents/old',
    '/incidents/done',
  ]);
  expect(screen.getByText('3 open, 1 resolved')).toBeTruthy();
});

test('[VW51] a row of one that is back says how long it lasts now, and how long in all', async () => {
  const ago = (minutes: number) => ({ ms: NOW - minutes * 60_000, precision: 'minute' as const });
  const { container } = await draw([
    open('back', 'partial_outage', { startedAt: ago(960) }),
    { type: 'resolve-incident', incidentId: 'back', endedAt: ago(840), scope: 'public' },
    { type: 'reopen-incident', incidentId: 'back', from: ago(404), at: ago(404) },
  ]);
  const row = container.querySelector('a[data-row]');
  expect(row?.textContent?.replaceAll('\u00a0', ' ')).toContain('6 h 44 m now, 8 h 44 m in all');
});

test('[VW60] an exercise stands apart and is named so', async () => {
  const { container } = await draw([
    { type: 'start-drill', drillId: 'd1', name: 'Friday drill', scope: 'public' },
    open('pretend', 'major_outage', { drill: 'd1' }),
  ]);
  expect(screen.getByText('Nothing is open.')).toBeTruthy();
  expect(screen.getByRole('heading', { name: /Exercises/ })).toBeTruthy();
  expect(container.querySelector('a[data-row]')?.textContent).toContain('EXERCISE');
});

test('[VW60] customers are not told who has it', async () => {
  const { container } = await draw([open('taken', 'major_outage'), { type: 'acknowledge-incident', incidentId: 'taken', by: 'Ana' }], 0, false);
  expect(container.textContent).not.toContain('Ana');
  expect(container.textContent).not.toContain('cknowledged');
});

test('[VW61] above a hundred only the rows near the window are drawn', async () => {
  const { container } = await draw([open('done', 'major_outage'), { type: 'resolve-incident', incidentId: 'done', scope: 'public' }], 1_000);
  expect(screen.getByText('None open, 1000 resolved')).toBeTruthy();
  expect(container.querySelectorAll('a[data-row]').length).toBeLessThan(60);
});
