import { expect, test } from 'vitest';
import { contextAt, eventOf, NOW } from '../testing/given.ts';
import { givenBoard, givenComponent, givenImpact, givenIncident } from '../testing/given-board.ts';
import { stepsOf } from '../testing/steps.ts';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import type { Event } from './event.ts';
import { evolveIncident } from './evolve-incident.ts';
import { exactly } from './fact-time.ts';
import { incidentCard } from './incident-card.ts';
import { spellsOf, timesOfImpact } from './incident-spells.ts';
import { moveTimes } from './move-times.ts';
import type { Incident } from './state.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const START = NOW - 100_000 * MINUTE;
const at = (minutes: number) => exactly(START + minutes * MINUTE);
const hourOf = (minutes: number) => ({ ms: START + minutes * MINUTE, precision: 'hour' as const });

/** An incident that came back every 120 minutes, each time with an impact; every other one began "in that hour". */
const longHistory = (occurrences: number): Incident =>
  givenIncident('inc', {
    phase: 'resolved',
    occurrences: Array.from({ length: occurrences }, (_, n) => ({ from: at(n * 120), until: at(n * 120 + 90) })),
    impacts: Array.from({ length: occurrences }, (_, n) =>
      givenImpact(`i${n}`, 'player', { from: n % 2 === 0 ? at(n * 120) : hourOf(n * 120), until: at(n * 120 + 90) }),
    ),
  });
const worldWith = (incident: Incident, components: readonly string[]): World => {
  const board = givenBoard({ components: components.map((id) => givenComponent(id)), incidents: [incident] });
  return {
    board,
    customers: board,
    incident: () => incident,
    publicIncident: () => incident,
    commitment: () => undefined,
    publicCommitment: () => undefined,
    maintenance: () => undefined,
    recorded: () => undefined,
    verdictKey: () => '',
  };
};

/** How many times as many steps the work takes for twice as much. */
const growth = <T>(make: (size: number) => T, work: (made: T) => unknown, size = 60): number => {
  const [once, twice] = [make(size), make(2 * size)];
  // What is made on the first call is no work of the second.
  work(make(3));
  return stepsOf(() => work(twice)) / stepsOf(() => work(once));
};
const LINEAR = 2.3;

test('when an incident lasted is derived in steps in proportion to its occurrences and impacts', () => {
  expect(growth(longHistory, spellsOf)).toBeLessThan(LINEAR);
  expect(growth(longHistory, (incident) => incident.impacts.map((impact) => timesOfImpact(incident, impact)))).toBeLessThan(LINEAR);
  const correction = { occurrence: 1, from: at(110), until: null };
  expect(growth(longHistory, (incident) => moveTimes(incident, correction))).toBeLessThan(LINEAR);
});

const inc = (recordedAt: number) => ({ recordedAt, at: exactly(recordedAt) });
test('an incident is ended, reopened and stated again in steps in proportion to its history', () => {
  const again = (incident: Incident): (Incident | undefined)[] => {
    const now = START + 1_000 * 120 * MINUTE;
    const [from, endedAt] = [exactly(now), exactly(now + MINUTE)];
    const reopened = eventOf(
      'incident-reopened',
      'incident:inc',
      { incidentId: 'inc', card: incidentCard(incident, 'internal'), drill: null, from, phase: 'investigating' },
      inc(now),
    );
    const open = evolveIncident(incident, reopened);
    const stated = eventOf('impact-stated', 'incident:inc', { incidentId: 'inc', impact: givenImpact('i0', 'player', { from }) }, inc(now));
    const hurt = evolveIncident(open, stated);
    return [open, hurt, evolveIncident(hurt, eventOf('incident-resolved', 'incident:inc', { incidentId: 'inc', endedAt }, inc(now + MINUTE)))];
  };
  expect(again(longHistory(3)).map((incident) => incident?.occurrences.length)).toEqual([4, 4, 4]);
  expect(growth(longHistory, again)).toBeLessThan(LINEAR);
});

const ids = (count: number) => Array.from({ length: count }, (_, n) => `c${n}`);
const hurting = (count: number, until: number | null): World =>
  worldWith(
    givenIncident('inc', {
      phase: until === null ? 'investigating' : 'resolved',
      occurrences: [{ from: at(0), until: until === null ? null : at(until) }],
      impacts: ids(count).map((id) => givenImpact(`i-${id}`, id, { from: at(0), until: until === null ? null : at(until) })),
    }),
    ids(count),
  );
const decided = (world: World, command: Command): Event[] => {
  const decision = decide(world, command, contextAt(NOW));
  if ('rejected' in decision) throw new Error(decision.reason);
  return decision.events.map((event, n) => ({ ...event, id: `e${n}`, recordedAt: NOW }) as Event);
};
test('an incident with many impacts is ended and reopened in steps in proportion to them, by the decision and in the fold', () => {
  const reopen: Command = { type: 'reopen-incident', incidentId: 'inc' };
  expect(decided(hurting(4, 10), reopen)).toHaveLength(6);
  expect(
    growth(
      (count) => hurting(count, 10),
      (world) => decided(world, reopen),
    ),
  ).toBeLessThan(LINEAR);
  const reopened = (count: number) => ({ incident: hurting(count, 10).incident('inc'), events: decided(hurting(count, 10), reopen) });
  const folded = ({ incident, events }: ReturnType<typeof reopened>) =>
    events.reduce((known, event, index) => evolveIncident(known, event, events[index + 1]), incident);
  expect(folded(reopened(4))?.impacts).toHaveLength(8);
  expect(growth(reopened, folded)).toBeLessThan(LINEAR);
  expect(
    growth(
      (count) => hurting(count, null),
      (world) => decided(world, { type: 'resolve-incident', incidentId: 'inc', scope: 'public' }),
    ),
  ).toBeLessThan(LINEAR);
});
