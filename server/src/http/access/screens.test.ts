import type { BlockList } from 'node:net';
import { helloFor } from '@sitrep/shared/protocol/hello-for.ts';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readProxies } from '../../ground/client.ts';
import { systemClock } from '../../ground/clock.ts';
import { startApp, type TestApp } from '../../testing/start-app.ts';

const DAY = 86_400_000;
let app: TestApp;
let now = 0;
const repeating = new Map<number, () => void>();
beforeAll(async () => {
  const clock = {
    now: () => now,
    every: (ms: number, run: () => void) => {
      // The tests trigger the recording of open connections; other timers run by themselves.
      if (ms !== 15_000) return systemClock.every(ms, run);
      repeating.set(ms, run);
      return () => void repeating.delete(ms);
    },
  };
  now = Date.now();
  app = await startApp({ ports: { clock }, settings: { proxies: readProxies('10.9.9.9') as BlockList } });
});
beforeEach(() => {
  now = Math.max(now, Date.now());
});
afterAll(() => app.dispose());

const makeScreen = async (fields: Record<string, unknown> = {}) => {
  const { status, body } = await app.ask('POST', '/api/v1/screens', { body: { name: 'Wall 7', ...fields } });
  expect(status).toBe(201);
  return { id: body.id as string, link: body.link as string, token: String(body.link).split('#kiosk=')[1] ?? '' };
};
const exchange = (kiosk: string, headers: Record<string, string> = {}) => app.ask('POST', '/api/v1/session', { token: null, body: { kiosk }, headers });
const as = (token: string, more: Record<string, string> = {}) => ({ token: null, headers: { cookie: `sitrep=${token}`, ...more } });
const sessionOf = async (token: string) => (await app.ask('GET', '/api/v1/session', as(token))).body;
const screenOf = async (id: string) => (await app.ask('GET', '/api/v1/screens')).body.screens.find((one: { id: string }) => one.id === id);
const dial = async (token: string) => {
  const socket = io(app.url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { cookie: `sitrep=${token}` } });
  await new Promise<void>((resolve) => {
    socket.on('snapshot', () => resolve());
    socket.on('connect', () => socket.emit('hello', helloFor('internal')));
  });
  const closed = new Promise((resolve) => socket.on('disconnect', resolve));
  return { socket, closed };
};

test('[AU1] the link of a screen becomes a cookie as often as it is opened, and the cookie is renewed when the page asks who it is', async () => {
  const { link, token } = await makeScreen();
  expect(link).toBe(`http://localhost:${new URL(app.url).port}/wall#kiosk=${token}`);
  expect(token).toMatch(/^sitrep_[0-9a-f]{12}_[\w-]{43}$/);
  const session = {
    scope: 'internal',
    name: 'Wall 7',
    person: null,
    role: 'viewer',
    rights: ['read', 'kiosk'],
    kind: 'kiosk',
    expiresAt: now + 90 * DAY,
    acknowledge: expect.anything(),
    suspect: expect.anything(),
  };
  const cookie = `sitrep=${token}; Path=/; Max-Age=${(90 * DAY) / 1_000}; HttpOnly; SameSite=Strict`;
  for (let time = 0; time < 3; time++) {
    const reply = await exchange(token);
    expect([reply.status, reply.body, reply.headers.get('set-cookie')]).toEqual([201, session, cookie]);
  }
  const asked = await app.ask('GET', '/api/v1/session', as(token));
  expect([asked.body, asked.headers.get('set-cookie')]).toEqual([session, cookie]);
  expect((await app.ask('GET', '/api/v1/session')).headers.get('set-cookie')).toBeNull();
  expect((await app.ask('GET', '/api/v1/board', as(token))).body.scope).toBe('internal');
});

test('[AU1] what is no link of a screen is refused with the way to another, and leaves the cookie that is there', async () => {
  const revoked = await makeScreen();
  await app.ask('DELETE', `/api/v1/tokens/${revoked.id}`);
  const expired = await makeScreen({ expiresAt: now + 1_000 });
  now += 2_000;
  const { token } = await app.principals.createToken('bot', 'viewer', null);
  for (const wrong of [revoked.token, expired.token, token, 'sitrep_', '']) {
    const { status, body, headers } = await exchange(wrong);
    expect([wrong, status, body.code, headers.get('set-cookie')]).toEqual([wrong, 401, 'not_signed_in', null]);
    expect(body.detail).toContain('npm run sitrep -- token create --kiosk --name');
  }
  const both = { code: 'x'.repeat(43), kiosk: token };
  for (const body of [{}, both]) expect((await app.ask('POST', '/api/v1/session', { token: null, body })).body.code).toBe('invalid');
  expect((await app.ask('POST', '/api/v1/screens', { body: { name: 'Wall 7', expiresAt: now - 1 } })).body.field).toBe('expiresAt');
  expect((await app.ask('POST', '/api/v1/screens', { body: { name: 'Wall 7', role: 'viewer' } })).body.field).toBe('role');
});

test('[AU8] a name is one line that can be read, and an end is a date that can be written', async () => {
  for (const path of ['/api/v1/screens', '/api/v1/tokens']) {
    const make = (fields: Record<string, unknown>) => app.ask('POST', path, { body: { ...(path.endsWith('tokens') && { role: 'viewer' }), ...fields } });
    for (const name of ['a\nb', '\u001b[2Jx', 'x\u009b31m', '\u202eevil', '\u2066x', 'a\u2028b', '\ud800', '\u200b', '\u200d \u200b'])
      expect([name, (await make({ name })).body.field]).toEqual([name, 'name']);
    for (const name of ['Wall 7', 'Холл 2', 'שלט\u200f', '📺', '<img src=x>']) {
      const { status, body } = await make({ name });
      expect([name, status, body.name]).toEqual([name, 201, name]);
      await app.ask('DELETE', `/api/v1/tokens/${body.id}`);
    }
    expect((await make({ name: 'x', expiresAt: 9e15 })).body.field).toBe('expiresAt');
  }
});

test('[AU1] a link is not exchanged over plain http that somebody forwarded, nor is its cookie taken there', async () => {
  const { token } = await makeScreen();
  const forwarded = { 'x-forwarded-for': '203.0.113.9' };
  expect((await exchange(token, forwarded)).body.code).toBe('insecure_transport');
  expect((await app.ask('GET', '/api/v1/session', as(token, forwarded))).body.kind).toBeNull();
});

test('[AU2] the token of a screen is no bearer token and writes nothing, from its own page or elsewhere', async () => {
  const { token } = await makeScreen();
  expect((await app.ask('GET', '/api/v1/board', { token })).status).toBe(401);
  const page = { origin: app.url, 'sec-fetch-site': 'same-origin' };
  const before = app.projection.seq;
  for (const { method, path, access } of app.routes.filter(({ method, access }) => method !== 'GET' && access !== 'anyone')) {
    const { status, body } = await app.ask(method, path.replace(/:\w+/g, 'live'), { ...as(token, page), body: { title: 'x', name: 'x' } });
    expect([path, access, status, body.code]).toEqual([path, access, 403, 'not_allowed']);
  }
  expect(app.projection.seq).toBe(before);
});

test('[AU3] signing out takes the cookie of one browser and leaves the link, other screens and people', async () => {
  const [seven, eight] = [await makeScreen(), await makeScreen({ name: 'Wall 8' })];
  const owner = (await app.principals.exchange(await app.principals.newOwnerLink()))?.secret ?? '';
  const out = await app.ask('DELETE', '/api/v1/session', as(seven.token));
  expect([out.status, out.headers.get('set-cookie')]).toEqual([204, 'sitrep=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict']);
  expect((await exchange(seven.token)).status).toBe(201);
  expect((await sessionOf(eight.token)).name).toBe('Wall 8');
  expect((await sessionOf(owner)).role).toBe('owner');
});

test('[AU4] revoking the link of a screen closes its sockets at once and makes its cookie nobody’s', async () => {
  const { id, token } = await makeScreen();
  const { closed } = await dial(token);
  expect(app.hub.connected()).toContain(`kiosk:${id}`);
  expect((await app.ask('DELETE', `/api/v1/tokens/${id}`)).status).toBe(204);
  expect(app.hub.connected()).not.toContain(`kiosk:${id}`);
  await closed;
  expect(await sessionOf(token)).toEqual({ scope: 'public', name: null, person: null, role: null, rights: [], kind: null, expiresAt: null });
  expect((await exchange(token)).status).toBe(401);
  expect(await screenOf(id)).toBeUndefined();
});

test('[AU4] a link that reaches its date, or is unused for 90 days, ends with its sockets', async () => {
  const dated = await makeScreen({ expiresAt: now + DAY });
  const { closed } = await dial(dated.token);
  now += DAY;
  await closed;
  const unused = await makeScreen();
  now += 90 * DAY;
  expect((await exchange(unused.token)).status).toBe(401);
});

test('[AU5] a screen is seen when it asks and while its socket is open; two on one link count as one', async () => {
  const { id, token } = await makeScreen({ name: 'Wall 9' });
  const made = now;
  expect(await screenOf(id)).toEqual({ id, name: 'Wall 9', createdAt: made, lastSeenAt: null });
  const both = [await dial(token), await dial(token)];
  expect((await screenOf(id)).lastSeenAt).toBe(made);
  now += 20_000;
  repeating.get(15_000)?.();
  expect((await screenOf(id)).lastSeenAt).toBe(made + 20_000);
  for (const { socket } of both) socket.close();
  await expect.poll(() => app.hub.connected().has(`kiosk:${id}`)).toBe(false);
  now += 20_000;
  repeating.get(15_000)?.();
  expect((await screenOf(id)).lastSeenAt).toBe(made + 20_000);
  await app.ask('GET', '/api/v1/board', as(token));
  expect((await screenOf(id)).lastSeenAt).toBe(made + 40_000);
});

test('[AU7] the list of screens comes from memory, by name, and customers get nothing of it', async () => {
  const { id, token } = await makeScreen({ name: 'Wall 10' });
  const { auth } = app.ports;
  const saved = { ...auth };
  const fail = async () => {
    throw new Error('the store is away');
  };
  Object.assign(auth, { all: fail, touch: fail, remove: fail, insert: fail });
  const { body, text } = await app.ask('GET', '/api/v1/screens', as(token));
  Object.assign(auth, saved);
  const names = body.screens.map(({ name }: { name: string }) => name);
  expect(names.indexOf('Wall 9')).toBeLessThan(names.indexOf('Wall 10'));
  expect(body.since).toBeLessThanOrEqual(now);
  expect(text).not.toContain(token.slice(-43));
  const anyone = await app.ask('GET', '/api/v1/screens', { token: null });
  expect([anyone.status, anyone.text.includes(id)]).toEqual([401, false]);
  app.errors.length = 0;
});

test('[AU7] the owner’s list of tokens shows screens as such, without their secrets', async () => {
  const { id, token } = await makeScreen({ name: 'Lobby' });
  const { body, text } = await app.ask('GET', '/api/v1/tokens');
  expect(body.tokens.find((one: { id: string }) => one.id === id)).toEqual({
    id,
    kind: 'kiosk',
    name: 'Lobby',
    role: 'viewer',
    rights: [],
    state: 'active',
    createdAt: now,
    expiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
    madeBy: { person: null, name: 'Tests', ended: false },
    view: { groups: [], theme: null },
    openedAt: null,
    agent: null,
  });
  expect(text).not.toContain(token.slice(-43));
});
