import { helloFor } from '@sitrep/shared/protocol/hello-for.ts';
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openPostgresAuthStore } from '../../auth/postgres-auth-store.ts';
import { StoreUnavailable } from '../../ground/store-unavailable.ts';
import { openPostgresLog } from '../../log/postgres-log.ts';
import { type ThrowAwayPostgres, throwAwayPostgres } from '../../testing/postgres.ts';
import { startApp, type TestApp } from '../../testing/start-app.ts';

let postgres: ThrowAwayPostgres | null = null;
const apps: TestApp[] = [];
beforeAll(async () => {
  postgres = await throwAwayPostgres();
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.dispose();
});
afterAll(async () => postgres?.stop());

const node = async (url: string): Promise<TestApp> => {
  const app = await startApp({ ports: { log: await openPostgresLog(url), auth: await openPostgresAuthStore(url) } });
  apps.push(app);
  return app;
};
const PASSWORD = 'a long and good one';
const cookieOf = (headers: Headers): string => headers.get('set-cookie')?.split(';')[0] ?? '';

test('[HT94] [HT99] whoever is ended in the middle of their session is put out of both nodes: sockets closed, the next call refused, none of their credentials good', async (context) => {
  if (!postgres) return context.skip();
  const url = await postgres.database();
  const [north, south] = [await node(url), await node(url)];
  const { body } = await north.ask('POST', '/api/v1/people', { body: { name: 'Dan', email: 'dan@example.com', role: 'admin' } });
  const code = body.url.split('#code=')[1];
  const chosen = await north.ask('POST', '/api/v1/password', { token: null, body: { code, password: PASSWORD } });
  const as = { token: null, headers: { cookie: cookieOf(chosen.headers) } };
  const { token } = (await north.ask('POST', '/api/v1/tokens', { ...as, body: { name: 'His script', role: 'viewer' } })).body;
  await expect.poll(async () => (await south.ask('GET', '/api/v1/account', as)).status).toBe(200);
  const ends = await Promise.all(
    [north, south].map(async (app) => {
      const socket = io(app.url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: as.headers });
      const refused = new Promise<string>((resolve) => void socket.on('refused', ({ code: why }: { code: string }) => resolve(why)));
      const closed = new Promise<void>((resolve) => void socket.on('disconnect', () => resolve()));
      await new Promise<void>((resolve) => {
        socket.on('snapshot', () => resolve());
        socket.on('connect', () => socket.emit('hello', helloFor('internal')));
      });
      return { refused, closed };
    }),
  );
  const write = (app: TestApp) => app.ask('POST', '/api/v1/incidents', { ...as, body: { title: 'Still here' } });
  expect((await write(south)).status).toBe(201);
  expect((await north.ask('POST', `/api/v1/people/${body.person.id}/end`, { body: { tokens: true } })).status).toBe(204);
  // Where it was done there is no moment in between.
  expect([(await write(north)).status, (await north.ask('GET', '/api/v1/board', { token })).status]).toEqual([401, 401]);
  expect(await Promise.all(ends.map(({ refused }) => refused))).toEqual(['revoked', 'revoked']);
  await Promise.all(ends.map(({ closed }) => closed));
  // The socket of the other node is told when that node has looked again: from then on it refuses.
  expect([(await write(south)).status, (await south.ask('GET', '/api/v1/account', as)).status]).toEqual([401, 401]);
  // Tokens end one after another, and that node may have looked in between.
  await expect.poll(async () => (await south.ask('GET', '/api/v1/board', { token })).status).toBe(401);
  const again = await south.ask('POST', '/api/v1/session', { token: null, body: { email: 'dan@example.com', password: PASSWORD } });
  expect(again.status).toBe(401);
  expect((await north.ask('GET', '/api/v1/incidents?scope=internal')).body.total).toBe(1);
});

test('[HT128] where the tokens of somebody who is ended fail half-way on one node, another one ends the rest', async (context) => {
  if (!postgres) return context.skip();
  const url = await postgres.database();
  const [north, south] = [await node(url), await node(url)];
  const { body } = await north.ask('POST', '/api/v1/people', { body: { name: 'Eve', email: 'eve@example.com', role: 'admin' } });
  const chosen = await north.ask('POST', '/api/v1/password', { token: null, body: { code: body.url.split('#code=')[1], password: PASSWORD } });
  const as = { token: null, headers: { cookie: cookieOf(chosen.headers) } };
  const make = async () => (await north.ask('POST', '/api/v1/tokens', { ...as, body: { name: 'Her script', role: 'viewer' } })).body.token as string;
  const tokens = [await make(), await make()];
  const works = (app: TestApp) => Promise.all(tokens.map(async (token) => (await app.ask('GET', '/api/v1/board', { token })).status));
  await expect.poll(() => works(south)).toEqual([200, 200]);
  north.ports.auth.revoke = async () => {
    throw new StoreUnavailable('away', new Error('stopped'));
  };
  const end = (app: TestApp) => app.ask('POST', `/api/v1/people/${body.person.id}/end`, { body: { tokens: true } });
  expect([(await end(north)).status, await works(north)]).toEqual([503, [200, 200]]);
  expect([(await end(south)).status, await works(south)]).toEqual([204, [401, 401]]);
  await expect.poll(() => works(north)).toEqual([401, 401]);
});
