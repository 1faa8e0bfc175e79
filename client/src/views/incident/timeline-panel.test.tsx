import type { Command } from '@sitrep/shared/domain/command.ts';
import { NOW, play } from '@sitrep/shared/testing/given.ts';
import { incidentsOf } from '@sitrep/shared/testing/world-of.ts';
import { act, cleanup, screen } from '@testing-library/react';
import { useSyncExternalStore } from 'react';
import { afterEach, expect, test } from 'vitest';
import { drawRoom } from '../../testing/draw-room.tsx';
import { TimelinePanel } from './timeline-panel.tsx';

afterEach(cleanup);

const LOG: Command[] = [
  { type: 'define-component', componentId: 'a', name: 'A', scope: 'public' },
  { type: 'define-component', componentId: 'b', name: 'B', scope: 'public' },
  {
    type: 'open-incident',
    incidentId: 'jam',
    title: 'Jam',
    impacts: [
      { impactId: 'a', componentId: 'a', level: 'major_outage' },
      { impactId: 'b', componentId: 'b', level: 'major_outage' },
    ],
    scope: 'public',
  },
  { type: 'post-update', incidentId: 'jam', updateId: 'one', text: 'First word', scope: 'public' },
  { type: 'post-update', incidentId: 'jam', updateId: 'two', text: 'Second word', scope: 'public' },
  { type: 'amend-update', incidentId: 'jam', updateId: 'one', text: 'First words' },
];
const after = (steps: number) => {
  const incident = incidentsOf(play(LOG.slice(0, steps))).get('jam');
  if (incident === undefined) throw new Error('no incident');
  return incident;
};
const name = (id: string) => id.toUpperCase();

// The current incident, replaced from outside as the replica does.
let shown = after(4);
let tell: () => void = () => undefined;
const subscribe = (listener: () => void) => {
  tell = listener;
  return () => undefined;
};
const Moving = () => <TimelinePanel incident={useSyncExternalStore(subscribe, () => shown)} asCustomersSee={null} componentName={name} />;

test('[VW54] an update or an amendment that arrives is tinted, what was there before is not', async () => {
  shown = after(4);
  const { container } = await drawRoom(() => <Moving />, NOW);
  const fresh = () => [...container.querySelectorAll('[class*=fresh] [data-markdown]')].map((text) => text.textContent);
  expect(fresh()).toEqual([]);
  for (const [steps, expected] of [
    [5, ['Second word']],
    [6, ['First words']],
  ] as const) {
    act(() => {
      shown = after(steps);
      tell();
    });
    expect(fresh()).toEqual(expected);
  }
});

test('[VW55] equal changes of one moment are one line, and a phase an update already names is not said twice', async () => {
  shown = after(4);
  const { container } = await drawRoom(() => <Moving />, NOW);
  const changes = [...container.querySelectorAll('li[data-kind=change] p')].map((line) => line.textContent);
  expect(changes.filter((line) => line?.includes('Major outage'))).toEqual(['A, BOperational to Major outage']);
  expect(screen.getAllByText('First word')).toHaveLength(1);
});

test('[VW57] a change entered afterwards stands where it happened, and says when it was recorded', async () => {
  const began = { ms: Date.UTC(2026, 4, 28, 13, 50), precision: 'minute' as const };
  const until = { ms: Date.UTC(2026, 4, 28, 14, 30), precision: 'minute' as const };
  const impacts = [{ impactId: 'a', componentId: 'a', level: 'major_outage' as const }];
  const log: Command[] = [
    { type: 'define-component', componentId: 'a', name: 'A', scope: 'public' },
    { type: 'open-incident', incidentId: 'jam', title: 'Jam', startedAt: began, impacts },
    { type: 'resolve-incident', incidentId: 'jam', endedAt: until },
  ];
  const incident = incidentsOf(play(log)).get('jam');
  if (incident === undefined) throw new Error('no incident');
  await drawRoom(() => <TimelinePanel incident={incident} asCustomersSee={null} componentName={name} />, NOW);
  const [resolved, , level] = screen.getAllByRole('listitem').filter((row) => row.id.startsWith('entry-'));
  expect(resolved?.textContent).toMatch(/14:30.*Phase Resolved.*Recorded 3 Jun 2026, 04:02 UTC/);
  expect(level?.textContent).toMatch(/13:50.*Operational.*to.*Major outage.*Recorded 3 Jun 2026, 04:01 UTC/);
});
