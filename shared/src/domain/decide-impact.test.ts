import { expect, test } from 'vitest';
import { OPENED, PUBLISHED, RESOLVED } from '../testing/example-board.ts';
import { given, NOW } from '../testing/given.ts';
import { COMMAND, type Command, type NewImpact } from './command.ts';
import { exactly } from './fact-time.ts';
import type { Scope } from './words.ts';

const state = (impact: Partial<NewImpact>, scope: Scope = 'internal'): Command => ({
  type: 'state-impact',
  incidentId: 'inc-a',
  scope,
  impact: { impactId: 'imp-a', componentId: 'player', level: 'partial_outage', ...impact },
});
const end = (rest: object = {}): Command => ({ type: 'end-impact', incidentId: 'inc-a', impactId: 'imp-a', scope: 'internal', ...rest });

test('[DC20] a new impact begins now unless told when', () => {
  given(OPENED)
    .when(state({ impactId: 'imp-b', componentId: 'billing' }))
    .then([{ type: 'impact-stated', data: { impact: { from: exactly(NOW), until: null } } }]);
});
test('[DC21] another level of a known impact begins now, other details correct it from its own beginning; what is left out stays', () => {
  const audience = { kind: 'share', share: 0.5 } as const;
  const history = [...OPENED, state({ audience, from: exactly(7) })];
  given(history)
    .when(state({ level: 'major_outage' }))
    .then([{ type: 'impact-stated', data: { impact: { level: 'major_outage', from: exactly(NOW), audience } } }]);
  given(history)
    .when(state({ regions: ['europe'] }))
    .then([{ type: 'impact-stated', data: { impact: { regions: ['europe'], from: exactly(7), audience } } }]);
  given([...history, end()])
    .when(state({}))
    .then([{ type: 'impact-stated', data: { impact: { from: exactly(NOW), until: null } } }]);
});
test('[DC22] an impact keeps its component, and saying it again is refused unless customers learn of it', () => {
  given(OPENED)
    .when(state({ componentId: 'billing' }))
    .thenRejected('invalid', 'impact.componentId');
  given(PUBLISHED).when(state({})).thenRejected('nothing_to_change', 'impact');
  const inside = state({ level: 'major_outage', from: exactly(NOW - 21_200_000) });
  given([...PUBLISHED, inside])
    .when(state({ level: 'major_outage' }, 'public'))
    .then([{ type: 'impact-stated', scope: 'public', data: { impact: { from: exactly(NOW - 21_200_000) } } }]);
});
test('[DC25] in public an impact is on a component customers see, and says no words that were said inside', () => {
  given(PUBLISHED)
    .when(state({ impactId: 'imp-b', componentId: 'billing' }, 'public'))
    .thenRejected('not_published', 'impact.componentId');
  const inside = state({ what: 'Bo pulled a cable', audience: { kind: 'predicate', words: 'Acme' } });
  const [event] = given([...PUBLISHED, inside])
    .when(state({ level: 'major_outage' }, 'public'))
    .then([
      { type: 'impact-stated', scope: 'public', data: { impact: { what: null, audience: null } } },
      { type: 'impact-stated', scope: 'internal', data: { impact: { level: 'major_outage', what: 'Bo pulled a cable', audience: { words: 'Acme' } } } },
    ]);
  expect(JSON.stringify(event)).not.toMatch(/cable|Acme/);
});
test('[DC25] in public a known impact keeps neither the kind nor the regions that were said inside: where it is must be said again', () => {
  const inside = state({ regions: ['europe'], mode: 'slow', byRepair: true });
  const history = given([...PUBLISHED, inside]);
  history.when(state({ level: 'major_outage' }, 'public')).thenRejected('regions_needed', 'impact.regions');
  const [event] = history.when(state({ level: 'major_outage', regions: ['europe'] }, 'public')).then([
    { type: 'impact-stated', data: { impact: { regions: ['europe'], mode: null } } },
    { type: 'impact-stated', scope: 'internal', data: { impact: { regions: ['europe'], mode: 'slow', byRepair: true } } },
  ]);
  expect(event?.data).not.toHaveProperty('impact.byRepair');
  history.when(state({ level: 'major_outage', regions: [] }, 'public')).then([
    { type: 'impact-stated', data: { impact: { regions: [] } } },
    { type: 'impact-stated', scope: 'internal', data: { impact: { regions: [], mode: 'slow' } } },
  ]);
  given([...PUBLISHED, state({ regions: ['europe'], mode: 'slow' }, 'public')])
    .when(state({ level: 'major_outage' }, 'public'))
    .then([{ type: 'impact-stated', data: { impact: { regions: ['europe'], mode: 'slow' } } }]);
});
test('[DC26] what is stated of an incident that is over lies within it', () => {
  const start = NOW - 21_300_000;
  given(RESOLVED)
    .when(state({ level: 'major_outage' }))
    .then([{ type: 'impact-stated', data: { impact: { from: exactly(start) } } }]);
  given(RESOLVED)
    .when(state({ impactId: 'imp-b', componentId: 'billing' }))
    .then([{ type: 'impact-stated', data: { impact: { from: exactly(start) } } }]);
  given(RESOLVED)
    .when(state({ impactId: 'imp-b', componentId: 'billing', from: exactly(NOW) }))
    .thenRejected('invalid', 'impact.until');
  given(RESOLVED).when(state({})).thenRejected('nothing_to_change', 'impact');
});
test('[DC27] an impact names at most 50 regions', () => {
  const naming = (count: number) => ({
    incidentId: 'inc-a',
    impact: { componentId: 'player', level: 'unknown', regions: Array.from({ length: count }, (_, at) => `r-${at}`) },
  });
  expect([50, 51].map((count) => COMMAND['state-impact'].body.safeParse(naming(count)).success)).toEqual([true, false]);
});
test('[DC23] what is not affected is stated as operational', () => {
  given(OPENED)
    .when(state({ impactId: 'imp-b', componentId: 'billing', level: 'operational', notAffected: true }))
    .then([{ type: 'impact-stated' }]);
  given(OPENED)
    .when(state({ impactId: 'imp-b', componentId: 'billing', level: 'operational' }))
    .thenRejected('invalid', 'impact.level');
});
test('[DC24] ending an impact takes the end, corrects it, and refuses what was never stated or ends before it began', () => {
  given(OPENED)
    .when(end())
    .then([{ type: 'impact-ended', data: { until: exactly(NOW) } }]);
  given(RESOLVED)
    .when(end({ until: exactly(NOW) }))
    .then([{ type: 'impact-ended' }]);
  given(RESOLVED).when(end()).thenRejected('nothing_to_change', 'until');
  given(OPENED)
    .when(end({ until: exactly(1) }))
    .thenRejected('invalid', 'until');
  given(OPENED)
    .when(end({ impactId: 'imp-z' }))
    .thenRejected('not_found', 'impactId');
  given([...PUBLISHED, state({ impactId: 'imp-b', componentId: 'billing' })])
    .when(end({ impactId: 'imp-b', scope: 'public' }))
    .thenRejected('not_found', 'impactId');
});
