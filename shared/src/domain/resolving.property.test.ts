import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryStory, looseStory, TOLD_AT } from '../testing/arbitrary-story.ts';
import { contextAt } from '../testing/given.ts';
import { incidentsOf, publicChain, worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import { isRejection } from './decision.ts';
import type { Event } from './event.ts';
import { spanOf } from './fact-span.ts';
import { exactly, type FactTime, UNKNOWN_TIME } from './fact-time.ts';
import { timesOfImpact } from './incident-spells.ts';

const NOW = TOLD_AT + 60_000;
const after = (log: readonly Event[], command: Command, id = 'last'): Event[] | string => {
  const decision = decide(worldOf(log), command, { ...contextAt(NOW), newId: (prefix) => `${prefix}-${id}` });
  if (isRejection(decision)) return decision.reason;
  return [...log, ...decision.events.map((event, n) => ({ ...event, id: `e-${id}-${n}`, recordedAt: NOW }) as Event)];
};
const back = (quarters: number): FactTime => exactly(TOLD_AT - quarters * 900_000);
/** What responders know of an impact alone, mostly earlier than was told. */
const RESTATED = fc
  .tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 8, max: 30 }), fc.option(fc.integer({ min: 1, max: 8 })))
  .map(([impactId, from, length]) => ({
    ...{ impactId, componentId: 'billing', level: 'major_outage' as const, from: back(from) },
    ...(length !== null && { until: back(from - length) }),
  }));
/** The latest and the earliest instant at which it can have been, UTC ms. */
const early = (time: FactTime) => spanOf(time)?.from ?? Number.NEGATIVE_INFINITY;
const late = (time: FactTime) => spanOf(time)?.until ?? Number.POSITIVE_INFINITY;

for (const [name, story] of [
  ['to the minute', arbitraryStory],
  ['to the hour or the day', looseStory],
] as const)
  test(`[DC16] whatever was said of it, with times known ${name}, an open incident can be resolved and dismissed now, and no impact loses its length`, () => {
    let ended = 0;
    fc.assert(
      fc.property(story, fc.constantFrom('public' as const, 'internal' as const), (log, scope) => {
        const incident = incidentsOf(log).get('inc-a');
        if (incident === undefined || incident.phase === 'resolved') return;
        const resolved = after(log, { type: 'resolve-incident', incidentId: 'inc-a', scope });
        if (!Array.isArray(resolved)) return expect.fail(resolved);
        expect(after(log, { type: 'dismiss-incident', incidentId: 'inc-a', reason: 'A test' })).toBeInstanceOf(Array);
        for (const chain of [(all: Event[]) => all, publicChain]) {
          const [before, now] = [incidentsOf(chain(log)).get('inc-a'), incidentsOf(chain(resolved)).get('inc-a')];
          if (before === undefined || now === undefined) continue;
          for (const impact of before.impacts) {
            const same = now.impacts.find(({ impactId }) => impactId === impact.impactId);
            if (impact.until === null || same === undefined) continue;
            const [was, is] = [timesOfImpact(before, impact), timesOfImpact(now, same)];
            if (was.until === null || is.until === null) continue;
            if (late(was.until) > early(was.from)) expect(late(is.until)).toBeGreaterThan(early(is.from));
            ended += 1;
          }
        }
      }),
      { seed: 20261130, numRuns: 600 },
    );
    expect(ended).toBeGreaterThan(50);
  });

for (const [name, story] of [
  ['to the minute', arbitraryStory],
  ['to the hour or the day', looseStory],
] as const)
  test(`[DC16] with times known ${name}, an incident that ended earlier leaves no impact without length that responders or customers were told to have one`, () => {
    const seen = { refused: 0, ended: 0, apart: 0 };
    fc.assert(
      fc.property(
        story,
        fc.constantFrom('public' as const, 'internal' as const),
        fc.option(fc.integer({ min: 0, max: 24 })),
        RESTATED,
        (told, scope, ago, restated) => {
          const again = after(told, { type: 'state-impact', incidentId: 'inc-a', impact: restated, scope: 'internal' }, 'again');
          const log = Array.isArray(again) ? again : told;
          const incident = incidentsOf(log).get('inc-a');
          const customers = incidentsOf(publicChain(log)).get('inc-a');
          if (incident === undefined || customers === undefined || (scope === 'public' ? customers : incident).phase === 'resolved') return;
          const endedAt: { endedAt?: FactTime } = ago === null ? {} : { endedAt: back(ago) };
          const resolved = after(log, { type: 'resolve-incident', incidentId: 'inc-a', scope, ...endedAt });
          if (!Array.isArray(resolved)) {
            expect(['incident_ends_early', 'times_lose_impact']).toContain(resolved);
            // What was resolved inside can always be told.
            expect(ago === null && incident.phase === 'resolved').toBe(false);
            seen.refused += 1;
            return;
          }
          for (const chain of scope === 'public' ? [(all: Event[]) => all, publicChain] : [(all: Event[]) => all]) {
            const [before, now] = [incidentsOf(chain(log)).get('inc-a'), incidentsOf(chain(resolved)).get('inc-a')];
            if (before === undefined || now === undefined) continue;
            // An incident that ended as it began was a moment, and so is all of it.
            if (endedAt.endedAt !== undefined && late(endedAt.endedAt) <= early(before.occurrences.at(-1)?.from ?? UNKNOWN_TIME)) continue;
            for (const impact of before.impacts.filter(({ earlierOf }) => earlierOf === undefined)) {
              const same = now.impacts.find(({ impactId }) => impactId === impact.impactId);
              const own = incident.impacts.find(({ impactId }) => impactId === impact.impactId);
              const end = now.endedAt ?? UNKNOWN_TIME;
              if (same === undefined || (impact.until !== null && late(impact.until) <= early(impact.from))) continue;
              // One that began as the incident ended has none.
              if (own === undefined || early(own.from) >= late(end) || (own.until !== null && late(own.until) <= early(own.from))) continue;
              const { from, until } = timesOfImpact(now, same);
              expect(late(until ?? UNKNOWN_TIME)).toBeGreaterThan(early(from));
              seen[impact.from.ms === own.from.ms ? 'ended' : 'apart'] += 1;
            }
          }
        },
      ),
      { seed: 20261130, numRuns: 1500 },
    );
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(20);
  });
