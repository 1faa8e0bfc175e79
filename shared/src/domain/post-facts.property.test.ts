import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryDifference, arbitraryPost, arbitraryScopedFact } from '../testing/arbitrary-facts.ts';
import { PUBLISHED } from '../testing/example-board.ts';
import { ANA, given, NOW } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import type { Command, CommandOf } from './command.ts';
import { decide } from './decide.ts';
import { isRejection } from './decision.ts';
import type { Event } from './event.ts';
import { exactly } from './fact-time.ts';
import type { Rejection } from './rejection.ts';
import type { Scope } from './words.ts';

const SCOPES = ['public', 'internal'] as const;
const promise = (scope: Scope): Command => ({
  ...{ type: 'make-commitment', commitmentId: `com-${scope}`, kind: 'next_update', text: 'Next update', due: exactly(NOW), incidentId: 'inc-a', scope },
});

/** The logs of one course: ids of things and of events are counted by their kind, so that the order of two kinds changes no id. */
const recorder = (name: string) => {
  const counts = new Map<string, number>();
  const next = (kind: string) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `${kind}-${name}${count}`;
  };
  return (log: readonly Event[], command: Command): Event[] | Rejection => {
    const decision = decide(worldOf(log), command, { now: NOW, actor: ANA, newId: next });
    if (isRejection(decision)) return decision;
    return [...log, ...decision.events.map((event) => ({ ...event, id: next(event.type), recordedAt: NOW }) as Event)];
  };
};

/** The single commands for the facts of a post and, last, its words. */
const singlesOf = ({ impacts = [], ended = [], phase, factScope, ...words }: CommandOf<'post-update'>, seen: (scope: Scope) => string | undefined) => {
  const about = { incidentId: words.incidentId, scope: factScope };
  return [
    ...impacts.map((impact) => (): Command => ({ type: 'state-impact', ...about, impact })),
    ...ended.map((impactId) => (): Command => ({ type: 'end-impact', ...about, impactId })),
    () => {
      if (phase === undefined || phase === seen(factScope ?? 'internal')) return null;
      return phase === 'resolved' ? ({ type: 'resolve-incident', ...about } as Command) : ({ type: 'change-phase', ...about, phase } as Command);
    },
    (): Command => words,
  ];
};

/** That facts were said with words is all that tells a post from its single commands. */
const apart = (log: readonly Event[]): Event[] =>
  log.map((event) => ({ ...event, data: Object.fromEntries(Object.entries(event.data).filter(([key]) => key !== 'saidWith')) }) as Event);
const reading = (log: readonly Event[]) =>
  [apart(log), publicChain(apart(log))].map((chain) => {
    const world = worldOf(chain);
    return [world.incident('inc-a'), world.board.commitments, world.commitment('com-public'), world.commitment('com-internal')];
  });

test('[DC36] [DC37] whatever was said before, readers of either scope read after a post with facts what they would after its single commands, given one after the other', () => {
  const seen = { accepted: 0, refused: 0, apart: 0, resolved: 0, ended: 0, several: 0 };
  fc.assert(
    fc.property(
      arbitraryDifference,
      fc.subarray([promise('public'), promise('internal')]),
      fc.array(arbitraryScopedFact, { maxLength: 4 }),
      arbitraryPost,
      fc.constantFrom(...SCOPES),
      fc.constantFrom(...SCOPES),
      (apart, promised, course, facts, scope, factScope) => {
        let log = given(PUBLISHED).events as Event[];
        const record = recorder('before');
        for (const command of [...promised, ...apart, ...course]) {
          const next = record(log, command);
          if (Array.isArray(next)) log = next;
        }
        const post = { ...facts, scope, factScope } as CommandOf<'post-update'>;
        const whole = recorder('n')(log, post);
        const alone = recorder('n');
        let singly: Event[] | Rejection = log;
        for (const single of singlesOf(post, (readers) => {
          const world = worldOf(Array.isArray(singly) ? singly : log);
          return (readers === 'public' ? world.publicIncident('inc-a') : world.incident('inc-a'))?.phase;
        })) {
          const command = single();
          if (Array.isArray(singly) && command !== null) singly = alone(singly, command);
        }
        if (!Array.isArray(whole) || !Array.isArray(singly)) {
          const why = (all: Event[] | Rejection) => (Array.isArray(all) ? 'accepted' : [all.reason, all.params]);
          expect(why(whole)).toEqual(why(singly));
          seen.refused += 1;
          return;
        }
        expect(reading(whole)).toEqual(reading(singly));
        seen.accepted += 1;
        if (scope !== factScope) seen.apart += 1;
        if (post.phase === 'resolved') seen.resolved += 1;
        if (post.ended !== undefined) seen.ended += 1;
        if ((post.impacts?.length ?? 0) > 1) seen.several += 1;
      },
    ),
    { numRuns: 600 },
  );
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(20);
});
