import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '@sitrep/shared/domain/command.ts';
import { ROLE_RIGHTS } from '@sitrep/shared/domain/rights.ts';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../ground/clock.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import { startApp, type TestApp } from '../testing/start-app.ts';
import { SHOWN_WITHIN_MS } from './handle.ts';

const apps: TestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.dispose();
});
const start = async () => {
  const app = await startApp();
  apps.push(app);
  return app;
};
const ISSUER = { principal: 'tests', actor: { kind: 'person', name: 'Ana' }, rights: 'system', idempotencyKey: null } as const;

test('[HT4] a write is answered once it is on disk, though the node that answers cannot show it yet', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-handle-'));
  const log = openSqliteLog(join(folder, 'log.sqlite'));
  let release = () => {};
  let held: Promise<void> | null = null;
  const late: (() => void)[] = [];
  const app = await startApp({
    folder,
    ports: {
      log: new Proxy(log, {
        get: (target, name) => {
          if (name !== 'read') return Reflect.get(target, name).bind(target);
          return async (after: number, limit: number) => {
            await held;
            return target.read(after, limit);
          };
        },
      }),
      clock: {
        ...systemClock,
        every: (ms, run) => {
          if (ms !== SHOWN_WITHIN_MS) return systemClock.every(ms, run);
          late.push(run);
          return () => {};
        },
      },
    },
  });
  apps.push(app);
  held = new Promise((resolve) => {
    release = resolve;
  });
  const answer = app.handle({ type: 'open-incident', incidentId: 'a', title: 'Video does not play' }, ISSUER);
  await expect.poll(async () => (await log.head()).seq).toBe(1);
  await expect.poll(() => late.length).toBe(1);
  expect(app.projection.seq).toBe(0);
  late[0]?.();
  expect(await answer).toMatchObject({ kind: 'accepted', pos: 1 });
  held = null;
  release();
  await expect.poll(() => app.projection.seq).toBe(1);
});

test('[HT33] an event that could not be read again is not appended', async () => {
  const app = await start();
  await app.give('open-incident', { incidentId: 'a', title: 'Video does not play' });
  const { seq } = await app.ports.log.head();
  // As if the body validation had a gap.
  const unreadable: Command = { type: 'retitle-incident', incidentId: 'a', title: '' };
  await expect(app.handle(unreadable, ISSUER)).rejects.toThrow();
  expect((await app.ports.log.head()).seq).toBe(seq);
});

test('[CM14] when something was told is taken from the server itself alone: importers, and not even an owner', async () => {
  const app = await start();
  const command: Command = { type: 'open-incident', incidentId: 'a', title: 'Video does not play', saidAt: { ms: 1, precision: 'exact' } };
  expect(await app.handle(command, { ...ISSUER, rights: new Set(ROLE_RIGHTS.owner) })).toMatchObject({
    kind: 'rejected',
    rejection: { rejected: 'invalid', field: 'saidAt' },
  });
  const { saidAt, ...fields } = command;
  const asked = await app.ask('POST', '/api/v1/incidents', { body: { ...fields, type: undefined, saidAt } });
  expect([asked.status, asked.body.field]).toEqual([422, 'saidAt']);
  const { paths } = (await app.ask('GET', '/api/v1/openapi.json')).body;
  expect(JSON.stringify(Object.values(paths).flatMap((methods) => Object.values(methods as object).map((one) => one.requestBody ?? null)))).not.toContain(
    'saidAt',
  );
  expect((await app.ports.log.head()).seq).toBe(0);
  expect(await app.handle(command, ISSUER)).toMatchObject({ kind: 'accepted' });
  expect((await app.ports.log.read(0, 1))[0]?.event.saidAt).toEqual(saidAt);
});

test('[DC38] of posts at once that saw one phase, one changes it; the others are told, and none of their words is recorded', async () => {
  const app = await start();
  await app.give('open-incident', { incidentId: 'a', title: 'Video does not play', scope: 'public' });
  const seen = { scope: 'public', expectedPhase: 'investigating' };
  const posts = ['identified', 'monitoring'].map((phase) => ({ ...seen, text: `It is ${phase}.`, phase }));
  const post = (body: object) => app.ask('POST', '/api/v1/incidents/a/updates', { body });
  const answers = await Promise.all(posts.map(post));
  const won = answers.findIndex(({ status }) => status === 201);
  const { status, body } = answers[1 - won] ?? {};
  const moved = { expected: 'investigating', is: posts[won]?.phase, since: expect.objectContaining({ precision: 'exact' }) };
  expect([status, body.code, body.reason, body.params]).toEqual([409, 'conflict', 'phase_moved', moved]);
  const said = (await app.ports.log.readStream('incident:a')).map(({ event }) => event.data);
  expect(JSON.stringify(said).match(/It is \w+\./g)).toEqual([posts[won]?.text]);
  expect((await post({ ...seen, text: 'Over.', phase: 'resolved', expectedPhase: posts[won]?.phase })).status).toBe(201);
});

test('[HT33] more regions than an impact can hold are refused at the door', async () => {
  const app = await start();
  await app.give('define-component', { componentId: 'live', name: 'Live delivery', scope: 'public' });
  await app.give('define-region', { regionId: 'eu', name: 'Europe' });
  await app.give('open-incident', { incidentId: 'a', title: 'Video does not play', scope: 'public' });
  const impact = { componentId: 'live', level: 'major_outage', regions: Array(51).fill('eu') };
  const { status } = await app.ask('POST', '/api/v1/incidents/a/impacts', { body: { scope: 'public', impact } });
  expect([status >= 400 && status < 500, app.projection.public.state.board.unsupported]).toEqual([true, 0]);
});

test('[DC193] a node that lags behind another catches up before it refuses, and then refuses what is to be refused', async () => {
  const one = await start();
  const [deaf, never] = [() => () => {}, () => {}];
  const log = new Proxy(one.ports.log, {
    get: (target, name) => (name === 'subscribe' ? deaf : name === 'close' ? async () => never() : Reflect.get(target, name).bind(target)),
  });
  const two = await startApp({ ports: { log, clock: { ...systemClock, every: () => never } } });
  apps.unshift(two);
  await one.give('open-incident', { incidentId: 'inc-a', title: 'Playback fails' });
  const rename = (incidentId: string) => two.handle({ type: 'retitle-incident', incidentId, title: 'Playback is slow' }, ISSUER);
  expect(two.projection.world().incident('inc-a')).toBeUndefined();
  expect(await rename('inc-a')).toMatchObject({ kind: 'accepted' });
  expect(await rename('inc-a')).toMatchObject({ kind: 'rejected', rejection: { reason: 'title_unchanged' } });
  expect(await rename('inc-none')).toMatchObject({ kind: 'rejected', rejection: { reason: 'incident_unknown' } });
});
