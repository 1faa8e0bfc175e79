import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PUBLISHED } from '../testing/example-board.ts';
import { contextAt, given, NOW } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import { type Decision, isRejection } from './decision.ts';
import type { Event } from './event.ts';
import { exactly } from './fact-time.ts';

const inc = { incidentId: 'inc-a' } as const;
const major = { impactId: 'imp-a', componentId: 'player', level: 'major_outage' } as const;
const inEurope: Command = { type: 'state-impact', ...inc, impact: { ...major, regions: ['europe'] }, scope: 'internal' };

test('[DC100] a form that would be refused is not asked for: where customers must be told the regions, or of a component they do not see, no scope is needed', () => {
  const restate: Command = { type: 'state-impact', ...inc, impact: { ...major, level: 'degraded_performance' } };
  given([...PUBLISHED, inEurope])
    .when({ ...restate, scope: 'public' })
    .thenRejected('regions_needed');
  given([...PUBLISHED, inEurope])
    .when(restate)
    .then([{ type: 'impact-stated', scope: 'internal', data: { impact: { level: 'degraded_performance', regions: ['europe'] } } }]);
  given([...PUBLISHED, inEurope])
    .when({ ...restate, impact: { ...restate.impact, regions: ['europe'] } })
    .thenRejected('scope_needed', 'scope');
});
test('[DC100] reopened inside with other impacts, while customers see it open, it asks for whom they are', () => {
  const closed: Command[] = [...PUBLISHED, { type: 'resolve-incident', ...inc, scope: 'internal' }];
  given(closed)
    .when({ type: 'reopen-incident', ...inc, impacts: [major] })
    .thenRejected('scope_needed', 'scope');
  given(closed)
    .when({ type: 'reopen-incident', ...inc })
    .then([
      { type: 'incident-reopened', scope: 'internal' },
      { type: 'impact-stated', scope: 'internal' },
    ]);
});
test('[DC100] the end of an impact and the times that customers know are no news; other ones are', () => {
  const early: Command = { type: 'correct-times', ...inc, from: exactly(NOW - 30_000_000), scope: 'public' };
  given([...PUBLISHED, early])
    .when({ type: 'correct-times', ...inc, from: exactly(NOW - 30_000_000) })
    .thenRejected('times_unchanged');
  given([...PUBLISHED, early])
    .when({ type: 'correct-times', ...inc, from: exactly(NOW - 31_000_000) })
    .thenRejected('scope_needed');
  const over: Command = { type: 'end-impact', ...inc, impactId: 'imp-a', scope: 'public' };
  given([...PUBLISHED, over])
    .when({ type: 'end-impact', ...inc, impactId: 'imp-a' })
    .thenRejected('impact_over');
  given([...PUBLISHED, over])
    .when({ type: 'end-impact', ...inc, impactId: 'imp-a', until: exactly(NOW - 1_000) })
    .thenRejected('scope_needed');
});

test('[DC100] scope internal is offered only where it would be accepted', () => {
  const asked = (inside: boolean) => ({ reason: 'scope_needed', params: { incidentId: 'inc-a', inside } });
  const courses: [Command[], Command, boolean][] = [
    [[], { type: 'resolve-incident', ...inc }, true],
    [[{ type: 'resolve-incident', ...inc, scope: 'internal' }], { type: 'resolve-incident', ...inc }, false],
    [[], { type: 'retitle-incident', ...inc, title: 'Nothing plays' }, true],
    [[{ type: 'retitle-incident', ...inc, title: 'Nothing plays', scope: 'internal' }], { type: 'retitle-incident', ...inc, title: 'Nothing plays' }, false],
  ];
  for (const [before, command, inside] of courses) {
    const log = given([...PUBLISHED, ...before]).events as Event[];
    const decision = (one: Command): Decision => decide(worldOf(log), one, contextAt(NOW));
    expect(decision(command)).toMatchObject(asked(inside));
    expect(isRejection(decision({ ...command, scope: 'internal' } as Command))).toBe(!inside);
  }
});

const scope = fc.constantFrom('internal' as const, 'public' as const, undefined);
const at = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('exact' as const, 'exact' as const, 'hour' as const, 'day' as const))
  .map(([minutes, precision]) => {
    const ms = NOW - minutes * 600_000;
    const width = { exact: 1, hour: 3_600_000, day: 86_400_000 }[precision];
    return { ...exactly(Math.floor(ms / width) * width), precision };
  });
const impact = fc.record(
  {
    impactId: fc.constantFrom('imp-a', 'imp-b'),
    componentId: fc.constantFrom('player', 'billing'),
    level: fc.constantFrom('degraded_performance' as const, 'major_outage' as const),
    regions: fc.constantFrom(['europe'], []),
    from: at,
    until: at,
  },
  { requiredKeys: ['impactId', 'componentId', 'level'] },
);
const ACTS = fc
  .tuple(
    fc.oneof(
      fc.constantFrom('identified' as const, 'monitoring' as const).map((phase) => ({ type: 'change-phase' as const, phase })),
      fc.constantFrom('identified' as const, 'resolved' as const).map((phase) => ({ type: 'post-update' as const, text: 'So it is.', phase })),
      fc.constantFrom({ type: 'resolve-incident' as const }, { type: 'reopen-incident' as const }),
      at.map((endedAt) => ({ type: 'resolve-incident' as const, endedAt })),
      fc.array(impact, { maxLength: 1 }).map((impacts) => ({ type: 'reopen-incident' as const, impacts })),
      fc.constantFrom('Playback fails', 'Nothing plays').map((title) => ({ type: 'retitle-incident' as const, title })),
      impact.map((one) => ({ type: 'state-impact' as const, impact: one })),
      fc.record({ type: fc.constant('end-impact' as const), impactId: fc.constantFrom('imp-a', 'imp-b'), until: at }, { requiredKeys: ['type', 'impactId'] }),
      fc.record({ type: fc.constant('correct-times' as const), from: at, until: at }, { requiredKeys: ['type'] }),
    ),
    scope,
  )
  .map(([act, asked]) => ({ ...act, ...inc, ...(asked !== undefined && { scope: asked }) }) as Command);

/** What customers read of it. */
const read = (log: readonly Event[]) => {
  const theirs = worldOf(publicChain(log)).incident('inc-a');
  return [theirs?.title, theirs?.phase, theirs?.impacts.map(({ impactId: _, ...rest }) => rest), theirs?.occurrences];
};

test('[DC100] in any course of commands a scope is asked for exactly where it would be accepted as public and be news, and each form that is offered is taken', () => {
  const seen = { asked: 0, silent: 0, publicOnly: 0 };
  fc.assert(
    fc.property(fc.array(ACTS, { minLength: 4, maxLength: 20, size: 'max' }), (acts) => {
      let log = given(PUBLISHED).events as Event[];
      for (const [index, command] of acts.entries()) {
        const now = NOW - 3_600_000 + index * 60_000;
        const decided = (asked: Command) => {
          const decision = decide(worldOf(log), asked, { ...contextAt(now), newId: (prefix) => `${prefix}-${log.length}-${prefix}` });
          if (isRejection(decision)) return decision;
          return [...log, ...decision.events.map((event, nth) => ({ ...event, id: `e${log.length + nth}`, recordedAt: now }) as Event)];
        };
        const after = decided(command);
        if (!('scope' in command)) {
          const told = decided({ ...command, scope: 'public' } as Command);
          if (!Array.isArray(after) && after.reason === 'scope_needed') {
            seen.asked += 1;
            expect(Array.isArray(told)).toBe(true);
            const inside = Array.isArray(decided({ ...command, scope: 'internal' } as Command));
            expect(after.params).toMatchObject({ inside });
            if (!inside) seen.publicOnly += 1;
          } else if (Array.isArray(after) && Array.isArray(told)) {
            seen.silent += 1;
            expect(read(after)).toEqual(read(told));
          }
        }
        if (Array.isArray(after)) log = after;
      }
    }),
    { numRuns: 150 },
  );
  expect(Math.min(seen.asked, seen.silent)).toBeGreaterThan(20);
  expect(seen.publicOnly).toBeGreaterThan(5);
});
