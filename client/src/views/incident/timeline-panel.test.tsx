import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import { NOW, play } from '@sitrep/shared/testing/given.ts';
import { incidentsOf } from '@sitrep/shared/testing/world-of.ts';
import { act, cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState, useSyncExternalStore } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { drawRoom } from '../../testing/draw-room.tsx';
import type { Shown } from './timeline-filter.ts';
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
  { type: 'retract-update', incidentId: 'jam', updateId: 'two', reason: 'Not so' },
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
const Panel = ({ incident }: { incident: Incident }) => {
  const [filter, setFilter] = useState<Shown>('all');
  return <TimelinePanel incident={incident} asCustomersSee={null} componentName={name} mayWrite={false} linked={null} shown={filter} onShow={setFilter} />;
};
const Moving = () => <Panel incident={useSyncExternalStore(subscribe, () => shown)} />;

test('[VW54] an update, an amendment or a retraction that arrives is tinted, what was there before is not', async () => {
  shown = after(4);
  const { container } = await drawRoom(() => <Moving />, NOW);
  const fresh = () => [...container.querySelectorAll('[class*=fresh] [data-markdown]')].map((text) => text.textContent);
  expect(fresh()).toEqual([]);
  for (const [steps, expected] of [
    [5, ['Second word']],
    [6, ['First words']],
    [7, ['Second word']],
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
  await drawRoom(() => <Panel incident={incident} />, NOW);
  const [resolved, , level] = screen.getAllByRole('listitem').filter((row) => row.id.startsWith('entry-'));
  expect(resolved?.textContent).toMatch(/14:30.*Phase Resolved.*Recorded 3 Jun 2026, 04:02 UTC/);
  expect(level?.textContent).toMatch(/13:50.*Operational.*to.*Major outage.*Recorded 3 Jun 2026, 04:01 UTC/);
});

test('[VW176] frozen, new entries wait and are counted, what changes in those that are there is seen, and a press lets them in', async () => {
  Element.prototype.scrollIntoView = vi.fn();
  shown = after(4);
  await drawRoom(() => <Moving />, NOW);
  const user = userEvent.setup();
  const texts = () => [...document.querySelectorAll('li [data-markdown]')].map((text) => text.textContent);
  const happens = (steps: number) =>
    act(() => {
      shown = after(steps);
      tell();
    });
  await user.click(screen.getByRole('button', { name: 'Freeze' }));
  expect(screen.queryByRole('button', { name: /new entr/ })).toBeNull();
  happens(5);
  expect(texts()).toEqual(['First word']);
  happens(6);
  expect(texts()).toEqual(['First words']);
  expect(screen.getByText('Amended once')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '1 new entry' }));
  expect(texts()).toEqual(['Second word', 'First words']);
  expect(screen.getByRole('button', { name: 'Frozen' }).getAttribute('aria-pressed')).toBe('true');
  Reflect.deleteProperty(Element.prototype, 'scrollIntoView');
});

test('[VW176] let go, it is live again', async () => {
  shown = after(4);
  await drawRoom(() => <Moving />, NOW);
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Freeze' }));
  act(() => {
    shown = after(5);
    tell();
  });
  await user.click(screen.getByRole('button', { name: 'Frozen' }));
  expect(screen.getByText('Second word')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /new entr/ })).toBeNull();
});

test('[VW177] the one who recorded everything is named once, of several each in their rows', async () => {
  const incident = after(5);
  const authors = () => [...document.querySelectorAll('li[data-kind]')].map((row) => /Ana|Ben/.exec(row.textContent)?.[0]);
  const { unmount } = await drawRoom(() => <Panel incident={incident} />, NOW);
  expect(screen.getByText('Everything here was recorded by Ana.')).toBeTruthy();
  expect(new Set(authors())).toEqual(new Set([undefined]));
  unmount();
  const entries = incident.entries.map((entry) => (entry.id === 'two' ? { ...entry, actor: { kind: 'person' as const, name: 'Ben' } } : entry));
  await drawRoom(() => <Panel incident={{ ...incident, entries }} />, NOW);
  expect(screen.queryByText(/recorded by/)).toBeNull();
  expect(authors().toSorted()).toEqual([...Array(authors().length - 1).fill('Ana'), 'Ben']);
});
