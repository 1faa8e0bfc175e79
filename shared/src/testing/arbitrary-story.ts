import * as fc from 'fast-check';
import type { Command } from '../domain/command.ts';
import { decide } from '../domain/decide.ts';
import { isRejection } from '../domain/decision.ts';
import type { Event } from '../domain/event.ts';
import { exactly, type FactTime, UNKNOWN_TIME } from '../domain/fact-time.ts';
import { EXAMPLE_BOARD } from './example-board.ts';
import { contextAt, play } from './given.ts';
import { worldOf } from './world-of.ts';

const MINUTE = 60_000;
/** When the first command of a story is told, UTC ms. */
export const TOLD_AT = Date.UTC(2026, 5, 10, 12);
// Nothing measured, so that the verdict is the incident's alone.
const BOARD = play([
  ...EXAMPLE_BOARD.filter((command) => command.type !== 'define-component'),
  { type: 'define-component', componentId: 'billing', name: 'Billing', scope: 'public' },
]);
// Minutes before TOLD_AT; few of them, so that ends meet beginnings and things are told late, before and within.
const minute = fc.integer({ min: 0, max: 12 }).map((n) => exactly(TOLD_AT - n * 30 * MINUTE));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const HOUR = 60 * MINUTE;
/** The same moments as people say them who do not know better. */
const loose = fc.tuple(minute, fc.constantFrom('hour' as const, 'part_of_day' as const, 'day' as const, 'approximate' as const)).map(([{ ms }, precision]) => {
  const width = { hour: HOUR, part_of_day: 6 * HOUR, day: 24 * HOUR, approximate: 1 }[precision];
  return { ms: Math.floor((ms ?? 0) / width) * width, precision } as FactTime;
});
const UNDATED = fc.constant(UNKNOWN_TIME);
type Moments = fc.Arbitrary<FactTime>;
const scope = fc.constantFrom('public' as const, 'internal' as const);
const level = fc.constantFrom('partial_outage' as const, 'major_outage' as const);
const impactOf = (from: Moments, until: Moments) =>
  fc.record(
    { impactId: fc.constantFrom('a', 'b'), componentId: fc.constant('billing'), level, from, until: optional(until) },
    { requiredKeys: ['impactId', 'componentId', 'level', 'from'] },
  );
const stepOf = (from: Moments, until: Moments): fc.Arbitrary<Command> => {
  const about = { incidentId: fc.constant('inc-a'), scope };
  return fc.oneof(
    fc.record({ type: fc.constant('state-impact' as const), impact: impactOf(from, until), ...about }),
    fc.record({ type: fc.constant('end-impact' as const), impactId: fc.constantFrom('a', 'b'), until, ...about }),
    fc.record({ type: fc.constant('resolve-incident' as const), endedAt: until, ...about }),
    fc.record({ type: fc.constant('reopen-incident' as const), from, ...about }),
    fc.record({ type: fc.constant('change-phase' as const), phase: fc.constant('identified' as const), ...about }),
    fc.record({ type: fc.constant('state-detection' as const), detection: fc.record({ by: fc.constant('Support'), at: from }), ...about }),
    fc.record({ type: fc.constant('acknowledge-incident' as const), at: minute, ...about }),
    fc.record({ type: fc.constant('dismiss-incident' as const), reason: fc.constant('A test'), ...about }),
    fc
      .record({ scope, occurrence: optional(fc.integer({ min: 1, max: 3 })), from: optional(from), until: optional(until) })
      .map((times) => ({ type: 'correct-times' as const, incidentId: 'inc-a', ...times })),
  ) as fc.Arbitrary<Command>;
};
interface Story {
  readonly startedAt: FactTime;
  readonly impacts: readonly unknown[];
  readonly steps: Command[];
}
const storyOf = (from: Moments, until: Moments): fc.Arbitrary<Story> =>
  fc.record({
    startedAt: from,
    impacts: fc.uniqueArray(impactOf(from, until), { maxLength: 2, selector: ({ impactId }) => impactId }),
    steps: fc.array(stepOf(from, until), { maxLength: 12 }),
  });

/** What decide accepts of a story, told second by second from TOLD_AT on. */
const told = (story: Story): Event[] => toldIn('public', story);
const toldIn = (scope: 'public' | 'internal', { startedAt, impacts, steps }: Story): Event[] => {
  const events = [...BOARD] as Event[];
  const opening = { type: 'open-incident', incidentId: 'inc-a', title: 'Playback fails', startedAt, impacts, scope } as Command;
  for (const [index, command] of [opening, ...steps].entries()) {
    const now = TOLD_AT + index * 1000;
    const decision = decide(worldOf(events), command, { ...contextAt(now), newId: (prefix) => `${prefix}-${index}` });
    if (isRejection(decision)) continue;
    events.push(...decision.events.map((event, n) => ({ ...event, id: `e-${index}-${n}`, recordedAt: now }) as Event));
  }
  return events;
};

/** The log of one public incident, `inc-a`, on `billing`: facts about it told in either scope and any order, before, within and after it. All are instants. */
export const arbitraryStory: fc.Arbitrary<Event[]> = storyOf(minute, minute).map(told);
const some = fc.oneof(minute, loose);
/** The same with times that are known to the hour, the day or the part of it. */
export const looseStory: fc.Arbitrary<Event[]> = storyOf(some, some).map(told);
const any = fc.oneof(minute, loose, UNDATED);
/** The same with times that have no date. */
export const undatedStory: fc.Arbitrary<Event[]> = storyOf(any, any).map(told);

/** The log of an incident as with `arbitraryStory`, but it is internal until somebody publishes it. */
export const publishedStory: fc.Arbitrary<Event[]> = fc.tuple(storyOf(minute, minute), fc.nat({ max: 8 })).map(([story, when]) => {
  const publish: Command = { type: 'publish-incident', incidentId: 'inc-a' };
  return toldIn('internal', { ...story, steps: story.steps.toSpliced(when, 0, publish) });
});
