import * as fc from 'fast-check';
import type { Audience } from '../domain/event.ts';
import { exactly } from '../domain/fact-time.ts';
import type { BoardState } from '../domain/state.ts';
import { LEVELS } from '../domain/words.ts';
import { givenBoard, givenComponent, givenImpact, givenIncident, givenMaintenance, givenMute, givenStatement } from './given-board.ts';

/** Random boards, small enough that their parts often interact. */
const componentId = fc.constantFrom('api', 'live', 'vod', 'gone');
const statementId = fc.constantFrom('s1', 's2', 's3', 's4', 's5');
const level = fc.constantFrom(...LEVELS);
const time = fc.integer({ min: 0, max: 9 }).map(exactly);
const regions = fc.uniqueArray(fc.constantFrom('eu', 'us', 'ap'), { maxLength: 2 });
const drill = fc.constantFrom(null, null, 'dr-1');
const audience: fc.Arbitrary<Audience | null> = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constantFrom('everyone' as const, 'some' as const, 'unknown' as const) }),
  fc.record({ kind: fc.constant('share' as const), share: fc.double({ min: 0, max: 1, noNaN: true }), estimate: fc.boolean() }),
  fc.record({ kind: fc.constant('count' as const), count: fc.nat(5000), of: fc.constantFrom('websites', 'customers') }),
  fc.record({ kind: fc.constant('predicate' as const), words: fc.constant('videos uploaded before 3 June') }),
);
const what = fc.constantFrom(null, 'cannot sign in', 'do not play', 'Live streams drop', 'are out of sync');

const component = fc.record({ evidence: fc.constantFrom('reported' as const, 'measured' as const), regions });
const impact = fc
  .tuple(componentId, fc.record({ level, regions, audience, what, from: time, until: fc.option(time, { freq: 3 }) }), fc.boolean())
  .map(([id, given, spared]) => givenImpact('i', id, spared ? { ...given, notAffected: true, level: 'operational' } : given));
const incident = fc
  .record({
    phase: fc.constantFrom('investigating' as const, 'identified' as const, 'monitoring' as const, 'resolved' as const),
    drill,
    startedAt: time,
    acknowledged: fc.option(fc.record({ by: fc.constant('A. Renaud'), at: time })),
    impacts: fc.array(impact, { maxLength: 4 }).map((impacts) => impacts.map((one, index) => ({ ...one, impactId: `i${index}` }))),
  })
  .map((given) => givenIncident('', given));
const statement = fc
  .tuple(
    componentId,
    fc.record({
      level,
      regions,
      expired: fc.boolean(),
      since: time,
      source: fc.record({ kind: fc.constantFrom('check' as const, 'alert' as const, 'vendor' as const, 'person' as const), name: fc.constant('probe') }),
    }),
  )
  .map(([id, given]) => givenStatement('', id, given));
const maintenance = fc
  .record({
    phase: fc.constantFrom('scheduled' as const, 'in_progress' as const, 'verifying' as const, 'completed' as const),
    overran: fc.boolean(),
    drill,
    componentIds: fc.uniqueArray(componentId, { minLength: 1 }),
  })
  .map((given) => givenMaintenance('', given.componentIds, given));

export const arbitraryBoard: fc.Arbitrary<BoardState> = fc
  .record({
    components: fc.tuple(fc.option(component), fc.option(component), fc.option(component)),
    incidents: fc.array(incident, { maxLength: 3 }),
    statements: fc.array(statement, { maxLength: 5 }),
    mutes: fc.array(fc.dictionary(statementId, level, { maxKeys: 3 }), { maxLength: 2 }),
    maintenances: fc.array(maintenance, { maxLength: 2 }),
  })
  .map(({ components, incidents, statements, mutes, maintenances }) =>
    givenBoard({
      components: components.flatMap((given, index) => (given === null ? [] : [givenComponent(['api', 'live', 'vod'][index] ?? '', given)])),
      incidents: incidents.map((given, index) => ({ ...given, id: `inc-${index}`, title: `Trouble ${index}` })),
      statements: statements.map((given, index) => ({ ...given, id: `s${index + 1}` })),
      mutes: mutes.map((levels, index) => givenMute(`m${index}`, levels)),
      maintenances: maintenances.map((given, index) => ({ ...given, id: `mnt-${index}` })),
      regions: { eu: { id: 'eu', name: 'Europe' }, us: { id: 'us', name: 'United States' } },
    }),
  );
