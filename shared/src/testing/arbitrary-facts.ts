import * as fc from 'fast-check';
import type { Command, NewImpact } from '../domain/command.ts';
import { exactly } from '../domain/fact-time.ts';
import { NOW } from './given.ts';

/** Facts said of the incident `inc-a` of PUBLISHED, which has the impact `imp-a` on a public component; `billing` is internal. */

const inc = { incidentId: 'inc-a' } as const;
/** Times in the last hours, most to the millisecond, some to the hour or day. */
export const arbitraryAgo = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('exact' as const, 'exact' as const, 'hour' as const, 'day' as const))
  .map(([minutes, precision]) => {
    const ms = NOW - minutes * 600_000;
    const width = { exact: 1, hour: 3_600_000, day: 86_400_000 }[precision];
    return { ...exactly(Math.floor(ms / width) * width), precision };
  });
export const arbitraryImpact = fc
  .tuple(
    fc.constantFrom(['imp-a', 'player'], ['imp-a', 'player'], ['imp-b', 'player'], ['imp-b', 'billing'], ['imp-c', 'billing']),
    fc.record(
      {
        level: fc.constantFrom('degraded_performance' as const, 'major_outage' as const),
        regions: fc.constantFrom<string[]>(['europe'], []),
        from: arbitraryAgo,
        until: arbitraryAgo,
      },
      { requiredKeys: ['level'] },
    ),
  )
  .map(([[impactId, componentId], rest]) => ({ impactId, componentId, ...rest }) as NewImpact);
/** A post with facts, without scopes. An impact is named once, and one that gives no id is a further one. */
export const arbitraryPost = fc
  .tuple(
    fc.record(
      {
        phase: fc.constantFrom('investigating' as const, 'identified' as const, 'monitoring' as const, 'resolved' as const),
        kind: fc.constant('fact' as const),
        nextUpdateDue: fc.constant(exactly(NOW + 3_600_000)),
      },
      { requiredKeys: [] },
    ),
    fc.uniqueArray(
      fc.oneof(
        { arbitrary: arbitraryImpact, weight: 4 },
        arbitraryImpact.map(({ impactId: _, ...rest }) => rest as NewImpact),
      ),
      {
        maxLength: 3,
        selector: ({ impactId }) => impactId ?? Symbol('further'),
      },
    ),
    fc.uniqueArray(fc.constantFrom('imp-a', 'imp-a', 'imp-b', 'imp-c'), { maxLength: 2 }),
  )
  .map(([rest, impacts, over]) => {
    const ended = over.filter((id) => impacts.every(({ impactId }) => impactId !== id));
    return {
      ...{ type: 'post-update' as const, ...inc, text: 'So it is.', ...rest },
      ...(impacts.length > 0 && { impacts }),
      ...(ended.length > 0 && { ended }),
    };
  });
/** Single commands that change what readers see, without a scope. */
export const arbitraryFact: fc.Arbitrary<Command> = fc
  .oneof(
    fc.constantFrom('identified' as const, 'monitoring' as const).map((phase) => ({ type: 'change-phase' as const, phase })),
    fc.constantFrom('identified' as const, 'resolved' as const).map((phase) => ({ type: 'post-update' as const, text: 'So it is.', phase })),
    fc.constantFrom({ type: 'resolve-incident' as const }, { type: 'reopen-incident' as const }),
    arbitraryAgo.map((endedAt) => ({ type: 'resolve-incident' as const, endedAt })),
    fc.array(arbitraryImpact, { maxLength: 2 }).map((impacts) => ({ type: 'reopen-incident' as const, impacts })),
    fc.constantFrom('Playback fails', 'Nothing plays').map((title) => ({ type: 'retitle-incident' as const, title })),
    { arbitrary: arbitraryImpact.map((one) => ({ type: 'state-impact' as const, impact: one })), weight: 3 },
    fc.record(
      { type: fc.constant('end-impact' as const), impactId: fc.constantFrom('imp-a', 'imp-b', 'imp-c'), until: arbitraryAgo },
      { requiredKeys: ['type', 'impactId'] },
    ),
    fc.record(
      { type: fc.constant('correct-times' as const), occurrence: fc.constantFrom(1, 2), from: arbitraryAgo, until: arbitraryAgo },
      { requiredKeys: ['type'] },
    ),
  )
  .map((act) => ({ ...act, ...inc }) as Command);
/** The same for readers that it names. */
export const arbitraryScopedFact = fc
  .tuple(arbitraryFact, fc.constantFrom('internal' as const, 'public' as const))
  .map(([command, scope]) => ({ ...command, scope }) as Command);

const ago = (minutes: number) => exactly(NOW - minutes * 60_000);
const between = (from: number, until: number, scope: 'public' | 'internal'): Command => ({
  ...{ type: 'state-impact', ...inc, scope },
  impact: { impactId: 'imp-b', componentId: 'player', level: 'major_outage', from: ago(from), until: ago(until) },
});
/** Customers know less than responders, or something else. */
export const arbitraryDifference = fc.constantFrom<Command[]>(
  [],
  [{ type: 'state-impact', ...inc, impact: { impactId: 'imp-a', componentId: 'player', level: 'major_outage', regions: ['europe'] }, scope: 'internal' }],
  [between(150, 120, 'public'), between(240, 200, 'internal')],
  [{ type: 'resolve-incident', ...inc, scope: 'internal' }],
);
