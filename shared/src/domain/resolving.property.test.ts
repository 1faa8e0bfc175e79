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
import type { FactTime } from './fact-time.ts';
import { timesOfImpact } from './incident-spells.ts';

const NOW = TOLD_AT + 60_000;
const after = (log: readonly Event[], command: Command): Event[] | string => {
  const decision = decide(worldOf(log), command, { ...contextAt(NOW), newId: (prefix) => `${prefix}-last` });
  if (isRejection(decision)) return decision.reason;
  return [...log, ...decision.events.map((event, n) => ({ ...event, id: `e-last-${n}`, recordedAt: NOW }) as Event)];
};
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
