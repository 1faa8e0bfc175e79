import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openPostgresAuthStore } from '../auth/postgres-auth-store.ts';
import { systemClock } from '../ground/clock.ts';
import { openPostgresLog } from '../log/postgres-log.ts';
import type { AppPorts } from '../rooms/app-ports.ts';
import { openPostgresEvidenceStore } from '../samples/postgres-evidence-store.ts';
import { type ThrowAwayPostgres, throwAwayPostgres } from '../testing/postgres.ts';
import { startApp, type TestApp } from '../testing/start-app.ts';

let postgres: ThrowAwayPostgres | null = null;
const apps: TestApp[] = [];
beforeAll(async () => {
  postgres = await throwAwayPostgres();
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.dispose();
});
afterAll(async () => postgres?.stop());

const stores = async (url: string) => ({
  log: await openPostgresLog(url),
  auth: await openPostgresAuthStore(url),
  evidence: await openPostgresEvidenceStore(url),
});
const nodes = async (server: ThrowAwayPostgres, count: number, ports: Partial<AppPorts> = {}) => {
  const url = await server.database();
  for (let n = 0; n < count; n++) apps.push(await startApp({ ports: { ...(await stores(url)), ...ports } }));
  const [one, two = one] = apps;
  if (!one || !two) throw new Error('a node was to start');
  return { one, two };
};
const until = (holds: () => boolean | Promise<boolean>) => expect.poll(holds).toBe(true);

test('[HT19] two nodes append what is due once', async (context) => {
  if (!postgres) return context.skip();
  const { one, two } = await nodes(postgres, 2);
  for (let n = 0; n < 5; n++)
    await one.give('make-commitment', {
      commitmentId: `c${n}`,
      kind: 'action',
      text: 'Fix it',
      due: { ms: one.ports.clock.now() + 60_000 + n, precision: 'exact' },
    });
  one.advance(120_000);
  two.advance(120_000);
  await until(() => [one, two].every((node) => Object.values(node.projection.world().board.commitments).every(({ overdue }) => overdue)));
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  for (let n = 0; n < 5; n++)
    expect((await one.ports.log.readStream(`commitment:c${n}`)).map(({ event }) => event.type)).toEqual(['commitment-made', 'commitment-overdue']);
  expect(one.projection.internal.hash).toBe(two.projection.internal.hash);
});

test('[HT5] a key is one key on both nodes', async (context) => {
  if (!postgres) return context.skip();
  const { one, two } = await nodes(postgres, 2);
  const replies = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      (n % 2 ? one : two).ask('POST', '/api/v1/incidents', { body: { title: 'Once' }, headers: { 'idempotency-key': 'k' } }),
    ),
  );
  expect(new Set(replies.map(({ status, body }) => `${status} ${body.ids.incidentId} ${body.pos}`)).size).toBe(1);
  expect((await one.ask('GET', '/api/v1/incidents')).body.total).toBe(1);
});

test('[HT13] a token revoked on one node is refused on the other once that has asked again, which it does every second', async (context) => {
  if (!postgres) return context.skip();
  // Repeating tasks are only recorded here; the test triggers them by hand.
  const everies: number[] = [];
  const every = (ms: number) => {
    everies.push(ms);
    return () => {};
  };
  const { one, two } = await nodes(postgres, 2, { clock: { ...systemClock, every } });
  const { token, id } = await one.principals.createToken('wall', 'viewer', null);
  const there = async () => (await two.ask('GET', '/api/v1/board', { token })).status;
  await two.principals.refresh();
  expect(await there()).toBe(200);
  await one.principals.revokeToken(id);
  expect(await there()).toBe(200);
  expect(everies.filter((ms) => ms === 1_000).length).toBeGreaterThanOrEqual(2);
  await two.principals.refresh();
  expect(await there()).toBe(401);
});

type Ask = readonly [method: 'POST' | 'PUT', path: string, body: object];
/** Two commands that depend on one another, about things with this number, and what must not be the case after both. */
interface Race {
  readonly pair: (n: number) => readonly [Ask, Ask];
  readonly isBroken: (board: BoardState, n: number) => boolean;
}
const retire = (n: number): Ask => ['POST', `/components/c${n}/retire`, {}];
const isGone = ({ components }: BoardState, n: number) => components[`c${n}`] === undefined;
const impacts = (n: number) => ({ incidentId: `i${n}`, title: 'Down', impacts: [{ componentId: `c${n}`, level: 'major_outage' }] });
const work = (n: number) => ({ title: 'New disks', componentIds: [`c${n}`], from: '2027-01-01T10:00Z', until: '2027-01-01T11:00Z' });
const statement = (n: number) => ({ componentId: `c${n}`, level: 'major_outage', source: { kind: 'person', name: 'Ana' } });
const RACES: Record<string, Race> = {
  'an impact on a component that is retired': {
    pair: (n) => [['POST', '/incidents', impacts(n)], retire(n)],
    isBroken: (board, n) => isGone(board, n) && board.incidents[`i${n}`] !== undefined,
  },
  'planned work on a component that is retired': {
    pair: (n) => [['POST', '/maintenances', work(n)], retire(n)],
    isBroken: (board, n) => isGone(board, n) && Object.values(board.maintenances).some(({ componentIds }) => componentIds.includes(`c${n}`)),
  },
  'a statement about a component that is retired': {
    pair: (n) => [['PUT', `/statements/s${n}`, statement(n)], retire(n)],
    isBroken: (board, n) => isGone(board, n) && board.statements[`s${n}`] !== undefined,
  },
  'a promise about an incident that is dismissed': {
    pair: () => [
      ['POST', '/commitments', { kind: 'action', text: 'Fix it', incidentId: 'none' }],
      ['POST', '/incidents/none/dismiss', { reason: 'A false alarm' }],
    ],
    isBroken: ({ incidents, commitments }) =>
      incidents.none !== undefined && incidents.none.dismissed !== null && Object.values(commitments).some(({ incidentId }) => incidentId === 'none'),
  },
  'a second exercise': {
    pair: () => [
      ['POST', '/drills', { name: 'Fire' }],
      ['POST', '/drills', { name: 'Flood' }],
    ],
    isBroken: ({ drills }) => Object.keys(drills).length > 1,
  },
};
test.for([1, 2])('[CM6] [DC70] [DC97] two commands at once leave what one after the other would, on %s nodes', async (count, context) => {
  if (!postgres) return context.skip();
  const { one, two } = await nodes(postgres, count);
  let n = 0;
  for (const [name, { pair, isBroken }] of Object.entries(RACES))
    for (let turn = 0; turn < 4; turn++) {
      n += 1;
      await one.give('define-component', { componentId: `c${n}`, name: `Player ${n}` });
      const { incidents, drills } = one.projection.world().board;
      if (incidents.none === undefined) await one.give('open-incident', { incidentId: 'none', title: 'Maybe' });
      else if (incidents.none.dismissed !== null) await one.give('reopen-incident', { incidentId: 'none' });
      for (const drillId of Object.keys(drills)) await one.give('end-drill', { drillId });
      await two.projection.catchUp();
      const [first, second] = pair(n);
      const ask = (node: TestApp, [method, path, body]: Ask) => node.ask(method, `/api/v1${path}`, { body });
      const answers = await Promise.all(turn % 2 === 0 ? [ask(one, first), ask(two, second)] : [ask(two, second), ask(one, first)]);
      await one.projection.catchUp();
      expect([name, answers.some(({ status }) => status < 300), isBroken(one.projection.world().board, n)]).toEqual([name, true, false]);
    }
});
test('[DC38] [CM6] of many posts at once that saw one phase, on two nodes, one changes it and no other is recorded', async (context) => {
  if (!postgres) return context.skip();
  const { one, two } = await nodes(postgres, 2);
  await one.give('define-component', { componentId: 'c', name: 'Player' });
  await one.give('open-incident', { incidentId: 'a', title: 'Video does not play', impacts: [{ impactId: 'i', componentId: 'c', level: 'major_outage' }] });
  await two.projection.catchUp();
  const posts = Array.from({ length: 8 }, (_, n) => ({
    text: `Said ${n}.`,
    phase: n % 4 < 2 ? 'identified' : 'monitoring',
    expectedPhase: 'investigating',
    ended: ['i'],
  }));
  const answers = await Promise.all(posts.map((body, n) => (n % 2 ? one : two).ask('POST', '/api/v1/incidents/a/updates', { body })));
  expect(answers.map(({ status, body }) => [status, body.reason]).sort()).toEqual([[201, undefined], ...Array(7).fill([409, 'phase_moved'])]);
  const types = (await one.ports.log.readStream('incident:a')).map(({ event }) => event.type);
  expect(types).toEqual(['incident-opened', 'impact-ended', 'phase-changed', 'update-posted']);
});
test('[CM6] many commands at once that depend on one another are all accepted in the end', async (context) => {
  if (!postgres) return context.skip();
  const { one, two } = await nodes(postgres, 2);
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, n) => (n % 2 ? one : two).ask('PUT', `/api/v1/components/c${n}`, { body: { name: `Player ${n}` } })),
  );
  expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
  await one.projection.catchUp();
  const positions = Object.values(one.projection.world().board.components).map(({ position }) => position);
  expect(positions.sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, n) => n));
});

test('[DC230] a node that does not know yet what another recorded takes no change for a renewal', async (context) => {
  if (!postgres) return context.skip();
  const url = await postgres.database();
  const start = async () => {
    const { log, ...rest } = await stores(url);
    // A node that learns of the other's events by asking alone.
    const ports = { ...rest, log: Object.assign(log, { subscribe: () => () => {} }), clock: { ...systemClock, every: () => () => {} } };
    const app = await startApp({ ports });
    apps.push(app);
    return app;
  };
  const [one, two] = [await start(), await start()];
  await one.give('define-component', { componentId: 'live', name: 'Live', evidence: 'measured' });
  const state = (node: TestApp, level: string) =>
    node.ask('PUT', '/api/v1/statements/a', { body: { componentId: 'live', level, source: { kind: 'check', name: 'Probe' } } });
  const levelOn = (node: TestApp) => node.projection.world().board.statements.a?.level;
  await state(one, 'major_outage');
  await two.projection.catchUp();
  await state(one, 'operational');
  expect([levelOn(one), levelOn(two)]).toEqual(['operational', 'major_outage']);
  expect((await state(two, 'major_outage')).status).toBe(201);
  expect([levelOn(two), await two.ports.evidence.all()]).toEqual(['major_outage', []]);
  await one.projection.catchUp();
  expect(levelOn(one)).toBe('major_outage');
});

test('[PR4] a redaction on one node is in force on the other', async (context) => {
  if (!postgres) return context.skip();
  const { one, two } = await nodes(postgres, 2);
  await one.give('open-incident', { incidentId: 'seen', title: 'Video does not play', scope: 'public' });
  await one.give('post-update', { incidentId: 'seen', updateId: 'slip', scope: 'public', text: 'Harbinger Ltd is to blame for it' });
  await two.projection.catchUp();
  await one.give('redact-update', { incidentId: 'seen', updateId: 'slip', reason: 'x' });
  await until(() => !two.projection.public.snapshot().json.includes('Harbinger'));
  expect(two.projection.internal.hash).toBe(one.projection.internal.hash);
});

test('[LG26] while the database is known to be away writes are refused at once and none reaches it; they go on once it is back', {
  timeout: 120_000,
}, async (context) => {
  const own = await throwAwayPostgres({ max_connections: '40' });
  if (own === null) return context.skip();
  const url = await own.database();
  const log = await openPostgresLog(url);
  const app = await startApp({ ports: { log, auth: await openPostgresAuthStore(url) } });
  const write = (n: number) => app.ask('POST', '/api/v1/incidents', { body: { incidentId: `inc-${n}`, title: 'Uploads stall' } });
  const answers = async (replies: Promise<{ status: number; body: { code: string }; headers: Headers }>[]) =>
    (await Promise.all(replies)).map(({ status, body, headers }) => [status, body.code, Number(headers.get('retry-after')) > 0]);
  const refused = (count: number) => Array(count).fill([503, 'unavailable', true]);
  let thaw = () => {};
  try {
    expect((await write(0)).status).toBe(201);
    thaw = own.freeze();
    // The outage is not known yet: more writes than connections, some of them queued on one stream.
    const early = [
      ...Array.from({ length: 12 }, (_, n) => write(100 + n)),
      ...Array.from({ length: 4 }, () => app.ask('POST', '/api/v1/incidents/inc-0/acknowledge', { body: {} })),
    ];
    expect(await answers(early)).toEqual(refused(16));
    expect(log.database.away).toBe(true);

    const before = log.database.attempts;
    expect(await answers(Array.from({ length: 20 }, (_, n) => write(n + 1)))).toEqual(refused(20));
    const signIn = () => app.ask('POST', '/api/v1/tokens', { body: { name: 'robot', role: 'viewer' } });
    await until(async () => (await signIn()).status === 503);
    expect(await answers([signIn(), signIn()])).toEqual(refused(2));
    expect(log.database.attempts).toBe(before);
    expect((await app.ask('GET', '/api/v1/board')).status).toBe(200);
    expect((await app.ask('GET', '/api/v1/incidents/inc-0/events')).body.code).toBe('unavailable');

    thaw();
    thaw = () => {};
    await until(() => !log.database.away);
    expect((await write(1)).status).toBe(201);
    expect((await log.verify()).ok).toBe(true);

    await own.stop();
    await until(() => log.database.away);
    const gone = log.database.attempts;
    expect(await answers(Array.from({ length: 20 }, (_, n) => write(n + 200)))).toEqual(refused(20));
    expect(log.database.attempts).toBe(gone);
  } finally {
    thaw();
    await app.dispose();
    await own.stop();
  }
});
