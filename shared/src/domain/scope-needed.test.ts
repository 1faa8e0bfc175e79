import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryDifference, arbitraryFact, arbitraryPost, arbitraryScopedFact } from '../testing/arbitrary-facts.ts';
import { EXAMPLE_BOARD, opened, PUBLISHED } from '../testing/example-board.ts';
import { contextAt, eventOf, given, NOW } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import { type Decision, equal, isRejection } from './decision.ts';
import type { Event } from './event.ts';
import { exactly, type FactTime, wordless } from './fact-time.ts';
import type { Rejection } from './rejection.ts';
import type { Incident } from './state.ts';
import type { World } from './world.ts';

const inc = { incidentId: 'inc-a' } as const;
const major = { impactId: 'imp-a', componentId: 'player', level: 'major_outage' } as const;
const inEurope: Command = { type: 'state-impact', ...inc, impact: { ...major, regions: ['europe'] }, scope: 'internal' };

test('[DC100] where customers must be told the regions of what they know, it asks for these or for scope internal', () => {
  const restate: Command = { type: 'state-impact', ...inc, impact: { ...major, level: 'degraded_performance' } };
  const log = [...PUBLISHED, inEurope];
  const { decision } = given(log).when(restate);
  expect(decision).toMatchObject({ reason: 'regions_needed', params: { impactId: 'imp-a', inside: true }, field: 'impact.regions' });
  given(log)
    .when({ ...restate, scope: 'internal' })
    .then([{ type: 'impact-stated', scope: 'internal', data: { impact: { level: 'degraded_performance', regions: ['europe'] } } }]);
  for (const regions of [['europe'], []])
    given(log)
      .when({ ...restate, impact: { ...restate.impact, regions }, scope: 'public' })
      .then([{ type: 'impact-stated', scope: 'public' }]);
  // With scope public the other form was refused on purpose.
  expect(given(log).when({ ...restate, scope: 'public' }).decision).toMatchObject({ reason: 'regions_needed', params: { impactId: 'imp-a' } });
  given(log)
    .when({ ...restate, impact: { ...restate.impact, regions: ['europe'] } })
    .thenRejected('scope_needed', 'scope');
});
test('[DC100] said again as customers read it already, an impact whose regions they do not know needs no scope', () => {
  const told: Command = { type: 'state-impact', ...inc, impact: major, scope: 'public' };
  const eased: Command = { ...inEurope, impact: { ...major, level: 'degraded_performance', regions: ['europe'] } } as Command;
  const log = given([...PUBLISHED, told, eased]);
  const since = worldOf(log.events).publicIncident('inc-a')?.impacts[0]?.from.ms ?? 0;
  log
    .when({ type: 'state-impact', ...inc, impact: { ...major, from: exactly(since) } })
    .then([{ type: 'impact-stated', scope: 'internal', data: { impact: { level: 'major_outage', regions: ['europe'] } } }]);
});
test('[DC100] an impact on a component that customers do not see needs no scope, unless they know of it or it comes with one they would see', () => {
  const inside = { impactId: 'imp-b', componentId: 'billing', level: 'major_outage' } as const;
  const state = (impact: typeof major | typeof inside): Command => ({ type: 'state-impact', ...inc, impact });
  given(PUBLISHED)
    .when(state(inside))
    .then([{ type: 'impact-stated', scope: 'internal' }]);
  given([...PUBLISHED, { ...state({ ...inside, regions: ['europe'] } as typeof inside), scope: 'internal' } as Command])
    .when(state(inside))
    .thenRejected('impact_unchanged');
  const closed: Command[] = [...PUBLISHED, { type: 'resolve-incident', ...inc, scope: 'public' }];
  const again = (impacts: (typeof major | typeof inside)[]): Command => ({ type: 'reopen-incident', ...inc, impacts });
  given(closed)
    .when(again([inside]))
    .then([
      { type: 'incident-reopened', scope: 'internal' },
      { type: 'incident-reopened', scope: 'public' },
      { type: 'impact-stated', scope: 'internal' },
    ]);
  expect(given(closed).when(again([inside, major])).decision).toMatchObject({ reason: 'component_internal', params: { componentId: 'billing', inside: true } });
  // A component that went out of use and is defined again, inside, still has what customers were told of it.
  const anew: Command[] = [...closed, { type: 'retire-component', componentId: 'player' }, { type: 'define-component', componentId: 'player', name: 'Player' }];
  expect(given(anew).when(state(major)).decision).toMatchObject({ reason: 'component_internal', params: { componentId: 'player', inside: true } });
});
test('[DC100] an end or a correction that only what customers know stands against is no silence: it says so and offers scope internal', () => {
  const at = (hours: number) => exactly(NOW - (6 + hours) * 3_600_000);
  const hurt = (impactId: string, from: number, until?: number) =>
    ({ impactId, componentId: 'player', level: 'major_outage', from: at(from), ...(until !== undefined && { until: at(until) }) }) as const;
  const started: Command = { ...opened({ startedAt: at(10), impacts: [hurt('a', 10), hurt('b', 3, 2)] }), scope: 'public' } as Command;
  const earlier: Command = { type: 'state-impact', ...inc, scope: 'internal', impact: hurt('b', 5, 4) };
  const log = [...EXAMPLE_BOARD, started, earlier];
  const customers = { scope: 'public', inside: true };
  const end: Command = { type: 'resolve-incident', ...inc, endedAt: at(3.5) };
  expect(given(log).when(end).decision).toMatchObject({ reason: 'times_lose_impact', params: { impactId: 'b', ...customers }, field: 'endedAt' });
  const stopped: Command = { type: 'end-impact', ...inc, impactId: 'c', until: at(3) };
  // What the sentence says to do first is accepted, and then the command is.
  const inPublic = (command: Command) => ({ ...command, scope: 'public' }) as Command;
  given([...log, inPublic(earlier)])
    .when(inPublic(end))
    .then([{ type: 'incident-resolved', scope: 'public' }]);
  const c: Command[] = [
    { type: 'state-impact', ...inc, scope: 'public', impact: hurt('c', 2) },
    { type: 'state-impact', ...inc, scope: 'internal', impact: hurt('c', 4) },
  ];
  expect(given([...log, ...c]).when(stopped).decision).toMatchObject({ reason: 'impact_ends_early', params: customers });
  given([...log, ...c, { type: 'state-impact', ...inc, scope: 'public', impact: hurt('c', 4) }])
    .when(inPublic(stopped))
    .then([{ type: 'impact-ended', scope: 'public' }]);
  // Customers see it open, and have no end of it to correct.
  const over: Command[] = [...log, { type: 'resolve-incident', ...inc, scope: 'internal', endedAt: at(1) }];
  const correct = (times: object): Command => ({ type: 'correct-times', ...inc, ...times });
  expect(given(over).when(correct({ until: at(1.5) })).decision).toMatchObject({ reason: 'occurrence_open', params: customers });
  given([...over, { type: 'resolve-incident', ...inc, scope: 'public' }])
    .when(inPublic(correct({ until: at(1.5) })))
    .then([{ type: 'times-corrected', scope: 'public' }]);
  const back: Command[] = [...over, { type: 'reopen-incident', ...inc, from: at(0.5) }];
  expect(given(back).when(correct({ from: at(0.7) })).decision).toMatchObject({ reason: 'occurrence_internal', params: { occurrence: 2, inside: true } });
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
test('[DC100] [DC101] reopened inside while customers see it open, its last impacts are told to those who know them as over, and it asks for whom', () => {
  const over: Command[] = [
    ...PUBLISHED,
    { type: 'end-impact', ...inc, impactId: 'imp-a', scope: 'public' },
    { type: 'resolve-incident', ...inc, scope: 'internal' },
  ];
  const reopen: Command = { type: 'reopen-incident', ...inc };
  expect(given(over).when(reopen).decision).toMatchObject({ reason: 'scope_needed', params: { inside: true } });
  const told = given([...over, { ...reopen, scope: 'public' }]).events;
  for (const chain of [told, publicChain(told)]) expect(worldOf(chain).incident('inc-a')?.impacts[0]).toMatchObject({ impactId: 'imp-a', until: null });
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

test('[DC100] [DC37] a post is asked for the scope of its facts, whatever is said of its words alone, and each fact as by its own command', () => {
  const post = (rest: object): Command => ({ type: 'post-update', ...inc, text: 'It eases.', ...rest });
  const eased = { ...major, level: 'degraded_performance' };
  const hidden = { impactId: 'imp-b', componentId: 'billing', level: 'major_outage' };
  const log = given(PUBLISHED);
  for (const facts of [
    { phase: 'identified' },
    { impacts: [eased] },
    { ended: ['imp-a'] },
    { impacts: [hidden], phase: 'identified' },
    { phase: 'resolved' },
  ]) {
    const { decision } = log.when(post(facts));
    const told = log.when(post({ ...facts, factScope: 'public' })).decision;
    if (isRejection(told)) expect(decision).toEqual({ ...told, params: { ...told.params, inside: true, scopeField: 'factScope' } });
    else expect(decision).toMatchObject({ reason: 'scope_needed', params: { inside: true, scopeField: 'factScope' }, field: 'factScope' });
    for (const named of [{ scope: 'internal' }, { factScope: 'internal' }]) expect(isRejection(log.when(post({ ...facts, ...named })).decision)).toBe(false);
  }
  // What customers know nothing of, and know already, needs no scope.
  const known = given([...PUBLISHED, { type: 'state-impact', ...inc, impact: hidden, scope: 'internal' } as Command]);
  log.when(post({ impacts: [hidden], phase: 'investigating' })).then([
    { type: 'impact-stated', scope: 'internal' },
    { type: 'update-posted', scope: 'internal' },
  ]);
  known.when(post({ ended: ['imp-b'] })).then([{ type: 'impact-ended', scope: 'internal' }, { type: 'update-posted' }]);
  // Beside what they must be told it has no silence to hide in.
  expect(known.when(post({ ended: ['imp-b'], phase: 'identified' })).decision).toMatchObject({
    ...{ reason: 'impact_unknown', field: 'ended.0' },
    params: { impactId: 'imp-b', inside: true, scopeField: 'factScope' },
  });
});

test('[DC100] [DC37] a fact of a post is asked about on what the facts before it leave inside', () => {
  // A clock that runs ahead put its beginning after now, so that the incident could not end now.
  const [impactId, componentId] = ['imp-b', 'billing'];
  const ahead = { impactId, componentId, regions: [], audience: null, level: 'major_outage' as const, notAffected: false, mode: null, what: null };
  const stated = eventOf('impact-stated', 'incident:inc-a', { incidentId: 'inc-a', impact: { ...ahead, from: exactly(NOW + 30_000), until: null } });
  const log = given([...PUBLISHED, stated]);
  const resolve = { type: 'post-update', ...inc, text: 'Over.', phase: 'resolved' } as const;
  log.when(resolve).thenRejected('incident_ends_early');
  const corrected = { impactId, componentId, level: 'major_outage' as const, from: exactly(NOW - 30_000) };
  log.when({ ...resolve, scope: 'internal', impacts: [corrected] }).then([{ type: 'impact-stated' }, { type: 'incident-resolved' }, { type: 'update-posted' }]);
  expect(log.when({ ...resolve, impacts: [corrected] }).decision).toMatchObject({
    reason: 'component_internal',
    params: { inside: true },
    field: 'impacts.0.componentId',
  });
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

/** What customers read of it. */
const read = (log: readonly Event[]) => {
  const theirs = worldOf(publicChain(log)).incident('inc-a');
  return [theirs?.title, theirs?.phase, theirs?.impacts.map(({ impactId: _, ...rest }) => rest), theirs?.occurrences];
};

/** What is said of it, fact by fact. */
const factsOf = (incident: Incident | undefined): Map<string, unknown> => {
  const { title, phase, stated = [], impacts = [] } = incident ?? {};
  const plain = (time: FactTime | null) => time && wordless(time);
  return new Map<string, unknown>([
    ...Object.entries({ title, phase }),
    ...stated.flatMap(({ from, until }, nth): [string, unknown][] => [
      [`from ${nth}`, plain(from)],
      [`until ${nth}`, plain(until)],
    ]),
    ...impacts.flatMap(({ impactId, level, regions, notAffected, from, until }): [string, unknown][] => [
      [`level ${impactId}`, [level, notAffected]],
      [`regions ${impactId}`, regions],
      [`times ${impactId}`, [plain(from), plain(until)]],
    ]),
  ]);
};
/** What customers read and was so before, and is no longer so after. */
const untrueSince = (before: World, now: World): string[] => {
  const [knew, was, know, is] = [before.publicIncident('inc-a'), before.incident('inc-a'), now.publicIncident('inc-a'), now.incident('inc-a')].map(factsOf);
  return [...(know ?? [])].flatMap(([fact, theirs]) =>
    knew?.has(fact) && equal(knew.get(fact), was?.get(fact)) && !equal(theirs, is?.get(fact)) ? [fact] : [],
  );
};

/** Commands each of which a refusal offers for this one, beside scope internal. */
const offeredBy = ({ reason }: Rejection, command: Command): Command[][] => {
  // The next fact of a post may have a fault of its own.
  if (command.type === 'post-update') return [];
  const told = { ...command, scope: 'public' } as Command;
  const withRegions = (regions: string[]) => (told.type === 'state-impact' ? { ...told, impact: { ...told.impact, regions } } : told);
  const everywhere = told.type === 'reopen-incident' ? told : withRegions([]);
  switch (reason) {
    case 'regions_needed':
      return [[withRegions(['europe'])], [withRegions([])]];
    case 'component_internal':
      return [[{ type: 'define-component', componentId: 'billing', name: 'Billing', scope: 'public' }, everywhere]];
    case 'occurrence_open':
      return [[{ type: 'resolve-incident', ...inc, scope: 'public' }]];
    default:
      return [];
  }
};

for (const [name, unscoped, kinds] of [
  ['one', arbitraryFact, 4],
  ['a post with facts', arbitraryPost as fc.Arbitrary<Command>, 3],
] as const)
  test(`[DC100] [DC37] in any course of commands, ${name} without a scope leaves customers with nothing that is no longer so, and each form that is offered instead is taken`, () => {
    const seen = { asked: 0, silent: 0, publicOnly: 0, untold: 0 };
    const offers: Record<string, number> = {};
    const now = NOW - 3_600_000;
    const decided = (log: readonly Event[], world: World, command: Command): Event[] | Rejection => {
      const decision = decide(world, command, { ...contextAt(now), newId: (prefix) => `${prefix}-${log.length}-${prefix}` });
      if (isRejection(decision)) return decision;
      return [...log, ...decision.events.map((event, nth) => ({ ...event, id: `e${log.length + nth}`, recordedAt: now }) as Event)];
    };
    fc.assert(
      fc.property(
        arbitraryDifference,
        fc.array(arbitraryScopedFact, { maxLength: 6, size: 'max' }),
        fc.array(unscoped, { minLength: 8, maxLength: 8 }),
        (apart, course, commands) => {
          let log = given(PUBLISHED).events as Event[];
          let world = worldOf(log);
          for (const command of [...apart, ...course]) {
            const next = decided(log, world, command);
            if (!Array.isArray(next)) continue;
            log = next;
            world = worldOf(log);
          }
          for (const command of commands) {
            const [after, told, inside] = [undefined, 'public', 'internal'].map((scope) =>
              decided(log, world, { ...command, ...(scope && { scope }) } as Command),
            );
            if (after === undefined || told === undefined || inside === undefined) continue;
            if (Array.isArray(after)) {
              expect(untrueSince(world, worldOf(after)), JSON.stringify(command)).toEqual([]);
              if (Array.isArray(told)) expect(read(after)).toEqual(read(told));
              seen[Array.isArray(told) ? 'silent' : 'untold'] += 1;
            } else if (after.reason === 'scope_needed') {
              expect([Array.isArray(told), Array.isArray(inside)]).toEqual([true, after.params.inside]);
              seen[after.params.inside ? 'asked' : 'publicOnly'] += 1;
            } else if ('inside' in after.params) {
              expect([told, Array.isArray(inside)]).toEqual([{ ...after, params: expect.not.objectContaining({ inside: true }) }, true]);
              offers[after.reason] = (offers[after.reason] ?? 0) + 1;
              for (const form of offeredBy(after, command)) {
                let then: readonly Event[] = log;
                for (const step of form) {
                  const next = decided(then, worldOf(then), step);
                  if (!Array.isArray(next)) expect.fail(`${after.reason} offers ${JSON.stringify(step)}, which is refused: ${next.reason}`);
                  then = next;
                }
              }
            } else expect(inside).toMatchObject({ reason: after.reason });
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(10);
    expect(Object.keys(offers).length, JSON.stringify(offers)).toBeGreaterThanOrEqual(kinds);
  });
