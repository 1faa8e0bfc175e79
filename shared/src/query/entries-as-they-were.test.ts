import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../domain/command.ts';
import type { Event } from '../domain/event.ts';
import type { Entry, Incident } from '../domain/state.ts';
import type { Level } from '../domain/words.ts';
import { arbitraryStory } from '../testing/arbitrary-story.ts';
import { EXAMPLE_BOARD } from '../testing/example-board.ts';
import { NOW, play } from '../testing/given.ts';
import { at } from '../testing/given-board.ts';
import { incidentsOf, publicChain } from '../testing/world-of.ts';
import { entriesAsTheyWere } from './entries-as-they-were.ts';
import { levelSteps } from './level-steps.ts';

const rows = (...commands: Command[]) => {
  const incident = incidentsOf(play([...EXAMPLE_BOARD, ...commands])).get('inc-a') as Incident;
  return entriesAsTheyWere(incident).map(({ at: { ms }, change }) => {
    const words = change?.what === 'phase' ? change.to : change?.what === 'level' ? `${change.componentId}: ${change.from} to ${change.to}` : change?.what;
    return `${new Date(ms ?? 0).toISOString().slice(0, 16)} ${words}`;
  });
};
const impact = { impactId: 'a', componentId: 'player', level: 'partial_outage' } as const;
const open: Command = { type: 'open-incident', incidentId: 'inc-a', title: 'Playback fails', startedAt: at('2026-05-28T13:50'), impacts: [impact] };

test('[QU46] an incident entered afterwards begins before it ends', () => {
  const end = at('2026-05-28T14:30');
  const inPlace = ['2026-05-28T13:50 player: operational to partial_outage', '2026-05-28T14:30 investigating', '2026-05-28T14:30 resolved'];
  expect(rows(open, { type: 'resolve-incident', incidentId: 'inc-a', at: end })).toEqual(inPlace);
  expect(rows(open, { type: 'resolve-incident', incidentId: 'inc-a', endedAt: end })).toEqual(inPlace);
});

test('[QU46] an impact told late stands at its own beginning and end, and what was told before follows it', () => {
  const began = (iso: string, given: object = {}): Command => ({
    type: 'state-impact',
    incidentId: 'inc-a',
    impact: { ...impact, impactId: 'b', level: 'degraded_performance', from: at(iso), ...given },
  });
  const opening = new Date(NOW - 21_600_000 + EXAMPLE_BOARD.length * 60_000).toISOString().slice(0, 16);
  expect(rows(open, began('2026-05-28T13:00'))).toEqual([
    '2026-05-28T13:00 player: operational to degraded_performance',
    '2026-05-28T13:50 player: degraded_performance to partial_outage',
    `${opening} investigating`,
  ]);
  expect(rows(open, began('2026-05-28T13:00', { until: at('2026-05-28T13:20') }))).toEqual([
    '2026-05-28T13:00 player: operational to degraded_performance',
    '2026-05-28T13:20 player: degraded_performance to operational',
    '2026-05-28T13:50 player: operational to partial_outage',
    `${opening} investigating`,
  ]);
});

test('[QU46] told in whatever order, nothing stands before what it follows from, and the levels are those of the chart', () => {
  fc.assert(
    fc.property(arbitraryStory.filter(isNotDismissed), (events) => {
      const incident = incidentsOf(events).get('inc-a');
      if (incident === undefined) return;
      const entries = entriesAsTheyWere(incident);
      const times = entries.map(({ at: { ms } }) => ms ?? 0);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      // Beginning and end take turns.
      const turns = entries.flatMap(({ change }) => (change?.what === 'phase' && (change.to === 'resolved' || change.to === 'reopened') ? [change.to] : []));
      const ups = turns.filter((turn, index) => turn === 'reopened' || turns[index - 1] !== 'resolved');
      expect(ups.every((turn, index) => turn === (index % 2 === 0 ? 'resolved' : 'reopened'))).toBe(true);
      const began = incident.startedAt.ms ?? 0;
      for (const {
        change,
        at: { ms },
      } of entries)
        if (change?.what === 'phase' && change.to === 'resolved') expect(ms).toBeGreaterThanOrEqual(began);
      // What ends with an occurrence is told by "resolved" alone.
      const isOwn = ({ ms, to }: Change) => to !== 'operational' || incident.occurrences.every(({ until }) => until?.ms !== ms);
      expect(told(entries).filter(isOwn)).toEqual(drawn(incident).filter(isOwn));
    }),
    { seed: 20261130, numRuns: 400 },
  );
});

test('[QU106] an end that responders alone know is not passed off as told to customers, nor is a beginning that they alone corrected', () => {
  const told = (...commands: Command[]) => {
    const events = play([...EXAMPLE_BOARD, ...commands]);
    const rows = entriesAsTheyWere(incidentsOf(events).get('inc-a') as Incident, incidentsOf(publicChain(events)).get('inc-a') ?? null);
    return rows.flatMap(({ at: { ms }, scope, change }) => (change?.what === 'level' ? [`${new Date(ms ?? 0).toISOString().slice(11, 16)} ${scope}`] : []));
  };
  const worse = { ...impact, impactId: 'b', level: 'major_outage', from: at('2026-05-28T13:55') } as const;
  const toCustomers: Command = { ...open, impacts: [impact, worse], scope: 'public' } as Command;
  const ends: Command = { type: 'end-impact', incidentId: 'inc-a', impactId: 'b', until: at('2026-05-28T14:10'), scope: 'internal' };
  expect(told(toCustomers, ends)).toEqual(['13:50 public', '13:55 public', '14:10 internal']);
  const hidden: Command = { type: 'state-impact', incidentId: 'inc-a', impact: { ...worse, impactId: 'c', until: at('2026-05-28T14:20') }, scope: 'internal' };
  // Its end had no entry, because another impact kept the level where it was.
  expect(told(toCustomers, hidden, { ...ends, until: at('2026-05-28T14:10'), scope: 'public' } as Command)).toEqual([
    '13:50 public',
    '13:55 public',
    '14:20 internal',
  ]);
  const earlier: Command = { type: 'correct-times', incidentId: 'inc-a', from: at('2026-05-28T13:45') };
  expect(told(toCustomers, { ...earlier, scope: 'internal' } as Command)).toEqual(['13:45 internal', '13:55 public']);
  expect(told(toCustomers, { ...earlier, scope: 'public' } as Command)).toEqual(['13:45 public', '13:55 public']);
});

test('[QU105] a timeline reads each impact a fixed number of times, however many there are, and is computed once for each incident', () => {
  let reads = 0;
  const counted = (impacts: Incident['impacts']) =>
    impacts.map((impact) =>
      Object.defineProperty({ ...impact }, 'from', {
        enumerable: true,
        get: () => {
          reads += 1;
          return impact.from;
        },
      }),
    );
  const readsOf = (times: number): number => {
    const levels = ['partial_outage', 'major_outage'] as const;
    const restated = Array.from({ length: times }, (_, index): Command => {
      const level = levels[index % 2] ?? 'partial_outage';
      return { type: 'state-impact', incidentId: 'inc-a', impact: { impactId: 'a', componentId: 'player', level } };
    });
    const told = incidentsOf(play([...EXAMPLE_BOARD, { ...open, impacts: [{ ...impact, level: 'degraded_performance' }] } as Command, ...restated])).get(
      'inc-a',
    ) as Incident;
    const incident = { ...told, impacts: counted(told.impacts) };
    reads = 0;
    const entries = entriesAsTheyWere(incident);
    expect(entries.length).toBeGreaterThan(times);
    expect(entriesAsTheyWere(incident)).toBe(entries);
    return reads;
  };
  expect(readsOf(40) / readsOf(10)).toBeLessThan(4.5);
});

/** A dismissal stands where it was told, which an end corrected later can lie before. */
const isNotDismissed = (events: Event[]): boolean => events.every(({ type }) => type !== 'incident-dismissed');

interface Change {
  readonly ms: number;
  readonly from: Level;
  readonly to: Level;
}
/** The changes of level in the timeline, several of one moment as one. */
const told = (entries: readonly Entry[]): Change[] => {
  const changes: Change[] = [];
  for (const {
    change,
    at: { ms },
  } of entries) {
    if (change?.what !== 'level' || ms === null) continue;
    const last = changes.at(-1);
    if (last?.ms === ms) changes[changes.length - 1] = { ...last, to: change.to };
    else changes.push({ ms, from: change.from, to: change.to });
  }
  return changes.filter(({ from, to }) => from !== to);
};
/** Those of the chart. */
const drawn = (incident: Incident): Change[] => {
  const now = Date.UTC(2030, 0);
  const steps = levelSteps(incident, now);
  const edges = [...new Set(steps.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  return edges.flatMap((ms) => {
    const from = steps.find((step) => step.to === ms)?.level ?? 'operational';
    const to = steps.find((step) => step.from === ms)?.level ?? 'operational';
    return from === to || ms === now ? [] : [{ ms, from, to }];
  });
};

test('[QU108] public words stand under the phase customers were at, internal ones under that of responders', () => {
  const say = (updateId: string, scope: 'public' | 'internal'): Command => ({
    type: 'post-update',
    incidentId: 'inc-a',
    updateId,
    text: 'Half of it works.',
    scope,
  });
  const log = play([
    ...EXAMPLE_BOARD,
    open,
    { type: 'publish-incident', incidentId: 'inc-a' },
    { type: 'change-phase', incidentId: 'inc-a', phase: 'identified', scope: 'internal' },
    say('theirs', 'public'),
    say('ours', 'internal'),
  ]);
  const [inside, outside] = [log, publicChain(log)].map((chain) => incidentsOf(chain).get('inc-a') as Incident) as [Incident, Incident];
  const phaseOf = (id: string) => entriesAsTheyWere(inside, outside).find((entry) => entry.id === id)?.phase;
  expect([phaseOf('theirs'), phaseOf('ours')]).toEqual(['investigating', 'identified']);
});
