import * as fc from 'fast-check';
import type { Command } from '../domain/command.ts';
import { decide } from '../domain/decide.ts';
import { isRejection } from '../domain/decision.ts';
import type { Event } from '../domain/event.ts';
import { exactly } from '../domain/fact-time.ts';
import { EXAMPLE_BOARD } from './example-board.ts';
import { contextAt, play } from './given.ts';
import { worldOf } from './world-of.ts';

const MINUTE = 60_000;
/** When the first command of a story is told, UTC ms. */
export const TOLD_AT = Date.UTC(2026, 5, 10, 12);
// Nothing measured, so that the verdict is the incident's alone.
const BOARD = play(EXAMPLE_BOARD.filter((command) => command.type !== 'define-component' || command.evidence !== 'measured'));
// Minutes before TOLD_AT; few of them, so that ends meet beginnings and things are told late, before and within.
const minute = fc.integer({ min: 0, max: 12 }).map((n) => exactly(TOLD_AT - n * 30 * MINUTE));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const inc = { incidentId: 'inc-a', scope: 'internal' } as const;
const level = fc.constantFrom('partial_outage' as const, 'major_outage' as const);
const impact = fc.record(
  { impactId: fc.constantFrom('a', 'b'), componentId: fc.constant('billing'), level, from: minute, until: optional(minute) },
  { requiredKeys: ['impactId', 'componentId', 'level', 'from'] },
);
const step: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('state-impact' as const), impact, incidentId: fc.constant('inc-a') }),
  fc.record({ type: fc.constant('end-impact' as const), incidentId: fc.constant('inc-a'), impactId: fc.constantFrom('a', 'b'), until: minute }),
  fc.record({ type: fc.constant('resolve-incident' as const), incidentId: fc.constant('inc-a'), endedAt: minute }),
  fc.record({ type: fc.constant('reopen-incident' as const), incidentId: fc.constant('inc-a'), from: minute }),
  fc.record({ type: fc.constant('change-phase' as const), incidentId: fc.constant('inc-a'), phase: fc.constant('identified' as const) }),
  fc.record({
    type: fc.constant('state-detection' as const),
    incidentId: fc.constant('inc-a'),
    detection: fc.record({ by: fc.constant('Support'), at: minute }),
  }),
  fc.record({ type: fc.constant('acknowledge-incident' as const), incidentId: fc.constant('inc-a'), at: minute }),
  fc
    .record({ occurrence: optional(fc.integer({ min: 1, max: 3 })), from: optional(minute), until: optional(minute) })
    .map((times) => ({ type: 'correct-times' as const, ...inc, ...times })),
) as fc.Arbitrary<Command>;
const story = fc.record({
  startedAt: minute,
  impacts: fc.uniqueArray(impact, { maxLength: 2, selector: ({ impactId }) => impactId }),
  steps: fc.array(step, { maxLength: 12 }),
});

/** What decide accepts of a story, told second by second from TOLD_AT on. */
const told = ({ startedAt, impacts, steps }: { startedAt: ReturnType<typeof exactly>; impacts: never[]; steps: Command[] }): Event[] => {
  const events = [...BOARD] as Event[];
  for (const [index, command] of [{ type: 'open-incident', incidentId: 'inc-a', title: 'Playback fails', startedAt, impacts } as Command, ...steps].entries()) {
    const now = TOLD_AT + index * 1000;
    const decision = decide(worldOf(events), command, { ...contextAt(now), newId: (prefix) => `${prefix}-${index}` });
    if (isRejection(decision)) continue;
    events.push(...decision.events.map((event, n) => ({ ...event, id: `e-${index}-${n}`, recordedAt: now }) as Event));
  }
  return events;
};

/** The log of one incident, `inc-a`, on `billing`: facts about it told in any order, before, within and after it. */
export const arbitraryStory: fc.Arbitrary<Event[]> = (story as fc.Arbitrary<Parameters<typeof told>[0]>).map(told);
