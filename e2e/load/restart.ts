import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteLog } from '@sitrep/server/log/sqlite-log.ts';
import type { NewEvent } from '@sitrep/shared/domain/event.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { startServer } from '../fixtures/start-server.ts';

const START = Date.UTC(2024, 0, 1);

/** A long log: 200 components, then incidents that open, are updated, and resolve. Yields one command's events at a time. */
export function* history(events: number): Generator<NewEvent[]> {
  const base = (stream: string, at: number, scope: 'public' | 'internal' = 'public') =>
    ({ v: 1, stream, scope, at: exactly(at), saidAt: null, actor: { kind: 'import', name: 'bench' }, drill: null }) as const;
  let made = 0;
  for (let n = 0; n < 200; n++, made++) {
    yield [
      {
        ...base(`component:c-${n}`, START),
        type: 'component-defined',
        data: {
          componentId: `c-${n}`,
          name: `Component ${n}`,
          description: null,
          groupId: null,
          position: n,
          evidence: 'reported',
          provider: null,
          target: 0.999,
          startedOn: START,
          team: null,
          regions: [],
          goesPublic: 'at_once',
        },
      },
    ];
  }
  for (let n = 0; made < events; n++) {
    const incidentId = `inc-${n}`;
    const stream = `incident:${incidentId}`;
    const at = START + n * 3_600_000;
    const impact = {
      impactId: 'i',
      componentId: `c-${n % 200}`,
      regions: [],
      audience: null,
      level: 'partial_outage' as const,
      notAffected: false,
      mode: null,
      what: null,
      from: exactly(at),
      until: null,
    };
    yield [
      {
        ...base(stream, at),
        type: 'incident-opened',
        data: { incidentId, title: `Incident ${n}`, phase: 'investigating', startedAt: exactly(at), impacts: [impact], drill: null },
      },
    ];
    for (let u = 0; u < 17; u++) {
      yield [
        {
          ...base(stream, at + u * 60_000, u % 3 === 0 ? 'internal' : 'public'),
          type: 'update-posted',
          data: {
            incidentId,
            updateId: `u-${n}-${u}`,
            kind: 'update',
            text: `Update ${u} of incident ${n}: the work goes on and the next word comes within half an hour.`,
          },
        },
      ];
    }
    yield [{ ...base(stream, at + 1_200_000), type: 'incident-resolved', data: { incidentId, endedAt: exactly(at + 1_200_000) } }];
    made += 19;
  }
}

export interface Restart {
  events: number;
  /** From the start of the process to the first answer of the board, ms. */
  coldMs: number;
  warmMs: number;
  emptyMs: number;
}

const timeToBoard = async (dataDir: string): Promise<number> => {
  const started = performance.now();
  const server = await startServer({ dataDir });
  const answer = await fetch(`${server.url}/api/v1/board?scope=public`);
  const took = performance.now() - started;
  if (!answer.ok) throw new Error(`the board answered ${answer.status}`);
  await answer.arrayBuffer();
  // An orderly stop writes a checkpoint.
  await server.kill('SIGTERM');
  return took;
};

/** Restart with a long log: without a checkpoint, with one, and the yardstick, an empty log. In: how many events. */
export const restart = async (events: number): Promise<Restart> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sitrep-bench-'));
  const empty = mkdtempSync(join(tmpdir(), 'sitrep-bench-'));
  try {
    const log = await openSqliteLog(join(dataDir, 'log.sqlite'));
    let id = 0;
    let pending: (NewEvent & { id: string; recordedAt: number })[] = [];
    const flush = async () => {
      await log.append({ events: pending, expected: {}, idempotency: null });
      pending = [];
    };
    for (const command of history(events)) {
      for (const event of command) pending.push({ ...event, id: `e${id++}`, recordedAt: event.at.ms ?? START });
      if (pending.length >= 500) await flush();
    }
    await flush();
    await log.dropCheckpoints();
    await log.close();
    const emptyMs = await timeToBoard(empty);
    const coldMs = await timeToBoard(dataDir);
    const warmMs = await timeToBoard(dataDir);
    return { events: id, coldMs, warmMs, emptyMs };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(empty, { recursive: true, force: true });
  }
};
