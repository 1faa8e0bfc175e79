import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Event } from '../domain/event.ts';
import { fold } from '../domain/evolve.ts';
import { isPoint } from '../domain/fact-span.ts';
import { exactly } from '../domain/fact-time.ts';
import type { BoardState, Incident } from '../domain/state.ts';
import { arbitraryStory, looseStory, TOLD_AT, undatedStory } from '../testing/arbitrary-story.ts';
import { incidentsOf, publicChain } from '../testing/world-of.ts';
import { verdictOf } from '../words/verdict.ts';
import { affectedAt } from './affected-at.ts';
import { historyOf, impactsOn } from './history-of.ts';
import { hurtFor } from './hurt-for.ts';
import { incidentChart } from './incident-chart.ts';
import { outageMinutes } from './outage-minutes.ts';
import { timeSpent } from './time-spent.ts';
import { durations } from './timeline.ts';
import { uptime } from './uptime.ts';

const MINUTE = 60_000;
const NOW = TOLD_AT;
const END = NOW + 20_000;
const end = ({ until }: Incident['occurrences'][number]): number => until?.ms ?? END;
const ms = (time: { ms: number | null } | null | undefined): number => time?.ms ?? Number.NaN;

/** That every reader of an incident says the same of when it was. In: the board of the same scope; `exact`: all times are instants. */
const agree = (known: Incident, board: BoardState, exact: boolean): void => {
  // Also what turned out to be none has one interval; it only counts nowhere.
  const incident = { ...known, dismissed: null };
  const { occurrences } = incident;
  const [first, last] = [occurrences[0], occurrences.at(-1)];
  // The board, the page and the answer of the API hold one incident, and its times are those of its spells.
  expect(board.incidents['inc-a']?.occurrences ?? occurrences).toEqual(occurrences);
  expect([incident.startedAt, incident.endedAt]).toEqual([first?.from, last?.until]);
  for (const [index, spell] of occurrences.entries()) {
    expect(end(spell)).toBeGreaterThanOrEqual(ms(spell.from));
    expect(ms(spell.from)).toBeGreaterThanOrEqual(index === 0 ? 0 : end(occurrences[index - 1] as typeof spell));
  }
  // Header, list and postmortem.
  const total = occurrences.reduce((sum, spell) => sum + end(spell) - ms(spell.from), 0);
  const hurt = hurtFor(occurrences, incident.phase === 'resolved' ? null : END);
  // Only of imprecise times that may be the same moment no length is known.
  const isSure = occurrences.some(({ from, until }) => isPoint(from) && (until === null || isPoint(until)));
  expect(isSure ? hurt?.ms : (hurt?.ms ?? 0)).toBe(total);
  const numbers = durations(incident);
  for (const length of [numbers.toNotice, numbers.toEscalate, numbers.toIdentify, numbers.toFix])
    expect(length?.ms ?? 0).toBeLessThanOrEqual(end(last as never) - ms(first?.from));
  if (incident.phase === 'resolved') expect(numbers.total?.ms).toBe(ms(incident.endedAt) - ms(incident.startedAt));
  const parts = timeSpent(incident);
  if (parts.length > 0 && incident.phase === 'resolved') expect(parts.reduce((sum, part) => sum + part.ms, 0)).toBe(numbers.total?.ms);
  // The verdict counts from the spell that goes on.
  if (incident.phase !== 'resolved') expect(verdictOf(board).since).toEqual(last?.from);
  // Chart.
  const chart = incidentChart(incident, END);
  if (chart !== null) {
    expect(Math.min(...chart.marks.map(({ at }) => at))).toBe(ms(incident.startedAt));
    for (const { at, kind } of chart.marks) {
      expect(at).toBeLessThanOrEqual(end(last as never));
      if (kind === 'resolved') expect(occurrences.map(end)).toContain(at);
    }
    for (const { from, to } of [...chart.steps, ...chart.phases]) {
      expect(to).toBeGreaterThan(from);
      expect(from).toBeGreaterThanOrEqual(ms(incident.startedAt));
      expect(to).toBeLessThanOrEqual(end(last as never));
    }
  }
  if (chart !== null && (numbers.toNotice?.ms ?? 0) >= MINUTE)
    expect(chart.unseen === null ? null : chart.unseen.to - chart.unseen.from).toBe(numbers.toNotice?.ms);
  // Component page, uptime, minutes of outage and "affected at" say the same of each moment, and none of them of a time outside the incident.
  const from = NOW - 24 * 60 * MINUTE;
  const component = { startedOn: null, evidence: 'reported', definedAt: 0 } as const;
  const down = uptime(component, historyOf('billing', [incident], []), from, END).full.minutes;
  const minutes = outageMinutes({ incidents: [incident], maintenances: [], components: {} }, from, END);
  expect(minutes.partial + minutes.major).toBeCloseTo(down, 6);
  expect(chart === null ? down : chart.steps.reduce((sum, one) => sum + (one.level === 'operational' ? 0 : one.to - one.from), 0) / MINUTE).toBeCloseTo(
    down,
    6,
  );
  for (const one of impactsOn('billing', incident)) expect(one.until === null ? END : ms(one.until)).toBeGreaterThanOrEqual(ms(one.from));
  let affected = 0;
  for (let at = from; at < END; at += 30 * MINUTE) {
    if (affectedAt([incident], { componentId: 'billing', at: at + 1 }).answer !== 'yes') continue;
    affected += 30;
    const isHeld = occurrences.some((spell, index) => index > 0 && at >= end(occurrences[index - 1] as typeof spell) && at < ms(spell.from));
    expect(isHeld || occurrences.some((spell) => at >= ms(spell.from) && at < end(spell))).toBe(true);
  }
  // Of an imprecise time nobody can tell.
  if (exact) expect(Math.abs(affected - down)).toBeLessThan(31);
};
/** The incident for responders and for customers, each with its board. */
const views = (events: Event[]): [Incident, BoardState][] =>
  [events, publicChain(events)].flatMap((chain) => {
    const incident = incidentsOf(chain).get('inc-a');
    return incident === undefined ? [] : [[incident, fold(chain)] as [Incident, BoardState]];
  });

test('[QU44] whatever is told in whatever order, every reader has the same times, and nothing is longer than its parts', () => {
  fc.assert(
    fc.property(arbitraryStory, (events) => {
      for (const [incident, board] of views(events)) agree(incident, board, true);
    }),
    { seed: 20261130, numRuns: 400 },
  );
});

test('[QU44] the same of times that are known to the hour, the day or the part of it', () => {
  fc.assert(
    fc.property(looseStory, (events) => {
      for (const [incident, board] of views(events)) agree(incident, board, false);
    }),
    { seed: 20261130, numRuns: 400 },
  );
});

test('[EV45] in either scope occurrences stay in sequence, whatever is imprecise or has no date', () => {
  fc.assert(
    fc.property(undatedStory, (events) => {
      for (const [{ occurrences }] of views(events)) {
        let bound = Number.NEGATIVE_INFINITY;
        for (const time of occurrences.flatMap(({ from, until }) => [from, until ?? exactly(END)])) {
          if (time.ms === null) continue;
          expect(time.ms).toBeGreaterThanOrEqual(bound);
          bound = time.ms;
        }
      }
    }),
    { seed: 20261130, numRuns: 400 },
  );
});
