import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BoardState } from '../domain/state.ts';
import { arbitraryBoard } from '../testing/arbitrary-board.ts';
import { givenBoard, givenComponent, givenImpact, givenIncident, givenMaintenance, givenMute, givenStatement } from '../testing/given-board.ts';
import { allStatuses, boardLevel, componentStatus, incidentLevel, incidentPeak } from './status.ts';

const api = givenComponent('api');
const check = (level: 'operational' | 'degraded_performance' | 'partial_outage' | 'major_outage', id = 'c1') => givenStatement(id, 'api', { level });

test('[QU1] the worst of incident, check and person decides; the rest stays listed, worst first', () => {
  const board = givenBoard({
    components: [api],
    incidents: [givenIncident('inc', { title: 'Sign-in fails', impacts: [givenImpact('i', 'api', { level: 'partial_outage' })] })],
    statements: [check('degraded_performance'), givenStatement('p', 'api', { level: 'operational', source: { kind: 'person', name: 'R. Okafor' } })],
  });
  const status = componentStatus(board, 'api');
  expect(status.level).toBe('partial_outage');
  expect(status.deciding).toBe('inc/i');
  expect(status.statements.map((s) => [s.source.kind, s.level])).toEqual([
    ['incident', 'partial_outage'],
    ['check', 'degraded_performance'],
    ['person', 'operational'],
  ]);
});

test('[QU1] an ended impact, a resolved incident and "not affected" do not count', () => {
  const impacts = [
    givenImpact('over', 'api', { until: { ms: null, precision: 'unknown' } }),
    givenImpact('spared', 'api', { notAffected: true, level: 'operational' }),
  ];
  const board = givenBoard({
    components: [api],
    incidents: [givenIncident('open', { impacts }), givenIncident('done', { phase: 'resolved', impacts: [givenImpact('i', 'api')] })],
  });
  expect(componentStatus(board, 'api').level).toBe('operational');
  expect(incidentLevel(givenIncident('x', { impacts }))).toBe('operational');
  expect(incidentPeak(givenIncident('x', { impacts }))).toBe('major_outage');
});

test('[QU2] silence: a reported component is operational and not measured, a measured one unknown', () => {
  const board = givenBoard({ components: [api, givenComponent('probe', { evidence: 'measured' })] });
  expect(componentStatus(board, 'api')).toMatchObject({ level: 'operational', measured: false, fresh: false, deciding: null });
  expect(componentStatus(board, 'probe')).toMatchObject({
    level: 'unknown',
    measured: true,
    fresh: false,
    statements: [{ source: { kind: 'silence' }, words: null }],
  });
});

test('[QU2] an expired statement says unknown, whatever it said before', () => {
  const board = givenBoard({ components: [api], statements: [givenStatement('c', 'api', { level: 'operational', expired: true })] });
  expect(componentStatus(board, 'api')).toMatchObject({ level: 'unknown', measured: true, fresh: false });
});

test('[QU3] running maintenance mutes machines, and incidents still show', () => {
  const parts = {
    components: [givenComponent('api', { evidence: 'measured' })],
    statements: [check('major_outage')],
    maintenances: [givenMaintenance('mnt', ['api'], { title: 'Storage moves' })],
  };
  const calm = componentStatus(givenBoard(parts), 'api');
  expect(calm.level).toBe('under_maintenance');
  expect(calm.statements.at(-1)).toMatchObject({ id: 'c1', muted: { maintenanceId: 'mnt', reason: 'Storage moves' } });
  const hurt = givenBoard({ ...parts, incidents: [givenIncident('inc', { impacts: [givenImpact('i', 'api', { level: 'degraded_performance' })] })] });
  expect(componentStatus(hurt, 'api').level).toBe('degraded_performance');
});

test('[QU3] maintenance that is planned, or over, mutes nothing', () => {
  for (const phase of ['scheduled', 'completed', 'cancelled'] as const) {
    const board = givenBoard({ components: [api], statements: [check('major_outage')], maintenances: [givenMaintenance('mnt', ['api'], { phase })] });
    expect(componentStatus(board, 'api').level).toBe('major_outage');
  }
});

test('[QU4] a mute holds until the statement gets worse, and never silences a person', () => {
  const mute = givenMute('m', { c1: 'degraded_performance', p: 'major_outage' });
  const muted = givenBoard({ components: [api], statements: [check('degraded_performance')], mutes: [mute] });
  expect(componentStatus(muted, 'api')).toMatchObject({ level: 'operational', fresh: false, statements: [{ muted: { by: 'K. Ilić', muteId: 'm' } }] });
  const worse = givenBoard({ components: [api], statements: [check('partial_outage')], mutes: [mute] });
  expect(componentStatus(worse, 'api').level).toBe('partial_outage');
  const person = givenStatement('p', 'api', { level: 'major_outage', source: { kind: 'person', name: 'R. Okafor' } });
  expect(componentStatus(givenBoard({ components: [api], statements: [person], mutes: [mute] }), 'api').level).toBe('major_outage');
});

test('[QU5] an exercise is an overlay and changes no status', () => {
  const board = givenBoard({ components: [api], incidents: [givenIncident('dr', { drill: 'drill-2', impacts: [givenImpact('i', 'api')] })] });
  expect(componentStatus(board, 'api')).toMatchObject({ level: 'operational', simulated: 'major_outage', statements: [], simulatedBy: [{ visible: false }] });
  expect(boardLevel(board)).toBe('operational');
});

test('[QU1] an id that is not on the board reads as unknown', () => {
  expect(componentStatus(givenBoard({}), 'constructor').level).toBe('unknown');
});

/** The definition implemented naively: list every statement about the component, drop the muted ones, take the worst. */
const bruteForce = (board: BoardState, id: string): string => {
  const worstFirst = ['major_outage', 'partial_outage', 'degraded_performance', 'unknown', 'under_maintenance', 'operational'];
  const work = Object.values(board.maintenances).filter(
    (m) => ['in_progress', 'verifying'].includes(m.phase) && m.drill === null && m.componentIds.includes(id),
  );
  const inWork = work.some((m) => !m.overran);
  const claims: string[] = work.length > 0 ? ['under_maintenance'] : [];
  for (const incident of Object.values(board.incidents)) {
    if (incident.drill !== null || incident.phase === 'resolved') continue;
    for (const i of incident.impacts) if (i.componentId === id && i.until === null && !i.notAffected) claims.push(i.level);
  }
  const own = Object.values(board.statements).filter((s) => s.componentId === id);
  for (const s of own) {
    const says = s.expired ? 'unknown' : s.level;
    const machine = s.source.kind !== 'person';
    const byPerson = Object.values(board.mutes).some((m) => {
      const muted = Object.entries(m.levels).find(([statementId]) => statementId === s.id)?.[1];
      return muted !== undefined && worstFirst.indexOf(says) >= worstFirst.indexOf(muted);
    });
    if (!machine || (!inWork && !byPerson)) claims.push(says);
  }
  if (board.components[id]?.evidence === 'measured' && !own.some((s) => s.source.kind === 'check') && !inWork) claims.push('unknown');
  return worstFirst.find((level) => claims.includes(level)) ?? 'operational';
};

test('[QU1] status equals the definition read aloud, on any board', () => {
  fc.assert(
    fc.property(arbitraryBoard, (board) => {
      const statuses = allStatuses(board);
      expect(Object.keys(statuses).sort()).toEqual(Object.keys(board.components).sort());
      for (const [id, status] of Object.entries(statuses)) {
        expect(status.level).toBe(bruteForce(board, id));
        const deciding = status.statements.find((s) => s.id === status.deciding);
        expect(deciding?.level ?? 'operational').toBe(status.level);
        expect(deciding?.muted ?? null).toBeNull();
      }
    }),
    { numRuns: 1000 },
  );
});
