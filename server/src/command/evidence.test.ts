import { rmSync } from 'node:fs';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { allStatuses } from '@sitrep/shared/query/status.ts';
import { afterEach, expect, test } from 'vitest';
import { type Clock, systemClock } from '../ground/clock.ts';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import type { Append } from '../log/event-log.ts';
import type { AppPorts } from '../rooms/app-ports.ts';
import type { EvidenceStore } from '../samples/evidence-store.ts';
import { startApp, type TestApp } from '../testing/start-app.ts';

const apps: TestApp[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Time that only the test moves; at each move the scheduler looks. */
const virtual = (from: number) => {
  let now = from;
  const looks: (() => void)[] = [];
  const clock: Clock = {
    now: () => now,
    every: (ms, run) => {
      if (ms === 1_000) looks.push(run);
      return ms === 1_000 ? () => void looks.splice(looks.indexOf(run), 1) : systemClock.every(ms, run);
    },
  };
  const to = (ms: number) => {
    now = ms;
    for (const look of [...looks]) look();
  };
  return { clock, to };
};
const T0 = Date.UTC(2026, 11, 1, 8);
const start = async (given: { folder?: string; ports?: Partial<AppPorts> } = {}, at = T0) => {
  const time = virtual(at);
  const app = await startApp({ ...given, ports: { clock: time.clock, ...given.ports } });
  apps.push(app);
  folders.push(app.folder);
  return { app, to: time.to };
};
const board = (app: TestApp) => app.projection.world().board;
const ISSUER = { principal: 'runner', actor: { kind: 'token', name: 'Runner' }, rights: new Set(['ingest'] as const), idempotencyKey: null } as const;
const state = (app: TestApp, statementId: string, componentId: string, over: object = {}) =>
  app.handle(
    {
      type: 'make-statement',
      statementId,
      componentId,
      level: 'operational',
      source: { kind: 'check', name: 'Probe' },
      freshUntil: app.ports.clock.now() + 90_000,
      ...over,
    },
    ISSUER,
  );
/** What `state` records the first time. */
const statementOf = (statementId: string, componentId: string, freshUntil: number): Append['events'][number] => ({
  ...{ id: `made ${statementId}`, v: 1, type: 'statement-made', stream: `statement:${statementId}`, scope: 'public' },
  ...{ at: exactly(T0), saidAt: null, recordedAt: T0, actor: ISSUER.actor, drill: null },
  data: { statementId, componentId, regions: [], audience: null, level: 'operational', source: { kind: 'check', name: 'Probe' }, words: null, freshUntil },
});
const measured = (app: TestApp, componentId: string) =>
  app.give('define-component', { componentId, name: componentId, evidence: 'measured', scope: 'public', goesPublic: 'at_once' });
const lost = async (app: TestApp) =>
  (await app.ports.log.readStream('evidence')).map(({ event: { at, data, scope } }) => ({ at: at.ms, scope, ...(data as object) }));
/** Everything the scheduler had to look at when it was called has been done. */
const looked = async (app: TestApp, to: (ms: number) => void, at: number) => {
  to(at);
  const mark = { type: 'make-commitment', commitmentId: `mark-${at}`, kind: 'action', text: 'x', due: { ms: at, precision: 'exact' } } as const;
  await app.handle(mark, { ...ISSUER, rights: 'system' });
  // One look at a time: this one may be skipped.
  await expect
    .poll(() => {
      to(at + 1);
      return board(app).commitments[mark.commitmentId]?.overdue;
    })
    .toBe(true);
};

test('[LG40] 1,000 healthy checks append nothing for an hour, and no status changes', async () => {
  const { app, to } = await start();
  await measured(app, 'live');
  const ids = Array.from({ length: 1_000 }, (_, n) => `check-${n}`);
  await app.ports.log.append({ events: ids.map((id) => statementOf(id, 'live', T0 + 900_000)), expected: {}, idempotency: null });
  await app.projection.catchUp();
  const { seq } = await app.ports.log.head();
  const { hash } = app.projection.internal;
  for (let at = T0 + 600_000; at <= T0 + 3_600_000; at += 600_000) {
    to(at);
    for (const id of ids) await state(app, id, 'live', { freshUntil: at + 900_000 });
  }
  expect((await app.ports.log.head()).seq).toBe(seq);
  expect(app.projection.internal.hash).toBe(hash);
  expect(allStatuses(board(app)).live?.level).toBe('operational');
  expect((await app.ports.evidence.all()).length).toBe(1_000);
});

test('[LG41] [EV120] what was not renewed is unknown from the end of its last renewal, in one event, and its return is said', async () => {
  const { app, to } = await start();
  for (const id of ['live', 'web']) await measured(app, id);
  for (const [id, component] of [
    ['a', 'live'],
    ['b', 'live'],
    ['c', 'web'],
  ] as const)
    await state(app, id, component);
  await looked(app, to, T0 + 60_000);
  for (const [id, component] of [
    ['a', 'live'],
    ['b', 'live'],
    ['c', 'web'],
  ] as const)
    await state(app, id, component, { freshUntil: T0 + 150_000 });
  // Past the end that was stated with them.
  await looked(app, to, T0 + 120_000);
  expect(await lost(app)).toEqual([]);
  await state(app, 'c', 'web', { freshUntil: T0 + 900_000 });
  await looked(app, to, T0 + 400_000);
  const of = (id: string) => ({ statementId: id, at: T0 + 150_000 });
  expect(await lost(app)).toEqual([{ at: T0 + 150_000, scope: 'public', lost: [of('a'), of('b')] }]);
  const { live, web } = allStatuses(board(app));
  expect([live?.level, web?.level, allStatuses(app.projection.public.state.board).live?.level]).toEqual(['unknown', 'operational', 'unknown']);
  expect(board(app).latest.find(({ kind }) => kind === 'evidence-lost')).toMatchObject({
    params: { subjects: [{ component: 'live' }], count: 1, source: 'Probe' },
  });

  const { seq } = await app.ports.log.head();
  // Each of them has to come back.
  await state(app, 'a', 'live');
  expect(allStatuses(board(app)).live?.level).toBe('unknown');
  await state(app, 'b', 'live', { freshUntil: T0 + 900_000 });
  expect([(await app.ports.log.head()).seq, board(app).statements.a?.expired, allStatuses(board(app)).live?.level]).toEqual([seq + 2, false, 'operational']);
  expect((await app.ask('GET', '/api/v1/components/live')).body.component.uptime.unknownMinutes).toBeGreaterThanOrEqual(4);
  // The renewals of before are none of the new statement.
  await looked(app, to, T0 + 500_000);
  expect((await lost(app)).slice(1)).toEqual([{ at: T0 + 490_001, scope: 'public', lost: [{ statementId: 'a', at: T0 + 490_001 }] }]);
});

test('[LG41] the last renewal counts, also where it ends sooner than the one before', async () => {
  const { app, to } = await start();
  await measured(app, 'live');
  for (const freshUntil of [undefined, undefined, T0 + 90_000]) await state(app, 'a', 'live', { freshUntil });
  await looked(app, to, T0 + 60_000);
  await state(app, 'a', 'live', { freshUntil: T0 + 86_400_000 });
  await looked(app, to, T0 + 100_000);
  expect(await lost(app)).toEqual([]);
  await state(app, 'a', 'live', { freshUntil: T0 + 120_000 });
  await looked(app, to, T0 + 130_000);
  expect(await lost(app)).toEqual([{ at: T0 + 120_000, scope: 'public', lost: [{ statementId: 'a', at: T0 + 120_000 }] }]);
});

test('[LG41] what ended while no server ran is one event at the next start, from the last stored renewal on', async () => {
  const { app, to } = await start();
  await measured(app, 'live');
  for (const id of ['a', 'b', 'c']) await state(app, id, 'live');
  to(T0 + 30_000);
  for (const id of ['a', 'b']) await state(app, id, 'live');
  apps.splice(0);
  await app.stop();
  const again = await start({ folder: app.folder }, T0 + 3_600_000);
  again.to(T0 + 3_601_000);
  await expect.poll(() => allStatuses(board(again.app)).live?.level).toBe('unknown');
  const ends = [
    { statementId: 'c', at: T0 + 90_000 },
    { statementId: 'a', at: T0 + 120_000 },
    { statementId: 'b', at: T0 + 120_000 },
  ];
  expect(await lost(again.app)).toEqual([{ at: T0 + 90_000, scope: 'public', lost: ends }]);
});

test('[LG41] [LG42] while renewals can be neither read nor stored a machine is told so, and believed for a minute', async () => {
  let isAway = true;
  const away = () => Promise.reject(new StoreUnavailable('away', null));
  const evidence: EvidenceStore = { renew: away, all: () => (isAway ? away() : Promise.resolve([])), prune: async () => {}, close: async () => {} };
  const { app, to } = await start({ ports: { evidence } });
  await measured(app, 'live');
  await state(app, 'a', 'live');
  expect(await state(app, 'a', 'live')).toEqual({ kind: 'unavailable', reason: 'away' });
  await looked(app, to, T0 + 100_000);
  expect([await lost(app), app.errors.length > 0]).toEqual([[], true]);
  await looked(app, to, T0 + 170_000);
  expect(await lost(app)).toEqual([{ at: T0 + 90_000, scope: 'public', lost: [{ statementId: 'a', at: T0 + 90_000 }] }]);
  isAway = false;
});

test('[DC230] over HTTP a renewal is answered as done, with the ids and the position, and changes nothing', async () => {
  const { app } = await start();
  await measured(app, 'live');
  const put = (fields: object = {}) =>
    app.ask('PUT', '/api/v1/statements/a', { body: { componentId: 'live', level: 'operational', source: { kind: 'check', name: 'Probe' }, ...fields } });
  const first = await put();
  const second = await put();
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
  expect((await put({ level: 'degraded_performance' })).body.pos).toBe(first.body.pos + 1);
});
