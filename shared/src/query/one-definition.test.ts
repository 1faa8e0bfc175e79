import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../domain/decide.ts';
import type { EventOf } from '../domain/event.ts';
import { exactly } from '../domain/fact-time.ts';
import { noteTrouble } from '../domain/last-trouble.ts';
import { excusedTime, isExcusing } from '../domain/planned-work.ts';
import type { BoardState, Maintenance } from '../domain/state.ts';
import { drop } from '../domain/state.ts';
import { levelRank } from '../domain/words.ts';
import { arbitraryBoard } from '../testing/arbitrary-board.ts';
import { givenBoard, givenComponent, givenImpact, givenIncident, givenMaintenance, givenStatement } from '../testing/given-board.ts';
import { worldOf } from '../testing/world-of.ts';
import { historyOf } from './history-of.ts';
import { matters } from './matters.ts';
import { outageMinutes } from './outage-minutes.ts';
import { allStatuses, componentStatus } from './status.ts';
import { uptime } from './uptime.ts';

const NOW = 1_000_000;

/** What the fold notes about a withdrawn statement: whether it had reported trouble. */
const wasTrouble = (board: BoardState, statementId: string, componentId: string): boolean => {
  const before = { ...board, components: { ...board.components, [componentId]: givenComponent(componentId) } };
  const withdrawn = { ...before, statements: drop(before.statements, statementId) };
  const event: EventOf<'statement-withdrawn'> = {
    ...{ id: 'e', v: 1, stream: `statement:${statementId}`, scope: 'internal', at: exactly(NOW), saidAt: null, recordedAt: NOW, actor: null, drill: null },
    type: 'statement-withdrawn',
    data: { statementId },
  };
  return noteTrouble(before, withdrawn, event).components[componentId]?.lastTrouble !== null;
};

test('[EV40] what the fold remembers as trouble is what status shows unmuted, work that began later apart', () => {
  let [heard, muted] = [0, 0];
  fc.assert(
    fc.property(arbitraryBoard, (board) => {
      for (const { id, componentId, level, expired, since } of Object.values(board.statements)) {
        if (!Object.hasOwn(board.components, componentId)) continue;
        const shown = componentStatus(board, componentId).statements.find((one) => one.id === id) ?? expect.fail(`${id} is not listed`);
        const explainedLater =
          shown.muted?.maintenanceId !== undefined &&
          Object.values(board.maintenances).every(
            (work) => !isExcusing(work) || !work.componentIds.includes(componentId) || (work.excusedSince ?? 0) > (since.ms ?? 0),
          );
        const trouble = !expired && levelRank(level) > levelRank('unknown') && (shown.muted === null || explainedLater);
        expect(wasTrouble(board, id, componentId)).toBe(trouble);
        if (trouble) heard += 1;
        else if (shown.muted !== null) muted += 1;
      }
    }),
    { numRuns: 500, seed: 1 },
  );
  expect([heard > 50, muted > 50]).toEqual([true, true]);
});

test('[EV40] what can be muted by a person is what planned work mutes', () => {
  for (const kind of ['check', 'alert', 'vendor', 'person'] as const) {
    const statement = givenStatement('s', 'api', { level: 'major_outage', source: { kind, name: 'x' } });
    const parts = { components: [givenComponent('api')], statements: [statement] };
    const asked = decide(
      { ...worldOf([]), board: givenBoard(parts) },
      { type: 'mute-statements', statementIds: ['s'], until: NOW + 1, reason: 'x' },
      { now: NOW, actor: { kind: 'person', name: 'x' }, newId: () => 'm' },
    );
    const working = componentStatus(givenBoard({ ...parts, maintenances: [givenMaintenance('w', ['api'])] }), 'api');
    expect(working.statements.find(({ id }) => id === 's')?.muted !== null).toBe('events' in asked);
  }
});

const PHASES: readonly Maintenance['phase'][] = ['scheduled', 'in_progress', 'verifying', 'completed', 'cancelled'];

test('[EV41] work that excuses its components now mutes and leaves the statistics now; work that does not, neither', () => {
  for (const phase of PHASES) {
    for (const [drill, overran] of [
      [null, false],
      ['dr-1', false],
      [null, true],
    ] as const) {
      const startedAt = phase === 'scheduled' ? null : exactly(0);
      const endedAt = phase === 'completed' || phase === 'cancelled' ? exactly(300_000) : null;
      const work = givenMaintenance('w', ['api'], { phase, drill, startedAt, endedAt, overran });
      const component = givenComponent('api', { startedOn: 0 });
      const board = givenBoard({ components: [component], statements: [givenStatement('s', 'api', { level: 'major_outage' })], maintenances: [work] });
      const excused = isExcusing(work);
      expect(excused).toBe(drill === null && !overran && (phase === 'in_progress' || phase === 'verifying'));
      const status = componentStatus(board, 'api');
      expect(status.statements.find(({ id }) => id === 's')?.muted !== null).toBe(excused);
      expect(status.level).toBe(excused ? 'under_maintenance' : 'major_outage');
      const away = excused ? 10 : excusedTime(work).length > 0 ? 5 : 0;
      expect(uptime(component, historyOf('api', [], [work]), 0, 600_000).maintenanceMinutes).toBe(away);
      const outage = givenIncident('i', { impacts: [givenImpact('i', 'api')] });
      expect(outageMinutes({ incidents: [outage], maintenances: [work], components: board.components }, 0, 600_000).major).toBe(10 - away);
    }
  }
});

test('[EV41] on any board the work that is listed as a matter of its own is the work that stands as a statement', () => {
  fc.assert(
    fc.property(arbitraryBoard, (board) => {
      const listed = matters(board).flatMap((one) => (one.kind === 'maintenance' ? one.maintenance.componentIds.map((id) => `${one.id} ${id}`) : []));
      const standing = Object.entries(allStatuses(board)).flatMap(([id, { statements }]) =>
        statements.flatMap((one) => (one.source.kind === 'maintenance' ? [`${one.id} ${id}`] : [])),
      );
      expect(standing.toSorted()).toEqual(listed.filter((one) => Object.hasOwn(board.components, one.split(' ')[1] ?? '')).toSorted());
    }),
  );
});
