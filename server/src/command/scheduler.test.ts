import { verdictOf } from '@sitrep/shared/words/verdict.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { StaleFence } from '../log/leases.ts';
import { startApp, type TestApp } from '../testing/start-app.ts';

const apps: TestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.dispose();
});
const start = async () => {
  const app = await startApp();
  apps.push(app);
  await app.give('define-component', { componentId: 'live', name: 'Live delivery', evidence: 'measured', scope: 'public' });
  return app;
};
const until = (holds: () => boolean) => expect.poll(holds).toBe(true);
const board = (app: TestApp) => app.projection.world().board;

test('[HT19] what time brings is appended with the due time as its own, however late', async () => {
  const app = await start();
  const due = app.ports.clock.now() + 60_000;
  await app.give('make-commitment', { commitmentId: 'next', kind: 'next_update', text: 'Next update', due: { ms: due, precision: 'minute' } });
  app.advance(3_600_000);
  await until(() => board(app).commitments.next?.overdue === true);
  const [, overdue] = await app.ports.log.readStream('commitment:next');
  expect([overdue?.event.type, overdue?.event.at.ms, overdue?.event.actor]).toEqual(['commitment-overdue', due, { kind: 'scheduler', name: 'Scheduler' }]);
  expect(overdue?.event.recordedAt).toBeGreaterThanOrEqual(due + 3_500_000);
});

test('[HT19] maintenance begins and a mute ends by themselves, once', async () => {
  const app = await start();
  const now = app.ports.clock.now();
  await app.give('make-statement', { statementId: 'probe', componentId: 'live', level: 'major_outage', source: { kind: 'check', name: 'Probe' } });
  await app.give('mute-statements', { muteId: 'hush', statementIds: ['probe'], until: now + 1_000_000, reason: 'known' });
  await app.give('schedule-maintenance', {
    maintenanceId: 'move',
    title: 'Move',
    componentIds: ['live'],
    from: { ms: now + 1_000_000, precision: 'exact' },
    until: { ms: now + 90_000_000, precision: 'exact' },
  });
  app.advance(1_100_000);
  await until(() => board(app).mutes.hush === undefined && board(app).maintenances.move?.phase === 'in_progress');
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  expect((await app.ports.log.readStream('maintenance:move')).map(({ event }) => event.type)).toEqual(['maintenance-scheduled', 'maintenance-phase-changed']);
  expect((await app.ports.log.readStream('mute:hush')).map(({ event }) => event.type)).toEqual(['statements-muted', 'mute-ended']);
});

test('[EV44] planned work that nobody ended excuses neither the outage after its announced end nor the check that tells of it', async () => {
  const app = await start();
  const ago = (hours: number) => ({ ms: app.ports.clock.now() - hours * 3_600_000, precision: 'exact' });
  await app.give('define-component', { componentId: 'web', name: 'Web shop', scope: 'public', startedOn: 1_767_225_600_000 });
  await app.give('schedule-maintenance', { maintenanceId: 'fm', title: 'New disks', componentIds: ['web'], from: ago(0), until: ago(-1), scope: 'public' });
  await app.give('change-maintenance-phase', { maintenanceId: 'fm', phase: 'in_progress' });
  app.advance(5 * 3_600_000);
  const impacts = [{ componentId: 'web', level: 'major_outage' }];
  await app.give('open-incident', { incidentId: 'fo', title: 'Shop down', startedAt: ago(2), impacts, scope: 'public' });
  await app.give('resolve-incident', { incidentId: 'fo', endedAt: ago(1), scope: 'public' });
  await app.give('make-statement', { statementId: 'chk', componentId: 'web', level: 'major_outage', source: { kind: 'check', name: 'Probe' } });
  // Work that nobody had announced when the outage came takes nothing away.
  await app.give('schedule-maintenance', { maintenanceId: 'fn', title: 'Said later', componentIds: ['web'], from: ago(3), until: ago(0.5), scope: 'public' });
  await app.give('change-maintenance-phase', { maintenanceId: 'fn', phase: 'in_progress', at: ago(3) });
  await until(() => board(app).maintenances.fm?.overran === true && board(app).maintenances.fn?.overran === true);
  const { status, uptime } = (await app.ask('GET', '/api/v1/components/web')).body.component;
  expect([status.level, status.deciding]).toEqual(['major_outage', 'chk']);
  expect([uptime.full.minutes, uptime.maintenanceMinutes].map(Math.round)).toEqual([60, 60]);
  const told = (await app.ask('GET', '/api/v1/maintenances', { token: null })).body.maintenances;
  expect(told.map(({ overran }: { overran: boolean }) => overran)).toEqual([true, true]);
});

test('[QU64] work that completes by itself does so when its whole window passed while nobody looked', async () => {
  const app = await start();
  const now = app.ports.clock.now();
  const [from, end] = [now + 3_600_000, now + 7_200_000].map((ms) => ({ ms, precision: 'exact' }));
  await app.give('schedule-maintenance', { maintenanceId: 'fc', title: 'New disks', componentIds: ['live'], from, until: end, completesItself: true });
  app.advance(5 * 3_600_000);
  await until(() => board(app).maintenances.fc?.phase === 'completed');
  const { overran, startedAt, endedAt, excused } = board(app).maintenances.fc ?? {};
  expect({ overran, startedAt, endedAt, excused }).toEqual({
    overran: false,
    startedAt: from,
    endedAt: end,
    excused: [{ from: now + 3_600_000, until: now + 7_200_000 }],
  });
});

test('[LE5] what time brings is written under the lease of the leader, and nothing of it under one that has passed to another', async () => {
  const app = await start();
  const append = vi.spyOn(app.ports.log, 'append');
  await app.give('make-commitment', {
    commitmentId: 'next',
    kind: 'action',
    text: 'Tell them',
    due: { ms: app.ports.clock.now() + 60_000, precision: 'minute' },
  });
  app.advance(120_000);
  await until(() => board(app).commitments.next?.overdue === true);
  const overdue = append.mock.calls.flatMap(([{ events, fence }]) => (events[0]?.type === 'commitment-overdue' ? [fence] : []));
  expect(overdue).toEqual([{ lease: 'leader', number: 1 }]);

  await app.give('change-commitment', { commitmentId: 'next', due: { ms: app.ports.clock.now() + 3_600_000, precision: 'minute' } });
  const late = { principal: 'scheduler', actor: { kind: 'scheduler', name: 'Scheduler' }, rights: 'system', idempotencyKey: 'late' } as const;
  const drop = { type: 'drop-commitment', commitmentId: 'next', reason: 'late' } as const;
  await expect(app.handle(drop, { ...late, fence: { lease: 'leader', number: 0 } })).rejects.toThrow(StaleFence);
  expect(board(app).commitments.next?.outcome).toBe('open');
  expect(await app.handle(drop, { ...late, fence: { lease: 'leader', number: 1 } })).toMatchObject({ kind: 'accepted' });
});

let days = 0;
test('[HT30] idempotency keys are forgotten after a week, not before', async () => {
  const rings: (() => void)[] = [];
  const app = await startApp({
    ports: {
      clock: {
        now: () => Date.now() + days * 86_400_000,
        every: (ms, run) => {
          if (ms === 3_600_000) rings.push(run);
          return () => {};
        },
      },
    },
  });
  apps.push(app);
  const name = () => app.ask('PUT', '/api/v1/board', { body: { name: 'Ours' }, headers: { 'idempotency-key': 'once' } });
  const replayed = async () => (await name()).headers.get('idempotent-replayed');
  expect((await name()).status).toBe(201);
  days = 6;
  for (const ring of rings) ring();
  expect(await replayed()).toBe('true');
  days = 8;
  for (const ring of rings) ring();
  expect(await app.ports.log.replied('run', 'once')).toBeNull();
});

test('[HT19] what is due again after it was settled is appended again', async () => {
  const app = await start();
  const due = { ms: app.ports.clock.now() + 60_000, precision: 'minute' } as const;
  await app.give('make-commitment', { commitmentId: 'next', kind: 'action', text: 'Tell them', due });
  app.advance(120_000);
  await until(() => board(app).commitments.next?.overdue === true);
  await app.give('change-commitment', { commitmentId: 'next', due: { ...due, ms: due.ms + 3_600_000 } });
  await app.give('change-commitment', { commitmentId: 'next', due });
  await until(() => board(app).commitments.next?.overdue === true);
});

test('[QU63] an own sentence is gone once the state it was written for is, and stays gone when that comes back', async () => {
  const app = await start();
  const sentence = 'All is well after Monday';
  const read = () => verdictOf(board(app)).sentence;
  const generated = read();
  const { key } = (await app.ask('GET', '/api/v1/verdict')).body;
  await app.give('override-verdict', { sentence, key });
  expect(read()).toBe(sentence);
  await app.give('open-incident', { incidentId: 'fire', title: 'Fire', impacts: [{ componentId: 'live', level: 'major_outage' }] });
  await until(() => board(app).overrides.internal === undefined);
  await app.give('resolve-incident', { incidentId: 'fire' });
  expect(read()).toBe(generated);
});

test('[HT45] the verdict is read with the key an own sentence is written for, and a key read before the board moved on is refused', async () => {
  const app = await start();
  const askVerdict = async (scope: string) => (await app.ask('GET', `/api/v1/verdict?scope=${scope}`)).body;
  const write = (body: object) => app.ask('POST', '/api/v1/verdict', { body });
  await app.give('open-incident', { incidentId: 'fire', title: 'Fire', impacts: [{ componentId: 'live', level: 'major_outage' }] });
  const [inside, outside] = [await askVerdict('internal'), await askVerdict('public')];
  expect(inside).toMatchObject({ level: 'major_outage', sentence: 'Fire', generated: 'Fire', subject: 'fire', overridden: false, overriddenBy: null });
  expect([outside.level === 'major_outage', outside.key === inside.key]).toEqual([false, false]);

  expect((await write({ sentence: 'We know', key: inside.key })).status).toBe(201);
  expect(await askVerdict('internal')).toMatchObject({ sentence: 'We know', generated: 'Fire', key: inside.key, overridden: true });
  expect(await askVerdict('public')).toMatchObject({ overridden: false, key: outside.key });
  expect((await write({ sentence: 'We know', key: inside.key, scope: 'public' })).body).toMatchObject({ code: 'not_published', field: 'key' });
  expect((await write({ sentence: 'All is well, we say', key: outside.key, scope: 'public' })).status).toBe(201);
  expect(await askVerdict('public')).toMatchObject({ sentence: 'All is well, we say', overridden: true, overriddenBy: null });

  // A new title changes the wording, not the state.
  await app.give('retitle-incident', { incidentId: 'fire', title: 'A large fire' });
  expect(await askVerdict('internal')).toMatchObject({ sentence: 'We know', generated: 'A large fire', key: inside.key });
  await app.give('resolve-incident', { incidentId: 'fire' });
  expect((await write({ sentence: 'We still know', key: inside.key })).body).toMatchObject({ status: 409, code: 'conflict', field: 'key' });
});
